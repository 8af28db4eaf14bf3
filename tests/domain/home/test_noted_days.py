"""What the town noted lately, as the first screen tells it."""

from datetime import time

import pytest

from functions.domain.home.noted_days import noted_lately
from functions.domain.invoices.invoice_lines import LineKind
from functions.domain.planning.attendance_record import Attended, Charge, Presence
from functions.domain.planning.called_off import CalledOffMonth
from functions.domain.planning.open_days import OpenDays
from tests.support.builders import CANTEEN, CLARA, NOW, a_booking, a_family, a_month, a_reglement, on

FRIDAY = on("vendredi 2026-11-20")
LATE = Charge(LineKind.LATE_PICKUP, 1, 500, "")
CAME = Charge(LineKind.UNRESERVED, 1, 460, "")


def told(seen: Attended, *, today: str, booked: bool = True) -> list[str]:
    month = a_month("clara", "2026-11", {(20, CANTEEN.code): a_booking()} if booked else {})
    month.attended[FRIDAY.day] = {CANTEEN.code: seen}
    open_days = OpenDays(a_reglement(), {"2026-11": CalledOffMonth("2026-11")})
    months = {("clara", "2026-11"): month}
    found = noted_lately(a_family(), months, {"clara": CLARA}, open_days, today=on(today))
    return [f"{each.slot.date} {each.slot.service}" for each in found]


def seen(presence: Presence, *charges: Charge, payer: str = "testmp") -> Attended:
    return Attended(presence, "agent", NOW, payer, arrived=time(12), charges=charges)


@pytest.mark.parametrize(
    "today", ["vendredi 2026-11-20", "samedi 2026-11-21", "lundi 2026-11-23", "mercredi 2026-11-25"]
)
def test_it_is_told_on_the_day_over_the_weekend_and_some_days_after(today: str) -> None:
    assert told(seen(Presence.ABSENT), today=today) == [f"{FRIDAY} {CANTEEN.code}"]


def test_it_is_told_no_longer_than_that_and_never_before() -> None:
    assert told(seen(Presence.ABSENT), today="jeudi 2026-11-26") == []
    assert told(seen(Presence.ABSENT), today="jeudi 2026-11-19") == []


def test_who_came_as_booked_is_no_news_who_was_fetched_late_is() -> None:
    assert told(seen(Presence.PRESENT), today="samedi 2026-11-21") == []
    assert told(seen(Presence.PRESENT, LATE), today="samedi 2026-11-21")
    assert told(seen(Presence.PRESENT, CAME), today="samedi 2026-11-21", booked=False)


def test_what_the_other_home_is_billed_is_told_to_that_home() -> None:
    assert told(seen(Presence.PRESENT, CAME, payer="durand"), today="samedi 2026-11-21", booked=False) == []
