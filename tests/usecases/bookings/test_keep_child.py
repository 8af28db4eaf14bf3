"""A minimum service keeps a child who had booked nothing: kept and booked in one transaction, told, billed, once; or neither."""

from dataclasses import replace
from uuid import uuid4

import pytest

from functions.domain.bookings.town_booking import OverDiffers
from functions.domain.errors import NotFound
from functions.domain.messages import MessageKind
from functions.domain.planning.called_off import CalledOff, CalledOffScope
from functions.domain.planning.child_month import Slot
from functions.domain.planning.minimum_service import NotCalledOffForChild
from functions.domain.planning.town_act import Over
from functions.storage.table import journal, outbox
from functions.storage.town import called_off
from functions.usecases.absences.call_off import CallOffAct, call_off, put_back
from functions.usecases.absences.tell_called_off import tell_families
from functions.usecases.bookings.keep_child import KeepAsked, is_booked, keep_child, preview_kept
from tests.support.builders import (
    CANTEEN,
    EVENING,
    MONDAY,
    a_booking,
    a_month,
    open_town,
    paris,
    put_month,
    settle,
)
from tests.support.ledger import counters, rows, tally
from tests.support.table import journal_of_commune

NOW = paris("lundi 2026-11-23 07:40")
LATE = frozenset({Over.LIMIT})
LUNCH = Slot(MONDAY, CANTEEN.code, "guilhem")


@pytest.fixture(autouse=True)
def struck(table: str) -> CalledOff:
    """Clara had booked Monday's lunch, Guilhem nothing; the canteen is on strike."""
    open_town()
    settle()
    put_month(a_month("clara", "2026-11", {(23, CANTEEN.code): a_booking()}))
    return call_off(act(), CalledOffScope(MONDAY, "grève", (CANTEEN.code,)))


def act(key: str = "") -> CallOffAct:
    return CallOffAct("lisse", "agent", key or uuid4().hex, NOW)


def asked(entry: CalledOff, child: str = "guilhem", over: frozenset[Over] = LATE) -> KeepAsked:
    return KeepAsked("2026-11", entry.id, child, CANTEEN.code, over, "Service minimum (grève)")


def kept() -> tuple[str, ...]:
    [entry] = called_off.of_months("lisse", ["2026-11"])["2026-11"].entries.values()
    return entry.what.kept


def booked() -> bool:
    return LUNCH in rows(["guilhem"], ["2026-11"])


def mails() -> list[tuple[str, str]]:
    """Those to families, once what the acts left is delivered."""
    for stored in outbox.waiting():
        if stored.value.kind is MessageKind.CALLED_OFF_CHANGED:
            tell_families(stored.value, NOW)
    told = (MessageKind.CALLED_OFF, MessageKind.BOOKED_BY_TOWN)
    return sorted(
        (stored.value.kind.value, stored.value.family or "")
        for stored in outbox.waiting()
        if stored.value.kind in told
    )


def test_it_is_kept_booked_at_the_price_of_the_reglement_and_told_once(struck: CalledOff) -> None:
    found, _ = preview_kept("lisse", "agent", asked(struck, over=frozenset()), now=NOW)
    assert found.passes == LATE and [each.price_cents for each in found.accepted] == [345]
    assert not booked() and kept() == ()
    before = mails()
    done, _ = keep_child(act("same"), asked(struck))
    again, _ = keep_child(act("same"), asked(struck))
    assert done == again and [each.price_cents for each in done.done] == [345]
    assert booked() and kept() == ("guilhem",)
    taken = counters([CANTEEN.code], ["2026-11"])
    assert taken and taken == tally(rows(["guilhem"], ["2026-11"])), "its place is taken"
    assert sorted(mails()) == sorted([*before, ("booked_by_town", "testmp")])
    [line] = [one for one in journal.lines("lisse", "testmp") if one.act == "bookings_by_town"]
    assert line.detail["reason"] == "Service minimum (grève)"
    assert [one.act for one in journal_of_commune("lisse")].count("called_off_changed") == 1


def test_who_had_booked_is_kept_without_another_booking_and_the_family_is_told_again(
    struck: CalledOff,
) -> None:
    assert mails() == [("called_off", "testmp")]
    done, _ = keep_child(act(), asked(struck, "clara", frozenset()))
    assert is_booked(done.refused) and kept() == ("clara",)
    assert mails() == [("called_off", "testmp"), ("called_off", "testmp")], "it takes place after all"


def test_what_it_passes_over_is_named_or_nothing_is_written(struck: CalledOff) -> None:
    with pytest.raises(OverDiffers):
        keep_child(act(), asked(struck, over=frozenset()))
    with pytest.raises(NotCalledOffForChild):
        keep_child(act(), replace(asked(struck), service=EVENING.code))
    with pytest.raises(NotFound):
        keep_child(act(), asked(struck, "nobody"))
    assert not booked() and kept() == ()


def test_what_was_put_back_meanwhile_keeps_nobody(struck: CalledOff) -> None:
    put_back(act(), "2026-11", struck.id)
    with pytest.raises(NotFound):
        keep_child(act(), asked(struck))
    assert not booked()


def test_what_another_act_calls_off_too_is_no_booking(struck: CalledOff) -> None:
    call_off(act(), CalledOffScope(MONDAY, "neige"))
    done, _ = keep_child(act(), asked(struck, over=frozenset()))
    assert [each.obstacle.code for each in done.refused] == ["closed"] and not booked()
