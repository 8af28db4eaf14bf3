"""Whose turn it is in a thread, and how long it can be written on."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain.requests.threads import (
    MOST_MESSAGES,
    REOPENS_WITHIN,
    MessageEmpty,
    Thread,
    ThreadClosed,
    ThreadFull,
    ThreadKind,
    ThreadMessage,
    ThreadMoved,
    ThreadState,
    answered,
    continued,
    place_of_message,
    put_in_state,
    settled,
    subject_of,
    text_of,
    thread_of,
)
from tests.support.builders import JULIE, MARC, NOW

AGENT = "a" * 26


def written(place: int, *, by: str = MARC, after: timedelta = timedelta()) -> ThreadMessage:
    return ThreadMessage(place_of_message(place), by, by == AGENT, NOW + after, "Bonjour")


def begun() -> Thread:
    return thread_of("t", ThreadKind.QUESTION, "testmp", subject_of("  Sortie   de vendredi "), written(1))


def test_a_family_waits_from_its_first_message_without_an_answer() -> None:
    thread = begun()
    assert (thread.subject, thread.state, thread.waits_since) == (
        "Sortie de vendredi",
        ThreadState.OPEN,
        NOW,
    )
    again = continued(thread, written(2, by=JULIE, after=timedelta(hours=1)))
    assert (again.waits_since, again.last, again.messages) == (NOW, "002", 2)
    told = answered(again, written(3, by=AGENT), seen="002", close=False)
    assert (told.state, told.waits_since, told.last_by_town) == (ThreadState.ANSWERED, None, True)
    asked_again = continued(told, written(4))
    assert (asked_again.state, asked_again.waits_since) == (ThreadState.OPEN, NOW)


def test_who_answers_has_read_what_was_written_last() -> None:
    moved = continued(begun(), written(2))
    for late in (
        lambda: answered(moved, written(3, by=AGENT), seen="001", close=True),
        lambda: put_in_state(moved, ThreadState.CLOSED, seen="001", now=NOW),
    ):
        with pytest.raises(ThreadMoved):
            late()


def test_what_ended_is_open_again_for_thirty_days_to_the_second() -> None:
    ended = answered(begun(), written(2, by=AGENT), seen="001", close=True)
    last = continued(ended, written(3, after=REOPENS_WITHIN))
    assert (last.state, last.closed_at, last.waits_since) == (ThreadState.OPEN, None, NOW + REOPENS_WITHIN)
    with pytest.raises(ThreadClosed):
        continued(ended, written(3, after=REOPENS_WITHIN + timedelta(seconds=1)))
    assert ended.may_be_continued(NOW + REOPENS_WITHIN)
    assert settled(ended, NOW + timedelta(days=1)) == ended, "said twice, it ended the first time"


def test_an_answer_that_has_been_there_for_long_is_over_and_can_be_written_on() -> None:
    told = answered(begun(), written(2, by=AGENT), seen="001", close=False)
    assert not told.is_over(NOW + REOPENS_WITHIN)
    long_after = NOW + REOPENS_WITHIN + timedelta(seconds=1)
    assert told.is_over(long_after) and told.may_be_continued(long_after)
    assert not begun().is_over(long_after), "who waits goes on waiting"


def test_an_agent_puts_a_thread_back_where_it_was() -> None:
    waiting = continued(begun(), written(2))
    closed = put_in_state(waiting, ThreadState.CLOSED, seen="002", now=NOW)
    assert (closed.waits_since, closed.closed_at) == (None, NOW)
    back = put_in_state(closed, ThreadState.OPEN, seen="002", now=NOW)
    assert (back.state, back.closed_at, back.waits_since) == (ThreadState.OPEN, None, NOW)
    assert put_in_state(back, ThreadState.OPEN, seen="002", now=NOW) == back


def test_a_thread_takes_no_more_messages_than_its_bound_from_either_side() -> None:
    full = replace(begun(), messages=MOST_MESSAGES)
    for late in (
        lambda: continued(full, written(101)),
        lambda: answered(full, written(101, by=AGENT), seen="100", close=False),
    ):
        with pytest.raises(ThreadFull):
            late()


@pytest.mark.parametrize("text", ["", " \n\t "])
def test_nothing_is_no_message(text: str) -> None:
    with pytest.raises(MessageEmpty):
        text_of(text, with_files=False)
    assert text_of(text, with_files=True) == "", "a file may come without a word"
    with pytest.raises(MessageEmpty):
        subject_of(text)


@given(st.lists(st.sampled_from(["family", "town", "close", "open", "answered", "settle"]), max_size=12))
def test_whoever_did_what_it_waits_exactly_while_it_is_open(acts: list[str]) -> None:
    thread, count = begun(), 1
    for act in acts:
        if act == "family":
            thread, count = continued(thread, written(count + 1)), count + 1
        elif act == "town":
            thread = answered(thread, written(count + 1, by=AGENT), seen=thread.last, close=False)
            count += 1
        elif act == "settle":
            thread = settled(thread, NOW)
        else:
            state = {"close": ThreadState.CLOSED}.get(act) or ThreadState(act)
            thread = put_in_state(thread, state, seen=thread.last, now=NOW)
        assert (thread.waits_since is not None) == (thread.state is ThreadState.OPEN)
        assert (thread.closed_at is not None) == (thread.state is ThreadState.CLOSED)
        assert (thread.messages, thread.last) == (count, place_of_message(count))
