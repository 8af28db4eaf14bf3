"""Threads between a family and its town: whose turn it is, and who writes."""

from collections.abc import Mapping
from datetime import datetime

from functions.domain.families.family import Family
from functions.domain.families.guardians import full_name
from functions.domain.requests.threads import (
    REOPENS_WITHIN,
    Thread,
    ThreadKind,
    ThreadMessage,
    ThreadState,
)
from functions.french.words.dates import date_full
from functions.french.words.spaces import spaced

KINDS: dict[ThreadKind, str] = {
    ThreadKind.QUESTION: "Question",
    ThreadKind.PAPER: "Document envoyé",
    ThreadKind.FROM_TOWN: "Message de la mairie",
}

STATES: dict[ThreadState, str] = {
    ThreadState.OPEN: "La mairie n’a pas encore répondu",
    ThreadState.ANSWERED: "La mairie a répondu",
    ThreadState.CLOSED: "Terminée",
}
"""As the family reads it."""

_WRITTEN = "La mairie vous a écrit"


def state_of(thread: Thread) -> str:
    """As the family reads it."""
    is_begun = thread.kind is ThreadKind.FROM_TOWN and thread.messages == 1
    return _WRITTEN if is_begun and thread.state is ThreadState.ANSWERED else STATES[thread.state]


FOR_TOWN: dict[ThreadState, str] = {
    ThreadState.OPEN: "À répondre",
    ThreadState.ANSWERED: "Répondu",
    ThreadState.CLOSED: "Terminé",
}

THE_TOWN = "La mairie"
_A_PARENT = "Un responsable"
_AN_AGENT = "Un agent"


def written_by(message: ThreadMessage, family: Family, reader: str) -> str:
    """As a parent of the family reads it: no agent is named."""
    if message.by_town:
        return THE_TOWN
    if message.by == reader:
        return "Vous"
    names = [one.first_name for one in family.guardians if one.account == message.by]
    return names[0] if names else _A_PARENT


def written_by_for_town(message: ThreadMessage, family: Family, agents: Mapping[str, str]) -> str:
    if message.by_town:
        return agents.get(message.by, _AN_AGENT)
    names = [full_name(one) for one in family.guardians if one.account == message.by]
    return names[0] if names else _A_PARENT


def words_of(message: ThreadMessage) -> str:
    """What was written; of a verdict, what the town said of the paper first."""
    verdict = message.verdict
    if verdict is None:
        return message.text
    if not verdict.accepted:
        return spaced(f"Ce document n’est pas accepté : {message.text.rstrip('.')}.")
    if verdict.until is None:
        return spaced("Bien reçu : ce document est accepté.")
    return spaced(f"Bien reçu : ce document est accepté, jusqu’au {date_full(verdict.until)}.")


def end_sentence(thread: Thread, now: datetime) -> str:
    """What can still be done with a thread that has ended; empty for another."""
    if thread.state is not ThreadState.CLOSED:
        return ""
    if thread.may_be_continued(now):
        return (
            f"Cette demande est terminée. Pendant {REOPENS_WITHIN.days} jours, un nouveau message la rouvre."
        )
    return "Cette demande est terminée. Pour autre chose, ou pour y revenir, faites une nouvelle demande."
