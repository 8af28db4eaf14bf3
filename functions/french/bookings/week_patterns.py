"""What is said of weeks that come back."""

from collections.abc import Mapping
from datetime import date, timedelta

from functions.domain.bookings.week_patterns import WeekPattern
from functions.domain.calendar.weeks import Weeks, odd_twice
from functions.domain.reglement.reglement import Reglement
from functions.french.reglement.services import service_name
from functions.french.words.dates import date_short, weekdays

_WEEKS = {
    Weeks.ALL: "Toutes les semaines.",
    Weeks.ODD: "Semaines impaires.",
    Weeks.EVEN: "Semaines paires.",
}


def copied_sentence(like: date | None, *, today: date, holidays: bool) -> str:
    """« Comme la semaine du 16 novembre. », and the year when it is not today's. `holidays`: of the week that is asked for."""
    if like is None and holidays:
        return "Ce sont les vacances scolaires : ce qui est réservé les semaines d’école n’y est pas repris."
    if like is None:
        return "Rien n’était réservé hors vacances dans les six semaines d’avant : il n’y a rien à reprendre."
    year = "" if like.year == today.year else f" {like.year}"
    return f"Comme la semaine du {date_short(like)}{year}."


def pattern_sentences(pattern: WeekPattern, names: Mapping[str, str], reglement: Reglement) -> list[str]:
    """« Clara : Restauration scolaire lundi et mardi ; Garderie du soir jeudi. », a sentence a child; in which weeks; then what is left
    out because the child, the service or its weekday is not there any more."""
    opens = {service.code: frozenset(service.weekdays) for service in reglement.services}
    said = []
    shut: dict[str, set[int]] = {}
    for child, services in pattern.asked.items():
        held = []
        for code, days in services.items():
            left = opens.get(code, frozenset()).intersection(days)
            if left:
                held.append(f"{service_name(reglement, code)} {weekdays(left)}")
            if code in opens and not left.issuperset(days):
                shut.setdefault(code, set()).update(set(days) - left)
        if child in names and held:
            said.append(f"{names[child]} : {' ; '.join(held)}.")
    said.append(_WEEKS[pattern.weeks])
    said += [
        f"{service_name(reglement, code)} n’ouvre plus {weekdays(days, article='le ')} : c’est laissé de côté."
        for code, days in shut.items()
    ]
    if not pattern.asked.keys() <= names.keys():
        said.append("Un enfant n’est plus dans votre dossier : il est laissé de côté.")
    if any(code not in opens for services in pattern.asked.values() for code in services):
        said.append("Un service n’est plus proposé par la commune : il est laissé de côté.")
    return said


def parity_sentence(start: date, end: date, weeks: set[Weeks]) -> str | None:
    """That two odd weeks follow each other, where one week in two is asked for over such a New Year; else None."""
    first = odd_twice(start, end)
    if first is None or weeks <= {Weeks.ALL}:
        return None
    before = first - timedelta(7)
    return (
        f"La semaine 53 ({date_short(before)}) et la semaine 1 ({date_short(first)}) sont toutes deux impaires : au Nouvel An, "
        "deux semaines impaires se suivent."
    )
