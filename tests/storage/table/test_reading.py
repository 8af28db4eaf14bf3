"""Reading several things at once."""

from functools import partial
from threading import Event
from time import sleep
from typing import Any

import pytest
from botocore.session import Session

from functions.domain.town.commune import Commune
from functions.storage.table import keys
from functions.storage.table.item import Item
from functions.storage.table.reading import AT_ONCE, read, read_one, together


def test_questions_that_are_asked_at_once_by_a_new_process_share_one_client(
    table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each costs a cold start a hundred milliseconds."""
    connection, create = Item._get_connection().connection, Session.create_client
    made: list[str] = []

    def counted(session: Session, service: str, *given: Any, **named: Any) -> Any:
        made.append(service)
        return create(session, service, *given, **named)

    monkeypatch.setattr(Session, "create_client", counted)
    monkeypatch.setattr(connection, "_client", None)
    key = keys.commune("nulle-part")
    assert together(lambda: list(read([key]).items()), lambda: read_one(key, Commune)) == ([], None)
    assert made == ["dynamodb"]


def test_questions_that_ask_several_at_once_themselves_never_wait_for_one_another(table: str) -> None:
    """More of them than there are helpers."""

    def several() -> tuple[int, ...]:
        return together(*(partial(int, number) for number in range(3)))

    assert together(*[several] * (3 * AT_ONCE)) == ((0, 1, 2),) * (3 * AT_ONCE)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_question_that_fails_says_so_once_the_others_have_their_answer(table: str, place: int) -> None:
    begun, ended = Event(), Event()

    def slow() -> None:
        begun.set()
        sleep(0.05)
        ended.set()

    def fails() -> None:
        assert begun.wait(5)
        raise ValueError

    questions = [slow, slow]
    questions.insert(place, fails)
    with pytest.raises(ValueError):
        together(*questions)
    assert ended.is_set()
