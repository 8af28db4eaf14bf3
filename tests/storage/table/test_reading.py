"""Reading several things at once."""

from typing import Any

import pytest
from botocore.session import Session

from functions.domain.town.commune import Commune
from functions.storage.table import keys
from functions.storage.table.item import Item
from functions.storage.table.reading import read, read_one, together


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
