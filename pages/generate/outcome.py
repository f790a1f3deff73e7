"""What can be done with the text: keep it as a file, open it elsewhere, write it from Python."""

import streamlit as st

from core.generation import GenerationRun
from core.generation.files import to_csv, to_json
from core.generation.tree import Branch, Recipe, Tree
from core.network.catalogue import NetworkReference
from pages.generate.link_tree import Branches
from pages.generate.view import GenerateView
from pages.generate.writing import recipe_of
from pages.language import _
from pages.shared import cached, downloads, frame, prose, python_lines
from pages.shared.view import registry, session
from pages.shared.view.selection import Selection

OPEN, OPENS = "open-text-in", "opens-text-in"
"""Keys of buttons, and flags that say that one was pressed."""
READ_IN = {
    frame.STEP_THROUGH: ":material/footprint:",
    frame.INSPECT_A_UNIT: ":material/troubleshoot:",
}
"""Screens on which the text can be read, with their icons."""


def files(run: GenerationRun, named: NetworkReference) -> None:
    """Offer the text, its choices and its trace as files, each made only on request."""
    name = f"gatescope-{named.task}-{named.name}-written"
    about = {
        "model": named.task,
        "cell": named.name,
        "weights_sha256": cached.weights(named),
        "text": run.whole_text,
    }

    def offer() -> None:
        downloads.download(_("Text"), lambda: run.whole_text.encode(), f"{name}.txt")
        prose.caption(_("every choice"))
        downloads.download(_("CSV, for a spreadsheet"), lambda: to_csv(run), f"{name}.csv")
        downloads.download(_("JSON, lossless"), lambda: to_json(run, about), f"{name}.json")
        prose.caption(_("every quantity of the cell"))
        downloads.trace_files(run.trace, about, f"{name}-trace")

    downloads.export(offer)


def open_elsewhere(run: GenerationRun, selection: Selection) -> None:
    """Offer to read the text, prime and all, on other screens."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        prose.caption(_("Read this text on another screen:"), width="content")
        for page, icon in READ_IN.items():
            st.button(
                prose.compose(frame.screens()[page][0]),
                icon=icon,
                key=f"{OPEN}-{page}",
                on_click=session.set_flag,
                args=[f"{OPENS}-{page}"],
            )
    for page in READ_IN:
        if session.take_flag(f"{OPENS}-{page}"):
            st.switch_page(page, query_params=session.carry(_as_text(run, selection)))


def _as_text(run: GenerationRun, selection: Selection) -> Selection:
    """Return the view in which the whole text is read, at the step that is on screen."""
    places = {"text": run.whole_text, "position": selection.position, "corpus": "text"}
    return registry.changed(selection, **registry.beginnings("text") | places)


def python(selection: Selection, prime: str, grown: Tree) -> None:
    """Show the lines of Python that write the same text."""
    view = selection.of(GenerateView)
    recipe = recipe_of(view, grown.run.network, prime)
    with st.expander(_("This view as Python"), icon=":material/code:"):
        st.code(as_python(selection.reference, recipe, view.branches, grown), language="python")


def as_python(named: NetworkReference, recipe: Recipe, branches: Branches, grown: Tree) -> str:
    """Return the lines of Python that write the text of the run that is shown."""
    first, sampling = grown.outcomes[0], recipe.sampling
    read = first.prime if first else 0
    length = min(recipe.length, recipe.most - read)
    settings = {
        "length": length,
        "temperature": sampling.temperature,
        "top_k": sampling.top_k,
        "top_p": sampling.top_p,
        "seed": recipe.seed,
        "stop": recipe.stop,
    }
    given = "".join(f"    {name}={value!r},\n" for name, value in settings.items())
    imports, load = python_lines.loading(named)
    lines = [
        *imports,
        "from core.generation import generate",
        "",
        load,
        f"run = generate(\n    network,\n    {recipe.prime!r},\n{given})",
    ]
    for branch in _path(branches, grown.shown):
        token = grown.run.network.outputs[branch.output]
        lines.append(f"run = run.branch({branch.position}, {token!r}, length={read + length})")
    return "\n".join([*lines, "print(run.text)"])


def _path(branches: Branches, number: int) -> list[Branch]:
    """Return the branches that lead from the first run to another one, in order."""
    path: list[Branch] = []
    while number:
        path.append(branches.items[number - 1])
        number = branches.items[number - 1].parent
    return path[::-1]
