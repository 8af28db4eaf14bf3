"""What a cell of the grid and a line of the basket say: until when, why not, and what to do then."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from functions.domain.availability.constraints import BrokenCode
from functions.domain.availability.lateness import Lateness
from functions.domain.availability.obstacles import Availability, Obstacle, ObstacleCode
from functions.domain.bookings.basket_filling import RefusedDays
from functions.domain.bookings.week_grid import Cell, State
from functions.domain.reglement.deadline_rules import END_OF_DAY, Action, LateMode
from functions.domain.reglement.reglement import Reglement
from functions.domain.reglement.service_conditions import Need
from functions.french.bookings.absence_words import declared
from functions.french.bookings.town_acts import town_remark, town_sentence
from functions.french.reglement.closures import closed_sentence, not_held
from functions.french.reglement.conditions import broken_sentence
from functions.french.reglement.lateness import due_phrase, lateness_phrase
from functions.french.reglement.waiting_list import queue_sentence
from functions.french.words.dates import (
    AT_NIGHT,
    NO_BREAK,
    date_hour,
    date_weekday,
    day_and_minutes,
    hour,
    listing,
    opening_hour,
    weekday_hour,
    weekday_name,
)
from functions.french.words.money import euros
from functions.french.words.spaces import in_one

if TYPE_CHECKING:  # Few weeks hold a day of which something was noted.
    from functions.french.bookings.noted import Noted


@dataclass(frozen=True, slots=True)
class Speech:
    """What sentences depend on besides the rules: the commune's day and its telephone."""

    today: date
    phone: str
    reglement: Reglement | None = None
    """Which names the services that a condition is about."""
    lacking: Callable[[], Sequence[str]] = tuple
    """The papers without which the family's file is not complete; asked where a sentence names them."""

    @property
    def call(self) -> str:
        return f"Appelez le {in_one(self.phone)}."


def cell_sentence(cell: Cell, speech: Speech, *, own_percent: int | None = None, noted: str = "") -> str:
    """What there is to say of one cell; nothing of a day gone by on which nothing was noted. `own_percent`: what of it this family pays; None:
    that is not said. `noted`: what attendance says of it."""
    still = "" if _is_over(cell, noted, speech) else _cell_sentence(cell, speech, own_percent)
    town = "" if cell.town is None else town_sentence(cell.town)
    shared = _share_sentence(cell, own_percent, gone=not still)
    said = " ".join(filter(None, (noted, still, shared, town)))
    return said if cell.absence is None else f"{_upper(declared(cell.absence.billed))}. {said}"


def _is_over(cell: Cell, noted: str, speech: Speech) -> bool:
    """Whether until when, and why not, is of no use any more: something was noted, or the day is past and its word says enough."""
    if cell.standing.obstacle is None or cell.absence is not None or cell.state is State.CALLED_OFF:
        return False
    return bool(noted) or cell.slot.date < speech.today


def _share_sentence(cell: Cell, own_percent: int | None, *, gone: bool) -> str:
    """Of what is booked and cannot be changed here; of what can, it is said as what is unusual about it. `gone`: nothing else was said
    of the booking, so that who made it is."""
    obstacle = cell.standing.obstacle
    if obstacle is None or own_percent is None or cell.state is State.CALLED_OFF:
        return ""
    if obstacle.code is ObstacleCode.OTHER_HOUSEHOLD:
        return _booked_there(own_percent, "") if gone else ""
    said = _share_remark(own_percent) if cell.state is State.LOCKED else None
    return f"{_upper(said)}." if said else ""


def _booked_there(own_percent: int, then: str) -> str:
    """Who booked it, what of it cannot be done here, and who pays."""
    if not own_percent:
        return f"Réservé et {PAID_ELSEWHERE}{then}."
    return f"{BOOKED_THERE}{then}. {_upper(_share_remark(own_percent) or 'à votre charge')}."


