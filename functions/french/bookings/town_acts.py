"""What a family reads of what the town booked or cancelled in its place."""

from collections.abc import Iterable

from functions.domain.planning.town_act import DoneByTown, Over
from functions.domain.reglement.deadline_rules import Action
from functions.french.words.dates import listing

_PAST = {
    Over.LIMIT: "après la limite",
    Over.NOT_OPEN_YET: "avant l’ouverture des réservations",
    Over.CAPACITY: "au-delà du nombre de places",
    Over.QUEUE: "avant des enfants qui attendent une place",
    Over.CONDITION: "sans une condition du règlement",
    Over.CLOSED: "un jour de fermeture",
}


def past_words(over: Iterable[Over]) -> str:
    """« après la limite et au-delà du nombre de places »; nothing where nothing is passed over."""
    passed = set(over)
    words = [_PAST[each] for each in Over if each in passed]
    return listing(words) if words else ""


def town_sentence(said: DoneByTown) -> str:
    """« Réservé par la mairie, après la limite : oubli signalé par téléphone. »"""
    return town_words(said.action, said.past, said.reason)


def town_words(action: Action, over: Iterable[Over], reason: str) -> str:
    done = "Réservé" if action is Action.RESERVE else "Annulé"
    past = past_words(over)
    return f"{done} par la mairie{f', {past}' if past else ''}{_why(reason)}."


def town_remark(said: DoneByTown) -> str:
    """« ajouté par la mairie : oubli signalé par téléphone »"""
    done = "ajouté" if said.action is Action.RESERVE else "annulé"
    return f"{done} par la mairie{_why(said.reason)}"


def _why(reason: str) -> str:
    return f" : {reason.rstrip('.')}" if reason else ""
