"""Who usually comes and has booked nothing for what closes today, for an agent who telephones them: looked for as the reminder of the
evening before did, from what is booked now."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from functions.domain.families.family import Family
from functions.domain.reminders.limit_reminders import limits_of_tomorrow
from functions.storage.families import families
from functions.storage.town import communes
from functions.usecases.reminders.remind_of_limits import who_may_have_forgotten

PAGE = 50
"""Families of a page: the months of their children are read in some round trips."""


@dataclass(frozen=True, slots=True)
class ForgetfulFamilies:
    families: list[Family]
    looked_at: int
    next: str
    """Where the next page begins; empty on the last one."""


def list_forgetful(commune: str, *, after: str, now: datetime) -> ForgetfulFamilies:
    """Raises NotFound for a town without a règlement. A moment late."""
    reglement = communes.reglement_now(commune)
    yesterday = reglement.day_of(now) - timedelta(days=1)
    due = {
        resident: limits_of_tomorrow(reglement, yesterday, resident=resident) for resident in (True, False)
    }
    if not any(due.values()):
        return ForgetfulFamilies([], 0, "")
    page = families.page(commune, after=after, limit=PAGE)
    found = who_may_have_forgotten(commune, page.families, due)
    return ForgetfulFamilies([each.value for each in found], len(page.families), page.last)
