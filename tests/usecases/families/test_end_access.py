"""A right ends where it began: whoever is let into a family can be put out of it, everywhere at once, and let in again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from app import app
from functions import wiring
from functions.domain.accounts.account import Account, ActivationCodeWrong, FamilyRef
from functions.domain.accounts.activation import Activation
from functions.domain.accounts.invitation_state import InvitationState
from functions.domain.agents.staff import Role
from functions.domain.errors import KeyReused, NotFound
from functions.domain.families.family import Family
from functions.domain.messages import Message, MessageKind
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.jobs.letters import letter
from functions.storage.accounts import activations
from functions.storage.agents import staff as staffs
from functions.storage.families import families
from functions.storage.table import journal, keys
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read_one
from functions.usecases.accounts.activate import activate, check_invitation
from functions.usecases.accounts.invite import invite
from functions.usecases.families.end_access import AccessEnded, EndAccess, end_access
from functions.usecases.families.read_people import people_in
from functions.usecases.messages.fan_out_to_members import fan_out_to_members
from functions.usecases.privacy.erase_family import ErasureAsked
from tests.house.test_isolation import MEMBERS_ROUTES, call, name
from tests.support.accounts import (
    EMAIL,
    HOME,
    PASSWORD,
    REF,
    SHEET,
    a_town_with_a_family,
    account_of,
    activation_code,
    an_account,
    invited,
    messages,
)
from tests.support.builders import (
    JULIE,
    MARC,
    MONDAY,
    NOW,
    a_family,
    appoint,
    book,
    log_in,
    open_town,
    settle,
)
from tests.support.client import Browser
from tests.support.erasing import erase_with_files

JULIES = "julie@famille.example"


@pytest.fixture
def town(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    open_town()
    settle()
    an_account()
    an_account(JULIE, JULIES, first_name="Julie")


def ended(person: str = MARC, *, key: str = "end-marc", family: str = "testmp") -> AccessEnded:
    return end_access(EndAccess("lisse", family, person, "agent", key, NOW))


def the_family() -> Family:
    return families.family("lisse", "testmp").value


def state(person: str) -> InvitationState:
    [known] = [one for one in people_in("lisse", "testmp", now=NOW) if person in (one.id, *one.emails)]
    return known.state


def acts(act: str) -> int:
    return [line.act for line in journal.lines("lisse", "testmp")].count(act)


def test_every_route_of_the_family_answers_404_and_the_login_lists_it_no_more(town: None) -> None:
    cookie = log_in(MARC)
    marc = Browser(app, cookie=cookie)
    calendar = marc.put("/me/calendar").json["address"]
    book(Slot(MONDAY, "restauration", "clara"))
    path = calendar.partition("/api")[2]
    assert "BEGIN:VEVENT" in marc.get(path).text
    ended()
    told = {name(route): call(route, "lisse", "testmp", cookie=cookie).status for route in MEMBERS_ROUTES}
    assert told == dict.fromkeys(told, 404) and len(told) > 20
    assert marc.get("/me").json["families"] == []
    assert "BEGIN:VEVENT" not in marc.get(path).text
    assert account_of().families == ()
    julie = Browser(app, cookie=log_in(JULIE))
    assert julie.get("/communes/lisse/families/testmp/planning?start=2026-11-23&end=2026-11-23").status == 200


def test_what_the_family_has_stays_and_nobody_elses_access_is_touched(town: None) -> None:
    book(Slot(MONDAY, "restauration", "clara"))
    before = the_family()
    ended()
    after = the_family()
    assert (after.members, after.children, after.quotients) == (
        (JULIE,),
        before.children,
        before.quotients,
    )
    assert [one.account for one in after.guardians] == [None, JULIE]
    assert read_one(keys.child_month("lisse", "clara", "2026-11"), ChildMonth) is not None


def test_no_mail_goes_to_who_is_out_not_even_one_that_was_on_its_way(town: None) -> None:
    data: dict[str, str | int] = {
        "invoice": "i",
        "number": "1",
        "total_cents": 1,
        "period": "2026-10",
        "due_on": "2026-12-01",
    }
    issued = Message(new_id(NOW), MessageKind.INVOICE_ISSUED, "lisse", "testmp", data)
    on_its_way = replace(issued, data={**data, "account": MARC})
    assert letter(on_its_way, now=NOW) is not None
    ended()
    assert letter(on_its_way, now=NOW) is None
    fan_out_to_members(issued, NOW)
    assert [one.data["account"] for one in messages("invoice_issued")] == [JULIE]


def test_the_person_is_told_and_the_act_is_written_down_once(town: None) -> None:
    assert ended() == AccessEnded(MARC, login=True, invitation=False)
    [message] = messages("access_ended")
    told = letter(message, now=NOW)
    assert told is not None and (told.to, told.data["town"]) == (EMAIL, "Lisse")
    assert ended() == AccessEnded(MARC, login=True, invitation=False), "the answer of the same request"
    assert ended(key="another click") == AccessEnded(MARC, login=False, invitation=False)
    assert (acts("access_ended"), len(messages("access_ended"))) == (1, 1)
    with pytest.raises(KeyReused):
        ended(JULIE)


def test_who_is_none_of_the_family_is_not_found(town: None) -> None:
    for person, family in (("0" * 26, "testmp"), (MARC, "nobody"), ("", "testmp")):
        with pytest.raises(NotFound):
            ended(person, family=family)
    assert acts("access_ended") == 0


def test_other_families_of_the_login_and_roles_of_an_agent_stay(town: None) -> None:
    settle(a_family("voisins", children=(), guardians=(), members=(MARC,)), [])
    both = (REF, FamilyRef("lisse", "voisins"))
    account = account_of()
    an_account("0" * 25 + "b", "both@famille.example", families=both)
    settle(a_family(members=("0" * 25 + "b",)))
    appoint(MARC, Role.SECRETARY)
    ended()
    ended("0" * 25 + "b", key="end-both")
    assert account_of("0" * 25 + "b").families == (FamilyRef("lisse", "voisins"),)
    assert families.family("lisse", "voisins").value.members == (MARC,)
    assert staffs.staff("lisse").value.appointments[MARC].roles == (Role.SECRETARY,)
    assert replace(account, families=()) == account_of()


def test_an_invitation_that_waits_is_withdrawn_for_that_family_alone(table: str) -> None:
    a_town_with_a_family()
    a_town_with_a_family("val")
    code = invited(EMAIL, REF, FamilyRef("val", "testmp"))
    julies = invited(JULIES)
    assert ended(activations.hashed(EMAIL)) == AccessEnded(
        activations.hashed(EMAIL), login=False, invitation=True
    )
    assert messages("access_ended") == [], "who has opened nothing is not written to"
    opened = activate(EMAIL, code, PASSWORD, SHEET, visitor=HOME, idempotency_key="activate", now=NOW)
    assert account_of(opened.account).families == (FamilyRef("val", "testmp"),)
    assert the_family().members == ()
    ended(activations.hashed(JULIES), key="end-julie")
    with pytest.raises(ActivationCodeWrong):
        check_invitation(JULIES, julies, visitor=HOME, now=NOW)


def test_who_opened_the_login_meanwhile_is_put_out_all_the_same(table: str) -> None:
    a_town_with_a_family()
    code = invited()
    seen = activations.hashed(EMAIL)
    opened = activate(EMAIL, code, PASSWORD, SHEET, visitor=HOME, idempotency_key="activate", now=NOW)
    assert ended(seen).login and the_family().members == ()
    assert account_of(opened.account).families == ()


def lists() -> list[tuple[str, Callable[[], object]]]:
    """What the town's own list may do afterwards."""
    stale = a_family()
    moved = (replace(stale.guardians[0], email="marc.ailleurs@famille.example"), stale.guardians[1])
    return [
        ("as it was read before", lambda: settle(stale)),
        ("with another address of his", lambda: settle(replace(stale, guardians=moved))),
    ]