def _cell_sentence(cell: Cell, speech: Speech, own_percent: int | None) -> str:
    obstacle = cell.standing.obstacle
    if obstacle is None:
        limit = "" if cell.standing.until is None else f" {until(cell.standing.until, speech.today)}"
        if cell.pay_by is not None and cell.state is State.VALIDATED:
            return f"Réservé, à payer avant {hour_minute(cell.pay_by)} : ensuite, la place est rendue."
        if cell.declinable and cell.state is State.VALIDATED:
            return f"Réservé, venu de la liste d’attente : à refuser sans frais{limit}."
        unusual = None
        if not cell.standing.withdraws:
            unusual = line_remark(cell.standing, cell.action, speech.today, own_percent=own_percent)
        return f"{_POSSIBLE[cell.state]}{limit}." + (f" {_upper(unusual)}." if unusual else "")
    if cell.absence is not None:
        return "Justificatif et suite : dans « Mes absences »."
    if cell.state is State.CALLED_OFF and obstacle.closed is not None:
        booked = cell.standing.price_cents is not None
        why = "Ce jour n’est pas à votre charge." if obstacle.closed.of_child else NOTHING_TO_PAY
        said = f"{not_held(obstacle.closed)}." + (f" {why}" if booked else "")
    elif obstacle.queue is not None:
        limit = "" if cell.standing.until is None else until(cell.standing.until, speech.today)
        said = queue_sentence(obstacle.queue, limit)
    elif obstacle.code is ObstacleCode.OTHER_HOUSEHOLD and own_percent is not None:
        said = _booked_there(own_percent, ONLY_THEY_CANCEL)
    else:
        said = obstacle_sentence(obstacle, cell.action, speech)
    if cell.state is State.LOCKED and obstacle.code is not ObstacleCode.OTHER_HOUSEHOLD:
        said = f"Réservé. {said}"
    return f"{said} Retirez cette demande de votre panier." if cell.waits_in_basket else said


NOTHING_TO_PAY = "La mairie l’a annulé : ce jour n’est pas à votre charge."

_POSSIBLE = {
    State.BOOKABLE: "Réservable",
    State.IN_BASKET: "Dans votre panier, à valider",
    State.VALIDATED: "Réservé, annulable",
    State.REQUESTED: "Demandé, la mairie n’a pas encore répondu",
    State.CANCEL_REQUESTED: "Réservé, annulation demandée, la mairie n’a pas encore répondu",
    State.CANCEL_IN_BASKET: "Annulation dans votre panier, à valider",
}


def hour_minute(instant: datetime) -> str:
    """« 22 h 41 », on the clock it carries."""
    return hour(instant.hour * 60 + instant.minute)


def to_pay(cents: int, until: datetime) -> str:
    """What is said right after *Valider*."""
    return f"{euros(cents)} à payer avant {hour_minute(until)} : ensuite, ces places sont rendues."


_WORDS = {
    ObstacleCode.NOTHING_TO_BOOK: "Sans réservation",
    ObstacleCode.ALWAYS_BOOKED: "À l’année",
    ObstacleCode.NOT_IN_PATTERN: "À l’année",
    ObstacleCode.GIVEN_BACK: "Annulé",
    ObstacleCode.NOT_POSSIBLE: "Pas en ligne",
    ObstacleCode.NO_PRICE: "Tarif à venir",
    ObstacleCode.MONTH_FULL: "Mois complet",
    ObstacleCode.OTHER_HOUSEHOLD_ASKED: "Demandé",
}


_MISSING = {BrokenCode.NEED: "À compléter", BrokenCode.UNPAID: "À régler"}


def cell_word(cell: Cell, noted: "Noted | None" = None) -> str | None:
    """The word of a cell where nothing is offered although the service opens, « N’a pas lieu : grève », of a declared absence, or of what
    attendance says; None for the usual word of its state."""
    obstacle = cell.standing.obstacle
    if noted is not None and cell.state is not State.CANCEL_IN_BASKET:
        return noted.word
    if cell.absence is not None and cell.state is not State.CANCEL_IN_BASKET:
        return _upper(declared(cell.absence.billed))
    if cell.state is State.CALLED_OFF and obstacle is not None and obstacle.closed is not None:
        return not_held(obstacle.closed)
    if obstacle is None or cell.state is not State.CLOSED:
        return None
    if obstacle.broken is not None:
        return _MISSING.get(obstacle.broken.code, "Non proposé")
    return "Pas en ligne" if obstacle.told else _WORDS.get(obstacle.code)


def whose_week(own: Mapping[str, bool | None]) -> str | None:
    """« chez l’autre parent », « Clara chez l’autre parent », « chez vous ». `own`: by the child's name, whether it is this home's week; None: they do not
    take turns."""
    away = [name for name, mine in own.items() if mine is False]
    if not away:
        return HOME if own and all(own.values()) else None
    return AWAY if len(away) == len(own) else f"{listing(away)} {AWAY}"


AWAY = "chez l’autre parent"
HOME = "chez vous"
PAID_ELSEWHERE = "payé par l’autre parent"
BOOKED_THERE = "Réservé par l’autre parent"
ONLY_THEY_CANCEL = ", qui seul peut annuler"


