"""The waiting list as the règlement page says it, and what a full day says of those who wait."""

from collections.abc import Mapping

from functions.domain.availability.obstacles import Queue
from functions.domain.bookings.waiting_list_promotion import Ending
from functions.domain.reglement.waiting_list_rules import Priority, WaitingList
from functions.french.reglement.limits import until
from functions.french.words.dates import NO_BREAK, alternatives, listing
from functions.french.words.schools import school_name


def waiting_list_sentences(rules: WaitingList, schools: Mapping[str, str]) -> list[str]:
    """What a full day leaves to hope for, in which order, and how one says no. `schools`: their names by code."""
    limit = (
        f"dans les {rules.decline_hours}{NO_BREAK}heures{NO_BREAK}et avant le début du service"
        if rules.decline_until is None
        else until(rules.decline_until)
    )
    return [
        "Quand un jour est complet, on peut s’inscrire sur sa liste d’attente, jusqu’à la limite de réservation.",
        "Une place qui se libère va aussitôt au premier de la liste, et un e-mail le lui dit : "
        f"la famille peut la refuser sans frais {limit}.",
        _order(rules, schools),
    ]


def _order(rules: WaitingList, schools: Mapping[str, str]) -> str:
    if not rules.priorities:
        return "La liste suit l’ordre des inscriptions."
    groups = [_group(priority, schools) for priority in rules.priorities]
    return f"Passent avant : {', puis '.join(groups)} ; puis l’ordre des inscriptions."


def _group(priority: Priority, schools: Mapping[str, str]) -> str:
    """« les enfants qui habitent la commune et dont le parent est seul »"""
    parts = []
    if priority.residents:
        parts.append("qui habitent la commune")
    if priority.siblings:
        parts.append("dont un frère ou une sœur vient ce jour-là")
    if priority.single_parents:
        parts.append("dont le parent est seul")
    if priority.schools:
        parts.append(f"de {alternatives([f'« {school_name(schools, code)} »' for code in priority.schools])}")
    if priority.classes:
        parts.append(f"de {alternatives(priority.classes)}")
    return f"les enfants {listing(parts)}"


def queue_sentence(queue: Queue, deadline: str) -> str:
    """Of a full day. `deadline`: « jusqu’à jeudi 10 h », or nothing."""
    if queue.rank is not None:
        return _waiting(queue, deadline)
    if not queue.open:
        return "Complet, et la liste d’attente l’est aussi."
    limit = f" {deadline}" if deadline else ""
    if queue.waiting == 0:
        return f"Complet. Liste d’attente ouverte{limit} : personne n’attend encore."
    return f"Complet, {_children(queue.waiting)} sur la liste d’attente, ouverte{limit}."


def _waiting(queue: Queue, deadline: str) -> str:
    rank = ordinal(queue.rank or 1)
    if not queue.mine:
        return f"L’autre parent l’a inscrit sur la liste d’attente ({rank})."
    limit = f" {deadline}" if deadline else ""
    return f"Liste d’attente, {rank}. Si une place se libère{limit}, elle sera réservée et un e-mail vous le dira."


def ordinal(rank: int) -> str:
    """« 1er », « 2e »"""
    return "1er" if rank == 1 else f"{rank}e"


def _children(count: int) -> str:
    return "un enfant" if count == 1 else f"{count} enfants"


ENDINGS = {
    Ending.TOO_LATE: "aucune place ne s’est libérée avant la limite",
    Ending.BOOKED: "la place est déjà réservée",
    Ending.NOT_POSSIBLE: "la réservation n’est plus possible pour cet enfant",
    Ending.CALLED_OFF: "la mairie a annulé ce service ce jour-là",
    Ending.NO_LIST: "la mairie a fermé cette liste d’attente",
}
"""Why a wait is over without a place."""
