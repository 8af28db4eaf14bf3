"""An address that the town corrects for somebody who has a login is theirs to confirm: the mail goes to the new one, the login stays theirs."""

from dataclasses import replace
from datetime import timedelta

import pytest

from functions.domain.accounts.account import CodeWrong, Session
from functions.domain.accounts.mail_standing import MailReturn, NoMailBecause
from functions.domain.errors import NotFound
from functions.domain.families.family import Guardian
from functions.domain.files.edits import GuardianEdit
from functions.french.families.access import address_sentences
from functions.jobs.letters.accounts import _address_change
from functions.storage.accounts import mail_standings
from functions.storage.families import families, requests
from functions.storage.table import keys
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.usecases.accounts.change_address import confirm_address
from functions.usecases.families.read_people import Person, login_keys, people_in, with_logins
from functions.usecases.files.edit_family import FamilyEdit, edit_family
from functions.usecases.files.propose_address import Proposing, propose_again
from functions.usecases.messages.list_unreachable import list_unreachable
from functions.usecases.messages.note_mail_return import note_mail_return
from tests.support.accounts import EMAIL, account_of, address_code, an_account, messages
from tests.support.builders import JULIE, MARC, NOW, open_town, settle

pytestmark = pytest.mark.usefixtures("table")

NEW = "marc.nouveau@famille.example"
WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def marc(table: str) -> None:
    open_town()
    settle()
    an_account()


def correct(email: str | None, *, key: str = "edit") -> None:
    """The secretary writes another address for Marc."""
    before = families.family("lisse", "testmp").value.guardians[0]
    after = replace(before, email=email)
    edit = GuardianEdit(_said(before), _said(after))
    edit_family(FamilyEdit("lisse", "testmp", (), (edit,), "anne", key, NOW))


def _said(one: Guardian) -> Guardian:
    return replace(one, account=None)


def shown() -> Person:
    people = people_in("lisse", "testmp", now=NOW)
    return with_logins(read(dict.fromkeys(login_keys(people))), people, now=NOW)[0]


def confirm(code: str, *, later: timedelta = timedelta(0), account: str = MARC) -> None:
    session = Stored(keys.session(account, "here"), Session(account, NOW, NOW, "Firefox"), 1)
    confirm_address(session, NEW, code, place="home", idempotency_key="confirm", now=NOW + later)


def test_a_corrected_address_is_mailed_there_and_serves_once_its_owner_has_confirmed_it() -> None:
    note_mail_return(MailReturn(EMAIL, NoMailBecause.BOUNCE, NOW), now=NOW)
    assert shown().silent
    correct(NEW)
    [mail] = messages("address_change")
    letter = _address_change(mail, NOW + WEEK / 2)
    assert letter is not None and letter.to == NEW and letter.data["by_town"]
    one = shown()
    assert (one.email, one.file_email, one.silent, one.proposed_until) == (EMAIL, NEW, True, NOW + WEEK)
    assert account_of().email == EMAIL
    [line] = list_unreachable("lisse")
    assert (line.email, line.file_email) == (EMAIL, NEW)
    confirm(address_code(NEW), later=WEEK / 2)
    one = shown()
    assert (one.email, one.file_email, one.silent) == (NEW, None, False)
    assert not list_unreachable("lisse") and mail_standings.why_none(NEW) is None
    assert not list(requests.open_requests("lisse"))  # the file says it already


def test_what_nobody_confirms_within_a_week_opens_nothing_and_can_be_mailed_again() -> None:
    correct(NEW)
    old = address_code(NEW)
    with pytest.raises(CodeWrong):
        confirm(old, later=WEEK)
    propose_again(Proposing("lisse", "testmp", "anne", "again", NOW + WEEK), MARC)
    assert address_code(NEW) != old
    confirm(address_code(NEW), later=WEEK + timedelta(days=1))


def test_an_address_corrected_twice_leaves_one_link_that_opens() -> None:
    correct("marc.faute@famille.example")
    correct(NEW, key="again")
    first, second = messages("address_change")
    letters = [letter for mail in (first, second) if (letter := _address_change(mail, NOW)) is not None]
    assert [letter.to for letter in letters] == [NEW]


def test_nobody_else_moves_the_login_by_that_mail() -> None:
    an_account(JULIE, "julie@famille.example")
    correct(NEW)
    with pytest.raises(CodeWrong):
        confirm(address_code(NEW), account=JULIE)
    assert account_of().email == EMAIL


def test_the_address_of_another_login_is_not_written_to() -> None:
    an_account("0" * 25 + "x", NEW, families=())
    correct(NEW)
    assert not messages("address_change") and shown().proposed_until is None
    with pytest.raises(NotFound):
        propose_again(Proposing("lisse", "testmp", "anne", "again", NOW), MARC)


def test_who_has_no_login_or_no_other_address_is_proposed_nothing() -> None:
    with pytest.raises(NotFound):
        propose_again(Proposing("lisse", "testmp", "anne", "again", NOW), MARC)
    correct(None)
    assert not messages("address_change")


def test_the_card_says_which_address_serves_and_what_makes_the_other_serve() -> None:
    def said(**changes: object) -> str:
        usual: dict[str, object] = {
            "file_email": None,
            "proposed_until": None,
            "active": True,
            "silent": False,
        }
        return " ".join(address_sentences("Marc", EMAIL, **(usual | changes)))  # type: ignore[arg-type]

    assert said() == ""
    assert said(silent=True).startswith("Demandez-lui une autre adresse et écrivez-la ici")
    assert "d’ici là, elle ne sert pas" in said(file_email=NEW)
    until = NOW.date()
    assert f"Un mail est parti à {NEW} : elle servira dès que Marc l’aura confirmée" in said(
        file_email=NEW, proposed_until=until
    )