def _share_remark(percent: int | None) -> str | None:
    """What of it is this family's, where a child has two homes that share it."""
    if percent is None or percent == 100:
        return None
    return f"votre part, {percent}{NO_BREAK}%" if percent else PAID_ELSEWHERE


def cell_remark(cell: Cell, *, own_percent: int | None = None, noted: "Noted | None" = None) -> str | None:
    seen = () if noted is None else (_lower(noted.word), noted.more)
    return ", ".join(filter(None, (*seen, _cell_remark(cell, own_percent)))) or None


def _cell_remark(cell: Cell, own_percent: int | None) -> str | None:
    if cell.state in (State.REQUESTED, State.CANCEL_REQUESTED):
        return "en attente de la réponse de la mairie"
    if cell.pay_by is not None:
        return f"à payer avant {hour_minute(cell.pay_by)}"
    by_town = None if cell.town is None else town_remark(cell.town)
    if cell.standing.obstacle is not None and cell.standing.price_cents is not None:
        return ", ".join(filter(None, (by_town, _share_remark(own_percent)))) or None
    said = remark(cell.standing, cell.action, own_percent=own_percent)
    return ", ".join(filter(None, (by_town, said))) or None


def remark(found: Availability, action: Action, *, own_percent: int | None = None) -> str | None:
    """What is unusual about an action that is possible: « en retard : +1,00 € », and nothing for the usual one. `own_percent`: what of it
    the family pays."""
    if found.obstacle is not None:
        return None
    if found.withdraws:
        return "retire votre demande"
    asks = "avec l’accord de la mairie" if found.on_request else None
    late = None if found.late is None or own_percent == 0 else _late_remark(found, found.late, action)
    final = _final_remark(found)
    return ", ".join(filter(None, (asks, late, final, _share_remark(own_percent)))) or None


def line_remark(
    found: Availability,
    action: Action,
    today: date,
    *,
    own_percent: int | None = None,
    pay_now: bool = False,
) -> str | None:
    """Of a line of the basket: also until when it can be cancelled, where that is less than until when it can be validated, and whether
    validating it asks for the payment at once (`pay_now`)."""
    said = remark(found, action, own_percent=own_percent)
    short = _short_remark(found, today)
    return ", ".join(filter(None, (PAID_AT_ONCE if pay_now else None, said, short))) or None


PAID_AT_ONCE = "à payer en ligne dès la validation"


def _final_remark(found: Availability) -> str | None:
    """What is said before booking of a day whose limit for cancelling has passed. Of what is booked late, that it is late says enough
    where cancelling it is late too."""
    after = found.once_booked
    if found.is_final:
        return "sans annulation possible"
    if after is None or after.late is None or found.late is not None:
        return None
    if after.late.late.mode is LateMode.PHONE:
        return "annulable seulement par téléphone"
    due = "" if after.late.late.surcharge is None else due_phrase(after.late.late.surcharge)
    if after.late.late.mode is LateMode.REQUEST:
        due = ", ".join(filter(None, ("à demander à la mairie", due)))
    return f"si vous l’annulez : {due}" if due else None


def _short_remark(found: Availability, today: date) -> str | None:
    after = found.once_booked
    if found.obstacle is not None or after is None or after.until is None:
        return None
    return f"annulable seulement {until(after.until, today)}"


def _late_remark(found: Availability, late: Lateness, action: Action) -> str:
    only = f", seulement pour : {listing(list(late.reasons))}" if late.reasons else ""
    if action is Action.CANCEL:
        left = f"{euros(found.kept_cents)} restent dus" if found.kept_cents else "sans frais cette fois"
        return f"annulation tardive : {left}{only}"
    if not late.added_cents:
        return f"en retard, sans majoration cette fois{only}"
    raised = len(late.raised)
    month = f", dont les {raised} jours déjà réservés ce mois-là" if raised > 1 else ""
    month = month or (", dont le jour déjà réservé ce mois-là" if raised else "")
    sign = "+" if late.added_cents > 0 else ""
    return f"en retard : {sign}{euros(late.added_cents)}{month}{only}"


def obstacle_sentence(obstacle: Obstacle, action: Action, speech: Speech) -> str:
    """Why `action` is not possible, and what to do then."""
    if obstacle.closed is not None:
        return closed_sentence(obstacle.closed)
    if obstacle.broken is not None and speech.reglement is not None:
        is_file = obstacle.broken.other == Need.COMPLETE_FILE
        return broken_sentence(speech.reglement, obstacle.broken, speech.lacking() if is_file else ())
    return _OBSTACLES[obstacle.code](obstacle, action, speech)


