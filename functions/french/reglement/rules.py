"""A town's rules as the règlement page says them. The server refuses by the same objects."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from functions.domain.reglement.deadline_rules import Case, Limit, Mode, Rule, TermOrHolidays
from functions.domain.reglement.reglement import Places, Service, Terms
from functions.french.reglement.lateness import late_sentence
from functions.french.reglement.limits import limit_phrase, until
from functions.french.reglement.waiting_list import waiting_list_sentences
from functions.french.words.dates import (
    NO_BREAK,
    date_long,
    duration,
    every_weekday,
    hour_of,
    opening_hour,
    weekdays,
)
from functions.french.words.schools import school_name


def limit_sentences(rule: Rule) -> list[str]:
    """Every limit of a rule: « Jusqu’à la veille à 10 h. »; a sentence for each case where cases have dates, as a list reads better then."""
    if rule.mode is Mode.ATTENDANCE:
        return ["Sans réservation : c’est la présence qui est facturée."]
    if rule.mode is Mode.ALWAYS and not rule.cases:
        return ["Réservé toute l’année, sauf les jours annulés."]
    if not rule.cases:
        return ["Aux dates que la mairie annonce."]
    if not any(_is_dated(case) for case in rule.cases):
        return [_capital(" ; ".join(_in_turn(rule.cases))) + "."]
    sentences = [f"{_capital(_case(case))}." for case in rule.cases]
    if all(_is_dated(case) for case in rule.cases):
        return [*sentences, "Pour les autres jours, la mairie annoncera les dates."]
    if _condition(rule.cases[-1]) == "":
        sentences[-1] = f"{_capital(_in_turn(rule.cases)[-1])}."
    return sentences


def rule_sentences(rule: Rule, *, cancelling: bool = False) -> list[str]:
    """The limits, then what is possible afterwards, then what the town adds."""
    sentences = limit_sentences(rule)
    if rule.confirmed_by_town:
        sentences.append("C’est une demande : la mairie la confirme ensuite selon les places.")
    sentences += [late_sentence(late, cancelling=cancelling) for late in rule.late]
    if rule.note:
        sentences.append(rule.note)
    if rule.article:
        sentences.append(f"({rule.article} du règlement.)")
    return sentences


def basket_sentence(minutes: int | None) -> str | None:
    """« Une demande qui n’est pas validée quitte le panier au bout de 2 heures. »; None where it stays."""
    if minutes is None:
        return None
    for length, one in ((24 * 60, "jour"), (60, "heure")):
        number, rest = divmod(minutes, length)
        if number and not rest:
            return _leaves(number, one)
    return _leaves(minutes, "minute")


def _leaves(number: int, unit: str) -> str:
    many = "s" if number > 1 else ""
    return f"Une demande qui n’est pas validée quitte le panier au bout de {number}{NO_BREAK}{unit}{many}."


def service_sentences(service: Service, schools: Mapping[str, str]) -> list[str]:
    """When a service opens, and for how many. `schools`: their names by code."""
    names = every_weekday(service.weekdays)
    when = {
        Terms.SCHOOL_DAYS: f"Ouvert {names}, les jours d’école.",
        Terms.SCHOOL_WEEKS: f"Ouvert {names}, hors vacances scolaires.",
        Terms.HOLIDAYS: f"Ouvert {names}, pendant les vacances scolaires.",
        Terms.ALL: f"Ouvert {names}, toute l’année.",
    }[service.terms]
    sentences = [when]
    if service.starts_at is not None:
        sentences.append(f"Début à {hour_of(service.starts_at)}.")
    if service.ends_at is not None:
        sentences.append(f"Fin à {hour_of(service.ends_at)}.")
    if service.late_pickup_minutes is not None:
        sentences.append(
            f"Un enfant repris plus tard est facturé par tranche de {service.late_pickup_minutes}{NO_BREAK}minutes commencée, "
            "au prix « reprise en retard »."
        )
    sentences += [_places_sentence(places, schools) for places in service.places]
    if service.prepaid:
        sentences.append(
            f"Payé à la réservation : la place est gardée {duration(service.hold_minutes)}, le temps de payer en ligne."
        )
    if service.waiting_list is not None:
        sentences += waiting_list_sentences(service.waiting_list, schools)
    return sentences


def _places_sentence(places: Places, schools: Mapping[str, str]) -> str:
    days = f" {every_weekday(places.weekdays)}" if places.weekdays else " par jour"
    whose = f" pour « {school_name(schools, places.school)} »" if places.school else ""
    return f"{places.count} place{'s' if places.count > 1 else ''}{days}{whose}."


def _in_turn(cases: tuple[Case, ...]) -> list[str]:
    """Each as it is said after those before: the last, where it is for all others, says of whom."""
    said = [_case(case) for case in cases]
    if len(cases) > 1 and _condition(cases[-1]) == "":
        said[-1] = f"{_otherwise(cases[:-1])}, {said[-1]}"
    return said


def _otherwise(before: tuple[Case, ...]) -> str:
    of_families = [case.resident is not None for case in before]
    if not any(of_families):
        return "les autres jours"
    of_days = any(replace(_when(case), resident=None) != Case() for case in before)
    return "dans les autres cas" if of_days or not all(of_families) else "pour les autres"


def _when(case: Case) -> Case:
    """Its conditions alone."""
    return replace(case, closes=None, opens=None, opens_outside=None, possible=True, announced=True)


def _case(case: Case) -> str:
    condition = _condition(case)
    return f"{condition}, {_window(case)}" if condition else _window(case)


def _condition(case: Case) -> str:
    parts = []
    if case.weekdays:
        parts.append(f"pour {weekdays(case.weekdays, article='le ')}")
    if case.first is not None or case.last is not None:
        parts.append(_dates(case.first, case.last))
    if case.resident is not None:
        parts.append("pour les habitants" if case.resident else "pour les familles extérieures")
    if case.period is not None:
        parts.append("pendant les vacances" if case.period is TermOrHolidays.HOLIDAYS else "hors vacances")
    if case.public_holidays:
        parts.append(
            f"si {weekdays(case.public_holidays, article='le ').replace(' et ', ' ou ')} de la semaine est férié"
        )
    return ", ".join(parts)


def _dates(first: date | None, last: date | None) -> str:
    if first is None:
        return f"jusqu’au {date_long(last)}" if last is not None else ""
    if last is None:
        return f"à partir du {date_long(first)}"
    return f"pour le {date_long(first)}" if first == last else f"du {date_long(first)} au {date_long(last)}"


def _window(case: Case) -> str:
    if not case.announced:
        return "aux dates que la mairie annoncera"
    if not case.possible:
        return "impossible"
    closing = until(case.closes) if case.closes is not None else "jusqu’au début du service"
    if case.opens is None:
        outside = case.opens_outside
        if outside is None:
            return closing
        return f"{closing} (ouverture {_opening_phrase(outside)} pour les familles extérieures)"
    return f"{closing} (ouverture {_opening(case.opens, case.opens_outside)})"


def _opening(opens: Limit, outside: Limit | None) -> str:
    said = _opening_phrase(opens)
    return (
        f"{said} pour les habitants, {_opening_phrase(outside)} pour les familles extérieures"
        if outside is not None
        else said
    )


def _opening_phrase(limit: Limit) -> str:
    if limit.exact is not None:
        return f"le {opening_hour(limit.exact, today=date.min)}"
    return limit_phrase(limit).removesuffix(f" à 0{NO_BREAK}h")


def _is_dated(case: Case) -> bool:
    return case.first is not None or case.last is not None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
