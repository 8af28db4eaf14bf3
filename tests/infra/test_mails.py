"""Commands about mails that do not arrive: what they say, what they do, and what they refuse."""

from datetime import timedelta

import pytest

from functions import wiring
from functions.domain.accounts.mail_standing import MailReturn, NoMailBecause
from functions.domain.messages import Lane, Message, MessageKind
from functions.storage.table import outbox
from functions.storage.table.transaction import Transaction
from functions.usecases.messages.note_mail_return import note_mail_return
from infra.mails import main
from tests.support.accounts import EMAIL, an_account
from tests.support.builders import NOW, open_town, settle

pytestmark = pytest.mark.usefixtures("table")


@pytest.fixture(autouse=True)
def town(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "_clock", lambda: NOW)
    open_town()
    settle()
    an_account()


def told(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert main([*arguments]) == code
    captured = capsys.readouterr()
    return (captured.err if code else captured.out).replace("\u00a0", " ")


def give_up(name: str, commune: str | None, cause: str = "Timeout") -> None:
    family = "testmp" if commune else None
    transaction = Transaction()
    outbox.add(transaction, Message(name, MessageKind.PASSWORD_CHANGED, commune, family))
    transaction.commit()
    [waiting] = outbox.due(NOW, Lane.URGENT)
    taken = outbox.take(waiting, now=NOW, until=NOW + timedelta(minutes=2))
    assert taken is not None
    outbox.give_up(taken, cause=cause, now=NOW)


def test_whom_no_mail_reaches_is_listed_and_tried_again(capsys: pytest.CaptureFixture[str]) -> None:
    lisse = ("--commune", "lisse")
    assert told(capsys, "unreachable", *lisse).startswith("Toutes les adresses reçoivent")
    note_mail_return(MailReturn(EMAIL, NoMailBecause.COMPLAINT, NOW), now=NOW)
    said = told(capsys, "unreachable", *lisse)
    assert said.startswith("Marc Testmp, famille Testmp (testmp), depuis le 16 novembre 2026\n")
    assert f"{EMAIL} : La personne a classé un de nos messages comme indésirable" in said
    one = (*lisse, "--family", "testmp", "--email", EMAIL.upper())
    assert "partira à cette adresse" in told(capsys, "try-again", *one)
    assert told(capsys, "unreachable", *lisse).startswith("Toutes les adresses reçoivent")
    other = (*lisse, "--family", "testmp", "--email", "inconnu@famille.example")
    assert "n’est pas dans la liste" in told(capsys, "try-again", *other, code=1)


def test_what_was_given_up_is_listed_and_leaves_again(capsys: pytest.CaptureFixture[str]) -> None:
    lisse = ("--commune", "lisse")
    assert "Aucun message" in told(capsys, "unsent", *lisse)
    give_up("of-the-town", "lisse")
    give_up("to-nobody", "lisse", "address_bounce")
    give_up("of-a-login", None)
    said = told(capsys, "unsent", *lisse)
    assert (
        "[of-the-town] confirmation d’un changement de mot de passe, famille testmp, abandonné le lundi 16 novembre à 9 h"
        in said
    )
    assert "malgré plusieurs essais. Renvoyez-le, ou appelez. (Timeout, 1 essai)" in said
    assert "[to-nobody]" in said and "[of-a-login]" not in said
    assert "[of-a-login]" in told(capsys, "unsent")
    assert "1 message repart dans la minute." in told(capsys, "send-again", *lisse, "--all")
    assert "1 message repart dans la minute." in told(capsys, "send-again", "--mail", "of-a-login")
    assert {stored.value.id for stored in outbox.waiting()} >= {"of-the-town", "of-a-login"}
    assert "déjà reparti" in told(capsys, "send-again", "--mail", "of-a-login", code=1)
    assert "[to-nobody]" in told(capsys, "unsent", *lisse)


def test_an_unknown_town_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert "n’existe pas" in told(capsys, "unsent", "--commune", "nulle", code=1)