def undoing_sentence(obstacle: Obstacle, action: Action, speech: Speech) -> str:
    """Why a line of *Annuler cette validation* stays as it was validated. It is in no basket: there is nothing to validate again."""
    if obstacle.code is ObstacleCode.PRICE_CHANGED and obstacle.price_cents is not None:
        return f"Le prix a changé : {euros(obstacle.price_cents)} maintenant. Réservez ce jour si vous le voulez à ce prix."
    return obstacle_sentence(obstacle, action, speech)


def refused_days_sentence(refused: RefusedDays, speech: Speech) -> str:
    """Why a range left out a day, or several days at once."""
    first = date_weekday(refused.first, today=speech.today)
    if refused.days == 1:
        return f"Le {first} : {_lower(obstacle_sentence(refused.obstacle, Action.RESERVE, speech))}"
    last = date_weekday(refused.last, today=speech.today)
    return f"{refused.days} jours, du {first} au {last} : {_of_several(refused.obstacle, speech)}"


def until(instant: datetime, today: date) -> str:
    """« jusqu’à jeudi 10 h », « jusqu’à 10 h aujourd’hui »; a week away or more, « jusqu’au jeudi 26 novembre à 10 h »."""
    day, minutes = day_and_minutes(instant)
    if day == today and minutes != END_OF_DAY:
        return f"jusqu’à {hour(minutes)} aujourd’hui"
    if (day - today).days < 7:
        return f"jusqu’à {weekday_hour(instant, today=today)}"
    return f"jusqu’au {date_hour(instant, today=today)}"


def since(instant: datetime, today: date) -> str:
    """« depuis jeudi 10 h », « depuis 10 h aujourd’hui », « depuis hier soir à minuit », « depuis le jeudi 5 novembre à 10 h »."""
    day, minutes = day_and_minutes(instant)
    ago = (today - day).days
    if ago == 0:
        return f"depuis {hour(minutes)} aujourd’hui"
    if ago >= 7:
        return f"depuis le {date_hour(instant, today=today)}"
    name = "hier" if ago == 1 else weekday_name(day.isoweekday())
    return f"depuis {name} {AT_NIGHT if minutes == END_OF_DAY else hour(minutes)}"


def _too_late(obstacle: Obstacle, action: Action, speech: Speech) -> str:
    passed = "" if obstacle.at is None else f" {since(obstacle.at, speech.today)}"
    return f"Trop tard{' pour annuler' if action is Action.CANCEL else ''}{passed}. {_call(obstacle, action, speech)}"


def _not_possible(obstacle: Obstacle, action: Action, speech: Speech) -> str:
    return f"Le règlement ne le permet pas en ligne. {_call(obstacle, action, speech)}"


def _call(obstacle: Obstacle, action: Action, speech: Speech) -> str:
    """Where to turn, until when and for what, as the town's own rule says."""
    if obstacle.late is None or not obstacle.late.late.phone:
        return speech.call
    late = obstacle.late.late
    only = f", seulement pour : {listing(list(late.reasons))}" if late.reasons else ""
    extra = lateness_phrase(late.surcharge, cancelling=action is Action.CANCEL)
    return f"Appelez le {in_one(late.phone)} {until(obstacle.late.until, speech.today)}{extra}{only}."


def _not_open(obstacle: Obstacle, action: Action, speech: Speech) -> str:
    word = "Annulable" if action is Action.CANCEL else "Réservable"
    if obstacle.at is None:
        return _as_refused(obstacle, action, speech)
    return f"{word} à partir du {opening_hour(obstacle.at, today=speech.today)}."


def _price_changed(obstacle: Obstacle, _: Action, speech: Speech) -> str:
    if obstacle.price_cents is None:
        return "Le prix a changé. Vérifiez-le, puis validez de nouveau."
    return (
        f"Le prix a changé : {euros(obstacle.price_cents)} maintenant. Vérifiez-le, puis validez de nouveau."
    )


def _costs_more(obstacle: Obstacle, _: Action, speech: Speech) -> str:
    limit = "" if obstacle.at is None else f", {until(obstacle.at, speech.today)}"
    return f"En retard : {euros(obstacle.price_cents or 0)} de plus. Choisissez-le dans le planning de la semaine{limit}."


def _no_price(obstacle: Obstacle, _: Action, speech: Speech) -> str:
    return obstacle.told or f"Le tarif de ce jour n’est pas encore connu. {speech.call}"


def _full(obstacle: Obstacle, _: Action, speech: Speech) -> str:
    if obstacle.queue is None:
        return f"Complet : il n’y a plus de place ce jour-là. {speech.call}"
    return queue_sentence(obstacle.queue, "")


