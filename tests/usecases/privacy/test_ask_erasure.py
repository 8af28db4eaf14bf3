"""A parent asks the town to erase the family: once, told by mail, and taken back as easily."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from functions.domain.errors import KeyReused
from functions.domain.messages import Message, MessageKind
from functions.jobs.letters import letter
from functions.storage.families import families, requests
from functions.storage.table import journal, outbox
from functions.usecases.privacy.ask_erasure import (
    ErasureWish,
    Wished,
    ask_erasure,
    standing_wish,
    withdraw_erasure,
)
from tests.support.builders import JULIE, MARC, NOW, open_town, settle

LATER = NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def town(table: str) -> None:
    open_town()
    settle()


def wish(key: str, account: str = MARC, now: datetime = NOW) -> ErasureWish:
    return ErasureWish("lisse", families.family("lisse", "testmp"), account, key, now)


def told() -> list[Message]:
    return [one.value for one in outbox.waiting() if one.value.kind is MessageKind.ERASURE_ASKED]


def test_the_town_is_asked_once_whoever_asks_again() -> None:
    assert ask_erasure(wish("key-00001")) == ask_erasure(wish("key-00001")) == Wished(NOW)
    assert ask_erasure(wish("key-00002", JULIE, LATER)) == Wished(NOW)
    assert [one.value.by for one in requests.open_requests("lisse")] == [MARC]
    assert len(told()) == 1
    assert [line.act for line in journal.lines("lisse", "testmp")].count("erasure_asked") == 1


def test_the_town_is_told_without_the_familys_name() -> None:
    ask_erasure(wish("key-00001"))
    [message] = told()
    written = letter(message, now=NOW)
    assert written is not None
    assert (written.to, written.data["family"]) == ("dpo@lisse.example", "testmp")
    assert written.data["until"] == "mercredi 16\N{NO-BREAK SPACE}décembre 2026"


def test_a_request_that_is_taken_back_leaves_the_towns_list_and_can_be_made_again() -> None:
    ask_erasure(wish("key-00001"))
    assert withdraw_erasure(wish("key-00002", JULIE)) == Wished(None)
    assert withdraw_erasure(wish("key-00003")) == Wished(None), "there is none any more"
    assert standing_wish("lisse", "testmp") is None and list(requests.open_requests("lisse")) == []
    assert ask_erasure(wish("key-00004", now=LATER)) == Wished(LATER)


def test_a_key_of_another_act_is_refused() -> None:
    ask_erasure(wish("key-00001"))
    with pytest.raises(KeyReused):
        withdraw_erasure(wish("key-00001"))


def test_a_mail_to_a_login_that_was_erased_is_not_written() -> None:
    gone = Message("m", MessageKind.PASSWORD_CHANGED, data={"account": MARC})
    assert letter(gone, now=NOW) is None
    assert (
        letter(replace(gone, kind=MessageKind.HOLD_RELEASED, commune="lisse", family="testmp"), now=NOW)
        is None
    )
