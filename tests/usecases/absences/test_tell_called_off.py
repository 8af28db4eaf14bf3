"""Families who had booked what the town calls off get one mail that says so, and one that says that it takes place after all."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest

from functions.domain.calendar.rules import Closure
from functions.domain.families.cost_sharing import Part, Sharing
from functions.domain.messages import MessageKind
from functions.domain.planning.called_off import CalledOff, CalledOffScope, OtherDay
from functions.domain.reglement.reglement import Reglement
from functions.jobs.letters import letter
from functions.jobs.letters.letter import Letter
from functions.jobs.letters.mails import rendered
from functions.storage.table import outbox
from functions.storage.table.transaction import Transaction
from functions.usecases.absences import tell_called_off
from functions.usecases.absences.call_off import CallOffAct, call_off, change_called_off, put_back
from functions.usecases.absences.list_concerned import list_concerned
from functions.usecases.absences.tell_called_off import tell_families
from functions.usecases.messages.fan_out_to_members import fan_out_to_members
from functions.usecases.town.publish_reglement import publish_reglement
from tests.support.absences import a_town
from tests.support.builders import (
    CLARA,
    GUILHEM,
    JULIE,
    MARC,
    NOW,
    a_booking,
    a_child,
    a_family,
    a_month,
    a_reglement,
    on,
    open_account,
    open_town,
    paris,
    put_month,
    settle,
)
from tests.support.crashes import Calls, Killed, dying

ANNE = "0" * 25 + "n"
TUESDAY = on("mardi 2026-11-24")
STRIKE = CalledOffScope(TUESDAY, "grève", ("restauration",))
LATER = paris("jeudi 2026-11-26 18:00")


def act(by: str = "agent", *, now: datetime = NOW) -> CallOffAct:
    return CallOffAct("lisse", by, uuid4().hex, now)


@pytest.fixture(autouse=True)
def town(table: str) -> None:
    """Clara and Guilhem have lunch on Tuesday, Clara the evening too. The neighbour's Léo has lunch in another school."""
    open_town(reglement=with_schools())
    open_account()
    open_account(JULIE, "julie@famille.example")
    settle(a_family(members=(MARC,)))
    settle(
        a_family("voisin", children=("leo",), members=(JULIE,)),
        [a_child("leo", ("voisin",), school="jaures")],
    )
    settle(a_family("ailleurs", children=("zoe",), members=()), [a_child("zoe", ("ailleurs",))])
    lunch = {(24, "restauration"): a_booking(school="ferry")}
    put_month(a_month("clara", "2026-11", lunch | {(24, "garderie-soir"): a_booking(220)}))
    put_month(a_month("guilhem", "2026-11", lunch))
    put_month(a_month("leo", "2026-11", {(24, "restauration"): a_booking(payer="voisin", school="jaures")}))
    put_month(a_month("zoe", "2026-11", {(23, "restauration"): a_booking(payer="ailleurs")}))


def with_schools(**calendar: Any) -> Reglement:
    from functions.domain.calendar.rules import CalendarRules, School

    schools = (School("ferry", "Jules Ferry"), School("jaures", "Jean Jaurès"))
    return a_reglement(calendar=CalendarRules(schools=schools, **calendar))


def waiting(kind: MessageKind) -> list[Any]:
    return [stored for stored in outbox.waiting() if stored.value.kind is kind]


def told(*, now: datetime = NOW) -> dict[str, list[str]]:
    """Deliver what the acts left, and answer the lines of the mails that leave, by family."""
    said: dict[str, list[str]] = {}
    while pages := waiting(MessageKind.CALLED_OFF_CHANGED):
        for page in pages:
            tell_families(page.value, now)
            delivered(page)
    for stored in waiting(MessageKind.CALLED_OFF):
        family = stored.value.family
        assert family not in said, "one mail a family"
        member = {"testmp": MARC, "voisin": JULIE, "maman": ANNE}[family]
        written = letter(replace(stored.value, data={**stored.value.data, "account": member}), now=now)
        assert written is not None
        said[family] = lines(written)
        delivered(stored)
    return said


def lines(written: Letter) -> list[str]:
    found: list[str] = []
    for name in ("off", "back"):
        of_name = written.data[name]
        assert isinstance(of_name, tuple)
        found += of_name
    return [line.replace("\u00a0", " ") for line in found]