def _as_refused(obstacle: Obstacle, _: Action, __: Speech) -> str:
    """The sentence of the refusal of that name. Few cells say it, so a cold start does without the sentences of every room."""
    from functions.french.refusals import sentence

    code = ObstacleCode.NOT_ANNOUNCED if obstacle.code is ObstacleCode.NOT_OPEN_YET else obstacle.code
    return sentence(code, {})


def _plain(text: str) -> Callable[[Obstacle, Action, Speech], str]:
    return lambda obstacle, action, speech: text.format(call=speech.call)


_OBSTACLES: dict[ObstacleCode, Callable[[Obstacle, Action, Speech], str]] = {
    ObstacleCode.NOT_CONCERNED: _plain("Ce service n’est pas proposé à cet enfant."),
    ObstacleCode.CLOSED: _plain("Fermé ce jour-là."),
    ObstacleCode.NOT_POSSIBLE: _not_possible,
    ObstacleCode.NOTHING_TO_BOOK: _as_refused,
    ObstacleCode.ALWAYS_BOOKED: _as_refused,
    ObstacleCode.NOT_IN_PATTERN: _plain("Ce jour n’est pas dans l’inscription de l’enfant. {call}"),
    ObstacleCode.GIVEN_BACK: _plain(
        "Ce jour n’est plus réservé : il a été annulé, ou il était complet. {call}"
    ),
    ObstacleCode.NOT_OPEN_YET: _not_open,
    ObstacleCode.NOT_ANNOUNCED: _as_refused,
    ObstacleCode.DEADLINE_PASSED: _too_late,
    ObstacleCode.FULL: _full,
    ObstacleCode.WAITING: _plain("Sur la liste d’attente : la place viendra d’elle-même si elle se libère."),
    ObstacleCode.PAST: _plain("Ce jour est passé."),
    ObstacleCode.NO_PRICE: _no_price,
    ObstacleCode.PRICE_CHANGED: _price_changed,
    ObstacleCode.ALREADY_BOOKED: _plain("Déjà réservé : il n’y a rien à faire."),
    ObstacleCode.NOT_BOOKED: _plain("Ce jour n’est pas réservé : il n’y a rien à annuler."),
    ObstacleCode.OTHER_HOUSEHOLD: _plain(f"{BOOKED_THERE}{ONLY_THEY_CANCEL}."),
    ObstacleCode.ALREADY_ASKED: _plain("Déjà demandé : la mairie n’a pas encore répondu."),
    ObstacleCode.OTHER_HOUSEHOLD_ASKED: _plain(
        "Demandé par l’autre parent : la mairie n’a pas encore répondu."
    ),
    ObstacleCode.NOT_ASKED: _plain("Cette demande a été retirée, ou a déjà sa réponse."),
    ObstacleCode.NOT_IN_BASKET: _plain("Cette demande n’est plus dans votre panier : rien n’a changé."),
    ObstacleCode.COSTS_MORE: _costs_more,
    ObstacleCode.EXPIRED: _plain(
        "Cette demande a quitté votre panier : elle n’avait pas été validée à temps. Choisissez-la de nouveau."
    ),
    ObstacleCode.MONTH_FULL: _plain(
        "Ce mois compte déjà trop de réservations et de demandes pour cet enfant. {call}"
    ),
    ObstacleCode.CONDITION: _plain("Le règlement demande autre chose pour ce service. {call}"),
    ObstacleCode.BUSY: _plain(
        "Beaucoup de familles réservent en ce moment. Cette demande est restée dans votre panier : validez de nouveau."
    ),
}


def _of_several(obstacle: Obstacle, speech: Speech) -> str:
    match obstacle.code:
        case ObstacleCode.DEADLINE_PASSED:
            return f"trop tard. {_call(obstacle, Action.RESERVE, speech)}"
        case ObstacleCode.NOT_OPEN_YET:
            return "pas encore ouvert aux réservations."
        case ObstacleCode.FULL:
            return (
                f"complet. {speech.call}" if obstacle.queue is None else "complet, avec une liste d’attente."
            )
        case _:
            return _lower(obstacle_sentence(obstacle, Action.RESERVE, speech))


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def group_label(count: int, service: str, action: Action, *, on_request: bool = False) -> str:
    """« 2 × Garderie du matin », « Demande à la mairie : 1 × Accueil du mercredi »"""
    label = f"{count} × {service}"
    if on_request:
        return (
            f"Demande à la mairie : {label}"
            if action is Action.RESERVE
            else f"Demande d’annulation : {label}"
        )
    return label if action is Action.RESERVE else f"Annulation : {label}"
