"""What calling off changes is said in numbers before it is done, and it is what the act then does: for days, for all but those kept."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from functions.domain.kitchen.meals import to_cook
from functions.domain.messages import MessageKind
from functions.domain.planning.called_off import CalledOffScope, NothingOpens, TooManyDays
from functions.domain.planning.child_month import Slot
from functions.domain.planning.open_days import OpenDays
from functions.storage.families.children import children
from functions.storage.table import outbox
from functions.storage.town import called_off, communes
from functions.usecases.absences.call_off import CallOffAct, call_off, call_off_days, put_back_days
from functions.usecases.absences.preview_called_off import (
    CalledOffPreview,
    preview_called_off,
    preview_put_back,
)
from functions.usecases.absences.tell_called_off import tell_families
from functions.usecases.messages.who_is_reached import logins_reached
from functions.usecases.privacy.erase_family import ErasureAsked, erase_again
from tests.support.builders import (
    CANTEEN,
    EVENING,
    MARC,
    NOW,
    a_booking,
    a_child,
    a_family,
    a_month,
    book,
    on,
    open_town,
    put_month,
    settle,
)
from tests.support.table import journal_of_commune

MONDAY = on("lundi 2026-11-23")
STRIKE = CalledOffScope(MONDAY, "grève", (CANTEEN.code,))


@pytest.fixture(autouse=True)
def town(table: str) -> None:
    """Clara and Guilhem eat on Monday and Tuesday, and Noa, of another family, on Monday, who stays for the evening too."""
    open_town()
    settle()
    settle(a_family("autre", name="Roux", children=("noa",), members=()), [a_child("noa", ("autre",))])
    for child, family in (("clara", "testmp"), ("guilhem", "testmp"), ("noa", "autre")):
        days: dict[Any, Any] = {(23, CANTEEN.code): a_booking(payer=family)}
        if child != "noa":
            days[24, CANTEEN.code] = a_booking(payer=family)
        else:
            days[23, EVENING.code] = a_booking(payer=family, price_cents=220)
        put_month(a_month(child, "2026-11", days))


def act(key: str = "") -> CallOffAct:
    return CallOffAct("lisse", "agent", key or uuid4().hex, NOW)


def previewed(what: CalledOffScope = STRIKE, until: Any = None) -> CalledOffPreview:
    return preview_called_off("lisse", what, until, now=NOW)


def told() -> dict[str, int]:
    """Deliver what the acts left; messages a family."""
    for stored in outbox.waiting():
        if stored.value.kind == MessageKind.CALLED_OFF_CHANGED:
            tell_families(stored.value, NOW)
    found: dict[str, int] = {}
    for stored in outbox.waiting():
        if stored.value.kind == MessageKind.CALLED_OFF:
            found[stored.value.family or ""] = found.get(stored.value.family or "", 0) + 1
    return found


def test_the_numbers_are_those_of_the_bookings_and_families_that_the_act_then_tells() -> None:
    found = previewed()
    assert len(found.effects.children) == 3 and found.effects.families == {"testmp", "autre"}
    assert (len(found.effects.moved), to_cook(found.meals), found.effects.cents) == (3, 3, 3 * 345)
    assert logins_reached("lisse", found.families) == {"testmp": 2, "autre": 0}
    call_off(act(), STRIKE)
    assert told().keys() == found.effects.families
    assert previewed().effects.moved == (), "said again, nothing changes"


def test_several_days_are_one_act_and_one_message_a_family() -> None:
    found = previewed(until=on("dimanche 2026-11-29"))
    assert [day.isoweekday() for day in found.days] == [1, 2, 4, 5], "those on which the canteen opens"
    assert len(found.effects.moved) == 5
    key = uuid4().hex
    done = call_off_days(act(key), STRIKE, on("dimanche 2026-11-29"))
    assert call_off_days(act(key), STRIKE, on("dimanche 2026-11-29")) == done
    assert tuple(entry.what.day for entry in done.entries) == found.days
    assert told() == {"testmp": 1, "autre": 1}
    assert [line.act for line in journal_of_commune("lisse")].count("service_called_off") == 1
    entries = [("2026-11", entry.id) for entry in done.entries]
    assert len(preview_put_back("lisse", entries).effects.moved) == 5
    put_back_days(act(), entries)
    assert told() == {"testmp": 2, "autre": 2}
    assert previewed().effects.cents == 3 * 345, "all as before"


def test_days_on_which_nothing_opens_and_spans_that_are_none_are_refused() -> None:
    with pytest.raises(NothingOpens):
        previewed(replace(STRIKE, day=on("samedi 2026-11-28")), on("dimanche 2026-11-29"))
    for until in (on("vendredi 2026-11-20"), on("vendredi 2027-01-08")):
        with pytest.raises(TooManyDays):
            previewed(until=until)


def test_who_is_kept_is_expected_booked_and_billed_and_told_nothing() -> None:
    minimum = replace(STRIKE, kept=("clara",))
    found = previewed(minimum)
    assert found.effects.children == {"guilhem", "noa"}
    assert {slot.child for slot in found.effects.kept} == {"clara"}
    entry = call_off(act(), minimum)
    told()
    months = called_off.of_months("lisse", ["2026-11"])
    open_days = OpenDays(communes.reglement_now("lisse"), months)
    files = {child: one.value for child, one in children("lisse", ["clara", "guilhem"]).items()}
    held = {
        child: open_days.not_held(Slot(MONDAY, CANTEEN.code, child), a_booking(), file) is None
        for child, file in files.items()
    }
    assert held == {"clara": True, "guilhem": False}
    assert open_days.closed(CANTEEN, MONDAY, files["clara"]) is None
    assert open_days.closed_to(CANTEEN, MONDAY, None, None) is None, "an order is made for those who come"
    assert open_days.kept(CANTEEN.code, MONDAY) == ("clara",)
    erase_again(ErasureAsked("lisse", "testmp", "command", NOW), addresses=())
    [month] = called_off.of_months("lisse", ["2026-11"]).values()
    assert month.entries[entry.id].what.kept == (), "an erased child is named nowhere"


def test_raced_with_forty_seven_families_who_book_each_is_refused_or_told() -> None:
    names = [f"f{rank}" for rank in range(47)]
    for name in names:
        settle(a_family(name, children=(f"k{name}",), members=(MARC,)), [a_child(f"k{name}", (name,))])

    def books(name: str) -> bool:
        try:
            book(Slot(MONDAY, CANTEEN.code, f"k{name}"), family=name)
        except Exception as refused:
            assert "called_off" in str(refused) or "closed" in str(refused), refused
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        racing = [pool.submit(books, name) for name in names[:23]]
        struck = pool.submit(call_off, act(), STRIKE)
        racing += [pool.submit(books, name) for name in names[23:]]
        booked = {name for name, each in zip(names, racing, strict=True) if each.result()}
        assert struck.result().what == STRIKE
    reached = told()
    assert booked == reached.keys() - {"testmp", "autre"}
    assert not books(names[-1]) or names[-1] in booked
    assert previewed().effects.moved == ()
