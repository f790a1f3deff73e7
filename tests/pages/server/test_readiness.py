"""Who is let in when, and what the route says, without a server."""

import asyncio
import json
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.requests import Request

from pages.server import readiness, warm_up
from pages.server.readiness import Readiness, WaitUntilOpen
from pages.shared import memory

Steps = Callable[[Readiness], Any]


def alone(steps: Coroutine[Any, Any, Any]) -> Any:
    """Run in a thread of its own: in this one, the browser of other tests has its event loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, steps).result()


def run(monkeypatch: pytest.MonkeyPatch, steps: Steps, first: Callable[[], None]) -> Any:
    """Run some steps while it loads; ``first`` stands for what the first visitor needs."""
    monkeypatch.setattr(readiness, "HEAD_START", 0.0)
    monkeypatch.setattr(warm_up, "for_the_first_visitor", first)
    monkeypatch.setattr(warm_up, "for_every_screen", lambda: None)

    async def loading() -> Any:
        state = Readiness()
        async with state.loading():
            return await steps(state)

    return alone(loading())


async def answer(state: Readiness) -> tuple[int, dict[str, Any]]:
    """Return the route's status and what it says."""
    response = await state.answer(Request({"type": "http"}))
    assert response.headers["cache-control"] == "no-store"
    return response.status_code, json.loads(bytes(response.body))


async def settle(state: Readiness) -> None:
    """Wait until all that is loaded is loaded."""
    await state.is_open.wait()
    for _ in range(50):
        if state.is_ready:
            return
        await asyncio.sleep(0.01)


def test_it_is_ready_once_everything_is_loaded(monkeypatch: pytest.MonkeyPatch):
    async def steps(state: Readiness) -> list[Any]:
        early = await answer(state)
        await settle(state)
        return [early, await answer(state)]

    assert run(monkeypatch, steps, lambda: None) == [
        (503, {"ready": False}),
        (200, {"ready": True}),
    ]


def test_it_is_not_ready_any_more_when_it_ends(monkeypatch: pytest.MonkeyPatch):
    async def steps(state: Readiness) -> Readiness:
        await settle(state)
        assert state.is_ready
        return state

    state = run(monkeypatch, steps, lambda: None)
    assert alone(answer(state)) == (503, {"ready": False})


def test_free_memory_is_given_back_again_and_again(monkeypatch: pytest.MonkeyPatch):
    given: list[int] = []
    monkeypatch.setattr(readiness, "EVERY", 0.001)
    monkeypatch.setattr(memory, "give_back", lambda: given.append(1))

    async def steps(state: Readiness) -> bool:
        await settle(state)
        for _ in range(200):
            if len(given) > 2:
                break
            await asyncio.sleep(0.01)
        return state.is_ready

    assert run(monkeypatch, steps, lambda: None)
    assert len(given) > 2


def test_a_failure_is_logged_and_visitors_are_let_in(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def fail() -> None:
        raise OSError("the disk is gone")

    async def steps(state: Readiness) -> Any:
        await settle(state)
        return await answer(state)

    assert run(monkeypatch, steps, fail) == (503, {"ready": False})
    assert "the disk is gone" in caplog.text


@pytest.mark.parametrize(("kind", "waits"), [("websocket", True), ("http", False)])
def test_only_sessions_wait_at_the_door(kind: str, waits: bool):
    async def steps() -> None:
        passed: list[str] = []

        async def app(scope: Any, _receive: Any, _send: Any) -> None:
            passed.append(scope["type"])

        state = Readiness()
        door = WaitUntilOpen(app, state)
        request = asyncio.create_task(door({"type": kind}, None, None))  # type: ignore[arg-type]
        await asyncio.sleep(0.01)
        assert passed == ([] if waits else [kind])
        state.is_open.set()
        await request
        assert passed == [kind]

    alone(steps())
