"""What the limits say is worked out once for each span between two of their instants, and is true at each instant of it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from functions.domain.availability.hours import hours_of
from functions.domain.errors import Conflict
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Action, Case, Late, LateMode, Limit, Rule
from functions.domain.reglement.deadlines import NotOpenYet, Window, check_open, late_possibility, window
from tests.support.builders import a_reglement, a_service, on
from tests.support.situations import a_situation

limits = st.builds(Limit, back=st.integers(0, 9), at=st.integers(0, 24 * 60))
cases = st.builds(Case, opens=st.none() | limits, closes=st.none() | limits)
lates = st.builds(Late, until=limits, mode=st.sampled_from(LateMode))
rules = st.builds(Rule, cases=cases.map(lambda case: (case,)), late=st.lists(lates, max_size=2).map(tuple))
days = st.dates(on("lundi 2026-10-19"), on("vendredi 2026-11-06"))
"""The clocks go back in the night of dimanche 2026-10-25."""
clocks = st.sampled_from([UTC, ZoneInfo("Europe/Paris"), ZoneInfo("Indian/Reunion")])


def instants(found: Window, day: date) -> list[datetime]:
    """Those of the limits, those around them, and some far from them."""
    limits = [found.opens_at, found.closes_at, *(late.until for late in found.late)]
    near = [limit + timedelta(seconds=shift) for limit in limits if limit for shift in (-1, 0, 1)]
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return [*near, *(noon + timedelta(shift) for shift in (-400, -5, 0, 400))]


def until(found: Window, now: datetime) -> datetime | Conflict | None:
    """Until when the limits allow it, asked of the window itself; the refusal where they do not."""
    try:
        check_open(found, now=now)
    except NotOpenYet as refusal:
        return refusal
    except Conflict as refusal:
        late = late_possibility(found, now=now)
        return refusal if late is None or late.late.mode is LateMode.PHONE else late.until
    return found.closes_at


@given(rules, rules, days, clocks)
def test_at_each_instant_the_limits_say_what_their_window_says(
    reserve: Rule, cancel: Rule, day: date, clock: ZoneInfo
) -> None:
    town = a_reglement(
        services=(a_service("s", "S", weekdays=(1, 2, 3, 4, 5, 6, 7), reserve=reserve, cancel=cancel),)
    )
    situation, [service] = a_situation(reglement=town), town.services
    windows = {action: window(town, service, day, action) for action in Action}
    for now in (each for found in windows.values() for each in instants(found, day)):
        said = {action: until(found, now) for action, found in windows.items()}
        for action in Action:
            found, expected = (
                hours_of(situation, service, Slot(day, "s", "clara"), action, now.astimezone(clock)),
                said[action],
            )
            if isinstance(expected, Conflict):
                assert found.obstacle is not None and found.obstacle.code == expected.code
            else:
                assert (found.obstacle, found.until) == (None, expected)
        booking = hours_of(situation, service, Slot(day, "s", "clara"), Action.RESERVE, now)
        limit = said[Action.CANCEL]
        if booking.obstacle is None and not isinstance(limit, Conflict):
            sooner = limit is not None and (booking.until is None or limit < booking.until)
            late = booking.once_booked is not None and booking.once_booked.late is not None
            assert (booking.once_booked is not None) == (sooner or late)