def delivered(stored: Any) -> None:
    transaction = Transaction()
    transaction.delete(stored.key, why="message")
    transaction.commit()


OFF = {
    "testmp": ["Restauration scolaire, le mardi 24 novembre, pour Clara et Guilhem : n’a pas lieu (grève)."],
    "voisin": ["Restauration scolaire, le mardi 24 novembre, pour Leo : n’a pas lieu (grève)."],
}
BACK = {
    "testmp": ["Restauration scolaire, le mardi 24 novembre, pour Clara et Guilhem : a lieu finalement."],
    "voisin": ["Restauration scolaire, le mardi 24 novembre, pour Leo : a lieu finalement."],
}


def test_families_who_had_booked_are_told_once_and_told_once_that_it_is_put_back() -> None:
    entry = call_off(act(), STRIKE)
    assert told() == OFF
    call_off(act("another agent"), STRIKE)
    assert told() == {}
    put_back(act("another agent"), "2026-11", entry.id)
    assert told() == BACK
    assert told() == {}


def test_the_home_that_pays_what_the_other_booked_is_told_too_and_only_where_it_pays() -> None:
    """The father booked Clara's Tuesday, which the mother pays; the evening is his. She reads neither his name nor his other child's."""
    hers = (Part("maman", 100),)
    shared = replace(
        CLARA,
        families=("testmp", "maman"),
        sharing=(Sharing(on("mardi 2026-09-01"), hers, {"garderie-soir": (Part("testmp", 100),)}),),
    )
    settle(a_family("maman", name="Durand", children=("clara",), members=(ANNE,)), [shared])
    settle(a_family(members=(MARC,)), [shared, GUILHEM])
    open_account(ANNE, "anne@famille.example")
    entry = call_off(act(), CalledOffScope(TUESDAY, "grève"))
    found = told()
    assert found["maman"] == [
        "Restauration scolaire, le mardi 24 novembre, pour Clara : n’a pas lieu (grève)."
    ]
    assert len(found["testmp"]) == 2, "what he booked, and what he pays"
    concerned = {each.family.id: each.children for each in list_concerned("lisse", TUESDAY).families}
    assert [services for _, services in concerned["maman"]] == [("restauration",)]
    put_back(act(), "2026-11", entry.id)
    assert told()["maman"] == ["Restauration scolaire, le mardi 24 novembre, pour Clara : a lieu finalement."]


def test_what_another_agent_called_off_as_well_stays_off_until_both_put_it_back() -> None:
    first = call_off(act(), STRIKE)
    second = call_off(act("another agent"), CalledOffScope(TUESDAY, "neige"))
    assert told() == {
        "testmp": [
            "Garderie du soir, le mardi 24 novembre, pour Clara : n’a pas lieu (neige).",
            *OFF["testmp"],
        ],
        "voisin": OFF["voisin"],
    }
    put_back(act(), "2026-11", first.id)
    assert told() == {}
    put_back(act(), "2026-11", second.id)
    assert told() == {
        "testmp": [
            "Garderie du soir, le mardi 24 novembre, pour Clara : a lieu finalement.",
            *BACK["testmp"],
        ],
        "voisin": BACK["voisin"],
    }


def test_a_change_of_scope_is_told_to_those_for_whom_it_changes_something() -> None:
    entry = call_off(act(), STRIKE)
    told()
    changed = change_called_off(act(), "2026-11", entry.id, replace(STRIKE, schools=("ferry",)))
    assert told() == {"voisin": BACK["voisin"]}
    again = change_called_off(act("another agent"), "2026-11", entry.id, replace(STRIKE, schools=("ferry",)))
    assert again == changed and told() == {}
    change_called_off(act(), "2026-11", entry.id, STRIKE)
    assert told() == {"voisin": OFF["voisin"]}
    with pytest.raises(OtherDay):
        change_called_off(act(), "2026-11", entry.id, replace(STRIKE, day=on("lundi 2026-11-23")))


def test_what_is_put_back_before_anybody_was_told_is_not_spoken_of() -> None:
    entry = call_off(act(), STRIKE)
    put_back(act(), "2026-11", entry.id)
    assert told() == {}


