"""Seats: a room is never overfull, nobody is put out, and who has left makes room."""

from hypothesis import given
from hypothesis import strategies as st

from core.jobs.seats import Seats


@given(
    st.integers(1, 4),
    st.lists(st.tuples(st.sampled_from("abcdefg"), st.sampled_from(["come", "go"])), max_size=40),
)
def test_a_room_is_never_overfull_and_nobody_is_put_out(most: int, events):
    here, inside = set[str](), set[str]()
    seats = Seats(most, here.__contains__)
    for name, event in events:
        if event == "go":
            here.discard(name)
            inside.discard(name)
            continue
        here.add(name)
        had, full = name in inside, len(inside) >= most
        let_in = seats.take(name)
        assert let_in == (had or not full)
        if let_in:
            inside.add(name)
    assert len(inside) <= most


def test_one_who_was_away_keeps_the_seat_unless_somebody_needed_it():
    here = {"ann", "bob"}
    seats = Seats(2, here.__contains__)
    assert seats.take("ann")
    assert seats.take("bob")
    here.discard("ann")
    here.discard("bob")
    assert seats.take("ann"), "the seat is still there"
    here.add("ann")
    here.add("cid")
    assert seats.take("cid")
    here.add("bob")
    assert not seats.take("bob")