def test_no_list_of_the_towns_lets_them_in_again(town: None) -> None:
    ended()
    for said, act in lists():
        act()
        assert the_family().members == (JULIE,), said
        assert the_family().guardians[0].account is None, said
        marc = people_in("lisse", "testmp", now=NOW)[0]
        assert (marc.first_name, marc.state) == ("Marc", InvitationState.ENDED), said


def test_an_invitation_lets_them_in_again_with_the_login_they_have(town: None) -> None:
    ended()
    invite(EMAIL, [REF], by="agent", now=NOW + timedelta(hours=1))
    assert state(EMAIL) is InvitationState.INVITED
    again = NOW + timedelta(hours=2)
    done = activate(
        EMAIL, activation_code(), PASSWORD, SHEET, visitor=HOME, idempotency_key="again", now=again
    )
    assert (done.account, account_of().families, the_family().ended) == (MARC, (REF,), ())
    assert the_family().members == (JULIE, MARC)
    assert end_access(EndAccess("lisse", "testmp", MARC, "agent", "once more", again)).login


def test_a_login_that_opens_nothing_any_more_goes_with_the_family(
    town: None, documents_bucket: str, uploads_bucket: str
) -> None:
    for made in (wiring.documents, wiring.uploads, wiring._s3):
        made.cache_clear()
    ended()
    invited()
    erase_with_files(
        ErasureAsked("lisse", "testmp", "command", NOW),
        documents=wiring.documents(),
        uploads=wiring.uploads(),
    )
    assert read_one(keys.account(MARC), Account) is None
    assert read_one(activations.activation_key(EMAIL), Activation) is None
