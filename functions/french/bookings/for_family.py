"""What an agent reads who books in the place of a family."""

from collections.abc import Iterable, Sequence
from datetime import date

from functions.domain.availability.obstacles import Obstacle, ObstacleCode
from functions.domain.families.family import QuotientFamilial
from functions.domain.planning.town_act import Over
from functions.domain.reglement.deadline_rules import Action
from functions.french.bookings.cells import Speech, obstacle_sentence
from functions.french.bookings.town_acts import past_words
from functions.french.reglement.closures import closed_name, closed_sentence
from functions.french.reglement.conditions import broken_sentence
from functions.french.words.dates import date_hour, date_weekday, listing, opening_hour
from functions.french.words.money import NO_BREAK, euros
from functions.french.words.spaces import spaced


def over_sentence(obstacle: Obstacle, speech: Speech) -> str:
    """What stands in the way of a parent and an agent passes over, without telling the agent to call the town hall."""
    if obstacle.closed is not None:
        return f"{closed_name(obstacle.closed)}."
    if obstacle.broken is not None and speech.reglement is not None:
        return broken_sentence(speech.reglement, obstacle.broken)
    match obstacle.code:
        case ObstacleCode.DEADLINE_PASSED if obstacle.at is not None:
            return f"La limite était le {date_hour(obstacle.at, today=speech.today)}."
        case ObstacleCode.NOT_OPEN_YET if obstacle.at is not None:
            return f"Ouvert aux familles à partir du {opening_hour(obstacle.at, today=speech.today)}."
        case ObstacleCode.WAITING if obstacle.queue is not None:
            waiting = obstacle.queue.waiting
            return f"{waiting} enfants attendent une place." if waiting > 1 else "Un enfant attend une place."
        case _:
            return _PASSED[obstacle.code]


_PASSED = {
    ObstacleCode.DEADLINE_PASSED: "La limite est passée.",
    ObstacleCode.NOT_POSSIBLE: "Le règlement ne le permet pas en ligne.",
    ObstacleCode.NOT_OPEN_YET: "Pas encore ouvert aux familles.",
    ObstacleCode.NOT_ANNOUNCED: "La date d’ouverture aux familles n’est pas encore annoncée.",
    ObstacleCode.FULL: "Complet : il n’y a plus de place.",
    ObstacleCode.WAITING: "D’autres enfants attendent une place.",
    ObstacleCode.CONDITION: "Une condition du règlement n’est pas remplie.",
    ObstacleCode.NOT_IN_PATTERN: "Ce jour n’est pas dans l’inscription de l’enfant.",
    ObstacleCode.GIVEN_BACK: "Ce jour de l’inscription a été annulé, ou il était complet.",
}

_NEVER = {
    ObstacleCode.NOT_CONCERNED: "Ce service n’est pas proposé à l’école de cet enfant.",
    ObstacleCode.PAST: "Ce jour est passé : le pointage dit qui est venu.",
    ObstacleCode.ALREADY_ASKED: "La famille l’a demandé : répondez à sa demande.",
    ObstacleCode.OTHER_HOUSEHOLD: "Réservé par l’autre foyer de l’enfant : ouvrez le dossier de ce foyer.",
    ObstacleCode.OTHER_HOUSEHOLD_ASKED: "Demandé par l’autre foyer de l’enfant : répondez à sa demande.",
    ObstacleCode.ALWAYS_BOOKED: "Réservé d’office à l’ouverture du mois : il n’y a rien à faire.",
    ObstacleCode.NO_PRICE: "Le règlement ne donne pas de prix pour ce jour.",
    ObstacleCode.MONTH_FULL: "Ce mois compte déjà trop de réservations pour cet enfant.",
    ObstacleCode.ALREADY_BOOKED: "Déjà réservé.",
    ObstacleCode.NOT_BOOKED: "Rien n’est réservé : il n’y a rien à annuler.",
}


