"""An invitation opens a login; the town's file stays the town's."""

from dataclasses import replace
from datetime import timedelta

import pytest

from functions.domain.accounts.account import ActivationCodeWrong, FamilyRef, WrongPassword
from functions.domain.accounts.activation import ActivationExpired, ActivationUsed
from functions.domain.accounts.passwords import PasswordCommon, PasswordTooShort
from functions.domain.errors import NotFound
from functions.domain.families.file_corrections import Correction, RequestState
from functions.storage.accounts.sessions import session_key, sessions
from functions.storage.families import families, requests
from functions.storage.table import journal
from functions.storage.table.item import Item
from functions.usecases.accounts.activate import check_invitation
from functions.usecases.accounts.invite import invite
from functions.usecases.accounts.log_in import log_in
from tests.support.accounts import (
    EMAIL,
    HOME,
    NOT_ACTIVATED,
    PASSWORD,
    REF,
    SHEET,
    a_town_with_a_family,
    account_of,
    activation_code,
    an_account,
    everything,
    invited,
    messages,
)
from tests.support.activating import JULIE, opened
from tests.support.builders import MARC, NOW, a_family, settle

pytestmark = pytest.mark.usefixtures("table")


def test_an_invitation_opens_a_login_that_acts_for_the_family() -> None:
    a_town_with_a_family()
    done = opened(invited())
    family = families.family("lisse", "testmp").value
    assert family.members == (done.account,)
    assert [one.account for one in family.guardians] == [done.account, None]
    account = account_of(done.account)
    assert (account.email, account.first_name, account.families) == (EMAIL, "Marc", (REF,))
    assert [one.key for one in sessions(done.account)] == [session_key(done.cookie)]
    assert log_in(EMAIL, PASSWORD, visitor=HOME, now=NOW).account == done.account
    line = journal.lines("lisse", "testmp")[0]
    assert (line.act, line.by, line.decided_from) == ("login_opened", done.account, {"family": 1})
    [told] = messages("account_created")
    assert told.data == {"account": done.account, "new": 1}


def test_what_the_parent_corrects_is_a_request_and_the_file_stays_the_towns() -> None:
    a_town_with_a_family()
    before = families.family("lisse", "testmp").value
    done = opened(invited(), given=replace(SHEET, name="Testmp-Dubois", phone="06 39 98 00 01"))
    after = families.family("lisse", "testmp").value
    assert replace(after, members=(), guardians=before.guardians) == before
    [request] = [stored.value for stored in requests.of_family("lisse", "testmp")]
    assert (request.by, request.state) == (done.account, RequestState.OPEN)
    assert request.corrections == (
        Correction("name", "Testmp", "Testmp-Dubois"),
        Correction("phone", "01 99 00 56 78", "06 39 98 00 01"),
    )
    assert [stored.value.id for stored in requests.open_requests("lisse")] == [request.id]


def test_nothing_corrected_leaves_no_request() -> None:
    a_town_with_a_family()
    opened(invited())
    assert list(requests.of_family("lisse", "testmp")) == []


def test_no_code_and_no_password_lies_on_the_table() -> None:
    a_town_with_a_family()
    code = invited()
    opened(code)
    for item in everything():
        assert code not in str(item.attribute_values)
        assert PASSWORD not in str(item.attribute_values)
        assert EMAIL not in f"{item.pk} {item.sk}"


def test_a_code_reads_in_capitals_with_spaces_and_look_alike_letters() -> None:
    a_town_with_a_family()
    code = invited()
    typed = " ".join(code[place : place + 4] for place in range(0, len(code), 4)).upper().replace("0", "O")
    assert check_invitation(EMAIL.upper(), f" {typed} ", visitor=HOME, now=NOW).sheet == SHEET


def test_the_prefilled_sheet_is_for_who_has_the_mail() -> None:
    a_town_with_a_family()
    invited()
    for email, code in ((EMAIL, "0" * 26), ("inconnu@famille.example", "0" * 26), (JULIE, activation_code())):
        with pytest.raises(ActivationCodeWrong):
            check_invitation(email, code, visitor=HOME, now=NOW)


def test_a_used_and_an_old_code_are_told_apart_to_who_has_them_only() -> None:
    a_town_with_a_family()
    code = invited()
    with pytest.raises(ActivationExpired):
        opened(code, later=timedelta(days=30))
    opened(code, later=timedelta(days=29))
    with pytest.raises(ActivationUsed):
        check_invitation(EMAIL, code, visitor=HOME, now=NOW)
    with pytest.raises(ActivationCodeWrong):
        check_invitation(EMAIL, "0" * 26, visitor=HOME, now=NOW)


