"""What waits for an answer, in one line each."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from functions.domain.absences.proof_to_read import ProofToRead
from functions.domain.availability.obstacles import Obstacle
from functions.domain.bookings.booking_requests import BookingRequest, LineState
from functions.domain.families.file_corrections import CorrectionState, Request, RequestKind
from functions.domain.kitchen.settings import OrderSettings
from functions.domain.reglement.deadline_rules import Action
from functions.domain.requests.threads import Thread, ThreadKind
from functions.french.bookings.booking_requests import failed_sentence
from functions.french.families.corrections import field_label
from functions.french.reglement.closings import days_phrase
from functions.french.requests.threads import KINDS
from functions.french.words.counts import counted
from functions.french.words.dates import date_weekday, listing
from functions.french.words.spaces import spaced


def booking_subject(
    asked: BookingRequest, service_name: Callable[[str], str], names: Mapping[str, str], today: date
) -> str:
    """« Réserver la cantine du mardi 1er décembre pour Clara », or how many days of what for whom."""
    lines = [each.line for each in asked.lines if each.state is LineState.OPEN]
    days = sorted({line.slot.date for line in lines})
    services = list(dict.fromkeys(service_name(line.slot.service) for line in lines))
    children = list(dict.fromkeys(names.get(line.slot.child, "") for line in lines))
    verbs = {line.action for line in lines}
    verb = "Changer" if len(verbs) > 1 else "Annuler" if verbs == {Action.CANCEL} else "Réserver"
    when = date_weekday(days[0], today=today) if len(days) == 1 else f"{len(days)} jours"
    return spaced(f"{verb} {listing(services)}, {when}, pour {listing([name for name in children if name])}")


def correction_subject(request: Request) -> str:
    """« Corriger : adresse, téléphone », or that the family wants to be erased."""
    if request.kind is RequestKind.ERASURE:
        return "La famille demande l’effacement de ses données"
    fields = [one.field for one in request.corrections if one.state is CorrectionState.OPEN]
    return spaced(f"Corriger : {', '.join(dict.fromkeys(field_label(field) for field in fields))}")


def proof_subject(proof: ProofToRead, name: str, today: date) -> str:
    days = [proof.first, proof.last] if proof.last > proof.first else [proof.first]
    return spaced(f"Justificatif d’absence de {name}, {days_phrase(days, today=today)}")


def thread_subject(thread: Thread) -> str:
    """« Question : peut-il venir mercredi sans repas ? », in the family's words; of what the town began, what the family answers."""
    if thread.kind is ThreadKind.FROM_TOWN:
        return spaced(f"Réponse à votre message : {thread.subject}")
    return spaced(f"{KINDS[thread.kind]} : {thread.subject}")


def due_sentence(day: date | None, today: date) -> str:
    """For which day it is needed, where that day is near: « pour demain »."""
    if day is None or not 0 <= (day - today).days <= 2:
        return ""
    return "pour " + ("aujourd’hui", "demain", "après-demain")[(day - today).days]


def places_sentence(left: int | None) -> str:
    """`left`: places that are free that day; None where the service has no limit."""
    if left is None:
        return ""
    if left <= 0:
        return spaced("Complet : il n’y a plus de place ce jour-là.")
    return f"Il reste {left} place{'s' if left > 1 else ''} ce jour-là."


def line_sentence(left: int | None, failed: Obstacle | None) -> str:
    """Beside a line: how many places are free, or why accepting would not do it. `left`: as for `places_sentence`."""
    return places_sentence(left) if failed is None else spaced(failed_sentence(failed))


def accepting_sentences(
    bookings: Sequence[int],
    cancellations: Sequence[int],
    failed: Sequence[str],
    *,
    euros: Callable[[int], str],
    paid_elsewhere: bool = False,
) -> list[str]:
    """What accepting all of a question about bookings does now. Amounts in cents: what each costs, or gives back; `failed`: what
    cannot be accepted and why, a sentence each; `paid_elsewhere`: another home of a child pays a part, and is told too."""
    parts = []
    if bookings:
        parts.append(f"fait {counted(len(bookings), 'réservation')} ({euros(sum(bookings))})")
    if cancellations:
        parts.append(
            f"annule {counted(len(cancellations), 'réservation')} (rend {euros(sum(cancellations))})"
        )
    number = len(bookings) + len(cancellations) + len(failed)
    said = []
    if parts:
        which = "Accepter" if number == 1 else "Tout accepter"
        also = " L’autre foyer, qui en paie tout ou partie, en reçoit un aussi." if paid_elsewhere else ""
        said.append(f"{which} {' et '.join(parts)}. La famille reçoit un e-mail.{also}")
    elif failed:
        said.append("Rien ne peut être accepté tel quel.")
    said += [f"Reste à décider : {each}" for each in failed] if parts else []
    return [spaced(each) for each in said]


def caterer_sentence(
    service: str, day: date, own: OrderSettings, *, last_call: datetime, now: datetime, today: date
) -> str:
    """That the meals of that day are ordered already, and how the caterer learns of what is accepted now."""
    who = own.caterer or own.email or "la cuisine"
    head = f"{service}, {date_weekday(day, today=today)} : la commande est déjà partie"
    if now < last_call and own.email:
        return spaced(f"{head}, {who} reçoit une différence dans les cinq minutes.")
    phone = f" au {own.phone}" if own.phone else ""
    return spaced(f"{head} et plus rien ne part tout seul : téléphonez à {who}{phone}.")
