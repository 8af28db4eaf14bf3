"""Who pays for a child of two homes, and whose week it is, as one of its homes reads it: of the other, no name and no sum."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from functions.domain.calendar.weeks import Weeks
from functions.domain.families.cost_sharing import Part, Sharing, is_own_week
from functions.french.files.own_file import OwnFact
from functions.french.words.dates import date_full

OTHER = "l’autre parent"
WHO_BOOKS = "le foyer qui réserve"


def own_sharing(
    agreed: Sequence[Sharing], family: str, today: date, *, service_name: Callable[[str], str]
) -> Iterator[OwnFact]:
    current = max((one for one in agreed if one.since <= today), key=lambda one: one.since, default=None)
    if current is None:
        yield OwnFact("Qui paie", WHO_BOOKS)
        return
    yield OwnFact("Qui paie", f"{_said(current.parts, family)}, depuis le {date_full(current.since)}")
    for service, parts in current.by_service.items():
        yield OwnFact(f"Qui paie : {service_name(service)}", _said(parts, family))
    for label, day in (("Cette semaine", today), ("La semaine prochaine", today + timedelta(days=7))):
        if whose := _whose_week([current], family, day):
            yield OwnFact(label, whose)


def _said(parts: Sequence[Part], family: str) -> str:
    if not parts:
        return WHO_BOOKS
    odd, even = (_own(parts, family, weeks) for weeks in (Weeks.ODD, Weeks.EVEN))
    if odd == even:
        return _shares(odd)
    return f"semaines impaires : {_shares(odd)} ; semaines paires : {_shares(even)}"


def _shares(own: int) -> str:
    if own in (0, 100):
        return "vous" if own else OTHER
    return f"vous {own} %, {OTHER} {100 - own} %"


def _own(parts: Sequence[Part], family: str, weeks: Weeks) -> int:
    return sum(one.percent for one in parts if one.family == family and one.weeks in (Weeks.ALL, weeks))


def _whose_week(agreed: Sequence[Sharing], family: str, day: date) -> str:
    """« la vôtre (semaine 47, impaire) »; empty where weeks are alike, or nobody pays the greater part."""
    own = is_own_week(agreed, family, day)
    if own is None:
        return ""
    whose = "la vôtre" if own else f"celle de {OTHER}"
    return f"{whose} (semaine {day.isocalendar().week}, {'impaire' if Weeks.ODD.include(day) else 'paire'})"