def test_a_second_invitation_replaces_the_code_and_keeps_the_families_of_the_first() -> None:
    a_town_with_a_family()
    a_town_with_a_family("val")
    first = invited()
    second = invited(EMAIL.title(), FamilyRef("val", "testmp"))
    assert first != second
    with pytest.raises(ActivationCodeWrong):
        opened(first)
    done = opened(second)
    assert account_of(done.account).families == (REF, FamilyRef("val", "testmp"))
    for commune in ("lisse", "val"):
        assert families.family(commune, "testmp").value.members == (done.account,)
        assert journal.lines(commune, "testmp")[0].act == "login_opened"


def test_each_town_gets_its_own_request() -> None:
    a_town_with_a_family()
    a_town_with_a_family("val", phone="01 99 00 99 99")
    code = invited(EMAIL, REF, FamilyRef("val", "testmp"))
    opened(code, given=replace(SHEET, phone="06 39 98 00 01"))
    before = {
        commune: [one.value.corrections for one in requests.of_family(commune, "testmp")]
        for commune in ("lisse", "val")
    }
    assert before == {
        "lisse": [(Correction("phone", "01 99 00 56 78", "06 39 98 00 01"),)],
        "val": [(Correction("phone", "01 99 00 99 99", "06 39 98 00 01"),)],
    }


def test_an_invitation_is_for_a_family_that_exists() -> None:
    a_town_with_a_family()
    for refs in ((FamilyRef("lisse", "nobody"),), (FamilyRef("nowhere", "testmp"),), ()):
        with pytest.raises(NotFound):
            invite(EMAIL, refs, by="mairie", now=NOW)
    assert messages("activation") == []


def test_a_weak_password_does_not_use_up_the_code() -> None:
    a_town_with_a_family()
    code = invited()
    with pytest.raises(PasswordTooShort):
        opened(code, password="trop court")
    for own in ("testmp-lisse-2026", "Marc.Marc.Marc.1"):
        with pytest.raises(PasswordCommon):
            opened(code, password=own)
    assert opened(code).account


def test_both_parents_have_their_own_login() -> None:
    a_town_with_a_family()
    marc, julie = invited(), invited(JULIE)
    swapped = replace(SHEET, guardians=SHEET.guardians[::-1])
    accounts_of = [opened(marc).account, opened(julie, email=JULIE, given=swapped, key="julies-key").account]
    family = families.family("lisse", "testmp").value
    assert list(family.members) == accounts_of
    assert [one.account for one in family.guardians] == accounts_of
    assert account_of(accounts_of[1]).first_name == "Julie"
    assert list(requests.of_family("lisse", "testmp")) == []


def test_who_has_a_login_adds_the_families_to_it_with_its_password() -> None:
    a_town_with_a_family()
    a_town_with_a_family("val")
    known = an_account(families=(REF,))
    code = invited(EMAIL, FamilyRef("val", "testmp"))
    assert check_invitation(EMAIL, code, visitor=HOME, now=NOW).login is not None
    with pytest.raises(WrongPassword):
        opened(code, password="not the one they chose")
    assert families.family("val", "testmp").value.members == ()
    done = opened(code)
    assert done.account == known.id
    assert account_of().families == (REF, FamilyRef("val", "testmp"))
    assert account_of().password_hash == known.password_hash
    assert families.family("val", "testmp").value.members == (MARC,)


def test_the_session_the_browser_came_with_ends() -> None:
    a_town_with_a_family()
    an_account()
    earlier = log_in(EMAIL, PASSWORD, visitor=HOME, now=NOW)
    done = opened(invited(), visitor=replace(HOME, cookie=earlier.cookie))
    assert [one.key for one in sessions(done.account)] == [session_key(done.cookie)]


def test_a_family_that_left_the_town_cannot_be_joined() -> None:
    a_town_with_a_family()
    a_town_with_a_family("val")
    code = invited(EMAIL, REF, FamilyRef("val", "testmp"))
    gone = families.family("lisse", "testmp")
    Item(gone.key.pk, gone.key.sk).delete()
    assert account_of(opened(code).account).families == (FamilyRef("val", "testmp"),)


def test_a_family_may_be_registered_again_after_its_parents_activated() -> None:
    a_town_with_a_family()
    done = opened(invited())
    settle(replace(a_family(), guardians=NOT_ACTIVATED.guardians, members=()))
    family = families.family("lisse", "testmp").value
    assert family.members == (done.account,) and family.guardians[0].account == done.account
