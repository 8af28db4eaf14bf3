"""A limit as people say it: « le jeudi de la semaine précédente à 10 h »."""

from datetime import date

from functions.domain.calendar.town_calendar import Count
from functions.domain.reglement.deadline_rules import END_OF_DAY, Anchor, IfClosed, Limit, Unit
from functions.french.words.dates import AT_NIGHT, NO_BREAK, date_hour, hour, weekday_name

_COUNTED = {
    Count.CALENDAR: ("jour", "jours"),
    Count.WORKING: ("jour ouvré", "jours ouvrés"),
    Count.BUSINESS: ("jour ouvrable", "jours ouvrables"),
    Count.SERVICE: ("jour d’ouverture du service", "jours d’ouverture du service"),
    Count.SCHOOL: ("jour d’école", "jours d’école"),
    Count.OPENING: ("jour d’ouverture de la mairie", "jours d’ouverture de la mairie"),
}
_WEEKS = {
    Count.CALENDAR: "",
    Count.WORKING: " ouvrée",
    Count.BUSINESS: " ouvrable",
    Count.SERVICE: " d’ouverture",
    Count.SCHOOL: " d’école",
    Count.OPENING: " d’ouverture de la mairie",
}
_BEFORE = {
    Anchor.SERVICE_DAY: "",
    Anchor.WEEK: " le lundi de la semaine",
    Anchor.MONTH: " le premier jour du mois",
    Anchor.HOLIDAY: " le premier jour des vacances",
    Anchor.HOLIDAY_OPENING: " le premier jour d’ouverture des vacances",
    Anchor.TERM: " le premier jour de la période scolaire",
    Anchor.PERIOD: " le premier jour de la période",
    Anchor.SCHOOL_YEAR: " le premier jour de l’année scolaire",
    Anchor.FIRST_BOOKED_DAY: " le premier jour réservé",
}
_OF_THE_DAY = (Anchor.SERVICE_DAY, Anchor.WEEK, Anchor.MONTH)
"""Anchors whose week and month are those of the day that is booked."""
_THE_ONE_BEFORE = {
    Count.CALENDAR: "la veille",
    Count.WORKING: "le jour ouvré précédent",
    Count.BUSINESS: "le jour ouvrable précédent",
    Count.SERVICE: "le précédent jour d’ouverture du service",
    Count.SCHOOL: "le jour d’école précédent",
    Count.OPENING: "le précédent jour d’ouverture de la mairie",
}
_COUNTED_HOURS = {Count.WORKING: "ouvrée", Count.BUSINESS: "ouvrable"}
_RANKS = ("premier", "deuxième", "troisième", "quatrième", "cinquième")
_RANKS_FROM_THE_END = {-1: "dernier", -2: "avant-dernier"}
_LONGEST_MONTH = 31
_NUMBERS = ("zéro", "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")


def limit_phrase(limit: Limit) -> str:
    """« la veille à 10 h », « 2 jours ouvrés avant, à midi », « le 18 du mois précédent au soir à minuit »."""
    if limit.exact is not None:
        return f"le {date_hour(limit.exact, today=date.min)}"
    if limit.unit is Unit.HOURS:
        return _hours(limit)
    return f"{_day(limit)}{_moved(limit)}{_at(limit)}"


def until(limit: Limit) -> str:
    """« jusqu’au jeudi de la semaine précédente à 10 h », « jusqu’à 8 h 30 le jour même », « avant le 18 du mois précédent »."""
    phrase = limit_phrase(limit)
    if limit.exact is None and limit.unit is not Unit.HOURS:
        if limit.at == 0 and phrase.startswith(("le ", "la ")):
            return f"avant {phrase.removesuffix(_at(limit))}"
        if _is_the_day_itself(limit) and limit.at != END_OF_DAY:
            return f"jusqu’à {hour(limit.at)} le jour même"
    return f"jusqu’au {phrase[3:]}" if phrase.startswith("le ") else f"jusqu’à {phrase}"


def _is_the_day_itself(limit: Limit) -> bool:
    chosen = limit.weekday is not None or limit.month_day is not None
    kept = limit.if_closed is IfClosed.KEEP
    return limit.back == 0 and limit.anchor is Anchor.SERVICE_DAY and not chosen and kept and not limit.clear


def _day(limit: Limit) -> str:
    if limit.weekday is not None:
        return _weekday(limit, weekday_name(limit.weekday) + (" soir" if limit.at == END_OF_DAY else ""))
    if limit.month_day is not None:
        return _month_day(limit, limit.month_day)
    return _days_before(limit)


def _month_day(limit: Limit, number: int) -> str:
    if number == _LONGEST_MONTH:
        return _placed("le dernier jour du mois" if limit.back > 1 else "le dernier jour", _month(limit))
    short = " (ou le dernier jour d’un mois plus court)" if number > 28 else ""
    return _placed(f"le {'1er' if number == 1 else number}", _month(limit)) + short


def _placed(day: str, where: str) -> str:
    """« le 18 du mois précédent », but « le 18, 2 mois avant »."""
    return f"{day} {where}" if where.startswith(("de ", "du ", "d’")) else f"{day}, {where}"


