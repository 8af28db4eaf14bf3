"""What an agent reads of the requests of families, and why one cannot be accepted now."""

from collections.abc import Sequence

from functions.domain.availability.obstacles import Obstacle, ObstacleCode
from functions.domain.bookings.booking_requests import LineState
from functions.french.reglement.closures import closed_sentence
from functions.french.words.money import euros
from functions.french.words.spaces import spaced

STATES = {
    LineState.OPEN: "à décider",
    LineState.ACCEPTED: "acceptée",
    LineState.REFUSED: "refusée",
    LineState.WITHDRAWN: "retirée par la famille",
}

_FAILED = {
    ObstacleCode.FULL: "Complet : il n’y a plus de place ce jour-là.",
    ObstacleCode.WAITING: "Cet enfant est sur la liste d’attente de ce jour : la place lui viendra à son tour.",
    ObstacleCode.NOT_ASKED: "Cette demande a été retirée, ou a déjà sa réponse.",
    ObstacleCode.ALREADY_BOOKED: "Ce jour est déjà réservé pour cet enfant.",
    ObstacleCode.NOT_BOOKED: "Ce jour n’est plus réservé : il n’y a rien à annuler.",
    ObstacleCode.NOT_CONCERNED: "Ce service n’existe plus, ou l’enfant n’est plus dans cette famille.",
}


def homes_pay(paid: Sequence[tuple[str, int]]) -> str:
    """« Testmp : 1,73 €, Durand : 2,60 € », what each home of a child pays of a line."""
    return spaced(", ".join(f"{name or 'autre foyer'} : {euros(cents)}" for name, cents in paid))


def failed_sentence(obstacle: Obstacle) -> str:
    """Why a line cannot be accepted as things are."""
    if obstacle.closed is not None:
        return closed_sentence(obstacle.closed)
    return _FAILED[obstacle.code]