def test_of_a_day_that_is_over_it_is_said_that_it_did_not_take_place() -> None:
    entry = call_off(act(now=LATER), STRIKE)
    assert told(now=LATER)["voisin"] == [
        "Restauration scolaire, le mardi 24 novembre, pour Leo : n’a pas eu lieu (grève)."
    ]
    put_back(act(now=LATER), "2026-11", entry.id)
    assert told(now=LATER)["voisin"] == [
        "Restauration scolaire, le mardi 24 novembre, pour Leo : a bien eu lieu."
    ]


def test_a_closure_that_is_published_over_booked_days_is_told_and_taken_back_too() -> None:
    closure = Closure("travaux", TUESDAY, on("jeudi 2026-12-03"), services=("restauration",))
    publish_reglement("lisse", with_schools(closures=(closure,)), now=NOW)
    assert {message.value.data["days"][:10] for message in waiting(MessageKind.CALLED_OFF_CHANGED)} == {
        "2026-11-24",
        "2026-12-01",
    }
    assert told()["voisin"] == [
        "Restauration scolaire, le mardi 24 novembre, pour Leo : n’a pas lieu (travaux)."
    ]
    publish_reglement("lisse", with_schools(), now=NOW)
    assert told() == BACK


def money(*, prepaid: bool = False, reglement: Reglement | None = None) -> str:
    town = reglement or with_schools()
    services = tuple(replace(service, prepaid=prepaid) for service in town.services)
    publish_reglement("lisse", replace(town, services=services), now=NOW)
    call_off(act(), STRIKE)
    [page] = waiting(MessageKind.CALLED_OFF_CHANGED)
    tell_families(page.value, NOW)
    stored = next(each for each in waiting(MessageKind.CALLED_OFF) if each.value.family == "testmp")
    written = letter(replace(stored.value, data={**stored.value.data, "account": MARC}), now=NOW)
    assert written is not None
    assert "vous n’avez rien à faire" in rendered(written).text
    return str(written.data["money"])


def test_the_mail_says_what_becomes_of_what_was_paid() -> None:
    assert money() == (
        "Ce jour ne vous est pas facturé. S’il l’a déjà été, la somme est déduite de votre prochaine facture."
    )


def test_of_a_service_that_is_paid_in_advance_it_says_that_the_sum_comes_back() -> None:
    assert "déduite de votre prochaine facture, ou gardée en avoir" in money(prepaid=True)


def test_where_the_reglement_takes_it_off_a_later_invoice_the_month_is_said() -> None:
    town = a_town()
    services = tuple(
        replace(service, absence=replace(service.absence, credit_delay_months=2))
        if service.absence is not None
        else service
        for service in town.services
    )
    assert money(reglement=replace(town, services=services)).endswith("de la facture de janvier 2027.")


def test_a_large_town_is_told_page_after_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tell_called_off, "PAGE", 1)
    call_off(act(), STRIKE)
    assert told() == OFF


def test_killed_at_any_call_each_family_is_told_once() -> None:
    entry: CalledOff | None = None
    for at in range(1, 40):
        if entry is not None:
            put_back(act(), "2026-11", entry.id)
            told()
        entry = call_off(act(), replace(STRIKE, reason=f"grève {at}"))
        [page] = waiting(MessageKind.CALLED_OFF_CHANGED)
        killed = False
        try:
            with dying(Calls(die_at=at, done_first=True)):
                tell_families(page.value, NOW)
        except Killed:
            killed = True
        assert told().keys() == OFF.keys()
        if not killed:
            return
    raise AssertionError("never done without being killed")


def test_every_login_of_the_family_gets_its_mail() -> None:
    settle(a_family(members=(MARC, JULIE)))
    call_off(act(), STRIKE)
    [page] = waiting(MessageKind.CALLED_OFF_CHANGED)
    tell_families(page.value, NOW)
    [stored] = [each for each in waiting(MessageKind.CALLED_OFF) if each.value.family == "testmp"]
    fan_out_to_members(stored.value, NOW)
    accounts = [each.value.data.get("account") for each in waiting(MessageKind.CALLED_OFF)]
    assert {MARC, JULIE} <= set(accounts)