def _weekday(limit: Limit, name: str) -> str:
    if limit.last_full_week:
        return _placed(f"le {name} de la dernière semaine complète", _month(limit))
    if limit.nth is not None:
        rank = _RANKS_FROM_THE_END[limit.nth] if limit.nth < 0 else _RANKS[limit.nth - 1]
        return _placed(f"{'l’' if rank[0] == 'a' else 'le '}{rank} {name}", _month(limit))
    if limit.anchor is Anchor.WEEK or limit.unit is Unit.WEEKS:
        return _placed(f"le {name}", _week(limit))
    if limit.back:
        return f"le dernier {name} qui est au moins {_days_before(limit)}"
    return (
        f"le {name} précédent"
        if limit.anchor is Anchor.SERVICE_DAY
        else f"le {name} avant{_BEFORE[limit.anchor]}"
    )


def _week(limit: Limit) -> str:
    kind = _WEEKS[limit.count]
    if limit.anchor not in _OF_THE_DAY:
        return _counted_from(limit, "de la semaine", f"de la semaine{kind}", "celle", "semaines")
    match limit.back:
        case 0:
            return "de la même semaine"
        case 1:
            return f"de la semaine{kind} précédente"
        case 2 if not kind:
            return "de l’avant-dernière semaine"
        case back:
            return f"{_number(back)} semaines{kind and kind + 's' * (kind in (' ouvrée', ' ouvrable'))} avant"


def _month(limit: Limit) -> str:
    if limit.anchor not in _OF_THE_DAY:
        return _counted_from(limit, "du mois", "du mois", "celui", "mois")
    match limit.back:
        case 0:
            return "du mois"
        case 1:
            return "du mois précédent"
        case back:
            return f"{back}{NO_BREAK}mois avant"


def _counted_from(limit: Limit, same: str, before: str, that: str, many: str) -> str:
    """« du mois qui précède celui du premier jour des vacances »"""
    of = f"d{_BEFORE[limit.anchor].removeprefix(' l').replace('e ', 'u ', 1)}"
    match limit.back:
        case 0:
            return f"{same} {of}"
        case 1:
            return f"{before} qui précède {that} {of}"
        case back:
            return f"{_number(back)} {many} avant{_BEFORE[limit.anchor]}"


def _days_before(limit: Limit) -> str:
    anchor = _BEFORE[limit.anchor]
    if limit.unit is Unit.MONTHS:
        return f"{limit.back}{NO_BREAK}mois avant{anchor}"
    if limit.unit is Unit.WEEKS:
        return f"{limit.back}{NO_BREAK}semaine{'s' if limit.back > 1 else ''} avant{anchor}"
    if limit.clear:
        one, many = _COUNTED[limit.count]
        counted = f"{one} franc" if limit.back == 1 else f"{many} francs"
        return f"{limit.back}{NO_BREAK}{counted} avant{anchor}"
    if limit.back == 0:
        return anchor.strip() or "le jour même"
    if limit.back == 1 and not anchor:
        return _THE_ONE_BEFORE[limit.count]
    return f"{limit.back}{NO_BREAK}{_COUNTED[limit.count][limit.back > 1]} avant{anchor}"


def _hours(limit: Limit) -> str:
    many = limit.back > 1
    hours = f"{limit.back}{NO_BREAK}{'heures' if many else 'heure'}"
    if limit.count in _COUNTED_HOURS:
        hours += f" {_COUNTED_HOURS[limit.count]}{'s' if many else ''}"
    elif limit.count is not Count.CALENDAR:
        hours += f" (sans compter ce qui n’est pas un {_COUNTED[limit.count][0]})"
    if limit.from_start:
        return f"{hours} avant le début" if limit.back else "l’heure du début"
    if limit.anchor is Anchor.SERVICE_DAY and limit.back % 24 == 0 and limit.back:
        return f"{hours} {'pleines ' if limit.count is Count.CALENDAR else ''}avant le jour réservé"
    return f"{hours} avant{_BEFORE[limit.anchor] or ' le jour réservé'} à 0{NO_BREAK}h"


def _moved(limit: Limit) -> str:
    if limit.if_closed is IfClosed.KEEP:
        return ""
    kind = _COUNTED[limit.closed_count][0]
    way = "précédent" if limit.if_closed is IfClosed.EARLIER else "suivant"
    return (
        f" (ou le {kind} {way}, si ce jour n’est pas un {kind})"
        if limit.closed_count is not Count.CALENDAR
        else ""
    )


def _at(limit: Limit) -> str:
    apart = "," if ", " in _day(limit) else ""
    if limit.at == END_OF_DAY:
        if limit.weekday is not None:
            return f"{apart} à minuit"
        is_named = not apart and _day(limit).startswith(("le ", "la "))
        return f" au {AT_NIGHT}" if is_named else f", le {AT_NIGHT}"
    if limit.at == 0:
        return f"{apart} à 0{NO_BREAK}h"
    return f"{apart} à {hour(limit.at)}"


def _number(value: int) -> str:
    return _NUMBERS[value] if value < len(_NUMBERS) else str(value)