def never_sentence(obstacle: Obstacle, action: Action, speech: Speech) -> str:
    """Why nobody may do it, an agent neither, and what to do instead."""
    if obstacle.closed is not None:
        said = closed_sentence(obstacle.closed)
        if obstacle.closed.of_child:
            return f"{said} Changez d’abord ce jour dans son dossier."
        return f"{said} Rétablissez d’abord ce jour." if obstacle.closed.by_town else said
    if obstacle.code is ObstacleCode.NO_PRICE and obstacle.told:
        return obstacle.told
    return _NEVER.get(obstacle.code) or obstacle_sentence(obstacle, action, speech)


def summary(
    *,
    reserved: int,
    cancelled: int,
    children: Sequence[str],
    total_cents: int,
    kept_cents: int,
    past: str,
    told: int,
    paid_elsewhere: bool,
) -> str:
    """« 2 réservations pour Clara, après la limite : 6,90 € de plus à facturer. 2 personnes reçoivent un e-mail. » `paid_elsewhere`: another
    home of a child pays a part, and is told whether or not the family is."""
    if not reserved and not cancelled:
        return "Rien ne peut être fait."
    what = listing([*_counted(reserved, "réservation"), *_counted(cancelled, "annulation")])
    parts = [f"{what} pour {listing(list(children))}", past]
    mails = (
        f"{told} personnes reçoivent un e-mail."
        if told > 1
        else ("Une personne reçoit un e-mail." if told else "Personne ne reçoit d’e-mail.")
    )
    if paid_elsewhere:
        other = "l’autre foyer, qui en paie tout ou partie,"
        mails = f"{mails} L{other[1:]} en reçoit un aussi." if told else f"Seul {other} reçoit un e-mail."
    return f"{', '.join(filter(None, parts))} : {billed_words(total_cents, kept_cents)}. {mails}"


def billed_words(total_cents: int, kept_cents: int) -> str:
    """« 3,45 € de moins à facturer, 1,00 € restent dus »"""
    left = f", {euros(kept_cents)} restent dus" if kept_cents else ""
    if not total_cents:
        return f"rien ne change à la facture{left}"
    return f"{euros(abs(total_cents))} de {'plus' if total_cents > 0 else 'moins'} à facturer{left}"


def both_prices(action: Action, regular_cents: int | None, late_cents: int | None) -> str:
    """What each of the two choices costs, in a cell that has two prices; empty where there is one. The family reads the second."""
    if regular_cents is None or late_cents is None or regular_cents == late_cents:
        return ""
    if action is Action.RESERVE:
        return f"{euros(regular_cents)} au prix normal, {euros(late_cents)} au prix en retard."
    return f"Au prix en retard, {euros(late_cents)} restent dus."


def _counted(count: int, noun: str) -> list[str]:
    return [f"{count} {noun}{'s' if count > 1 else ''}"] if count else []


BUSY = "Rien n’est encore fait : beaucoup de personnes réservent en ce moment. Recommencez."
GONE = "Rien n’est fait : cet enfant n’est plus dans cette famille."


def beyond_sentence(over: Iterable[Over]) -> str:
    """Of one family among several, for which more would have to be passed over than was said."""
    return f"Rien n’est fait : ce serait {past_words(over)}."


def quotients_of_days(quotients: Sequence[QuotientFamilial], days: Sequence[date]) -> list[str]:
    """« Nouveau quotient à partir du mercredi 2 décembre : 640, au lieu de 812… », of each that counts from one of these days on."""
    known = sorted(quotients, key=lambda one: one.since)
    said = []
    for before, one in zip([None, *known], known, strict=False):
        if one.since in days and (before is None or before.value != one.value):
            instead = "" if before is None else f", au lieu de {before.value}"
            said.append(
                f"Nouveau quotient à partir du {date_weekday(one.since)} : {one.value}{instead}. "
                "Le prix peut changer ce jour-là ; ce qui était déjà réservé garde le sien."
            )
    return [spaced(sentence) for sentence in said]


def paying_homes(own_percent: int) -> str | None:
    """Who pays of a child of two homes, as an agent reads it in the week of one of them; None where that is who pays it all."""
    if own_percent == 100:
        return None
    return f"part de ce foyer : {own_percent}{NO_BREAK}%" if own_percent else "payé par l’autre foyer"
