"""What a family asked of its town besides questions and papers: a title, and what became of it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, tzinfo

from functions.domain.bookings.booking_requests import BookingRequest, LineState
from functions.domain.families.file_corrections import CorrectionState, Request, RequestKind
from functions.domain.papers.papers import PaperLine, PaperStanding
from functions.domain.planning.declared_absence import DeclaredAbsence
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.reglement import Reglement
from functions.french.bookings import absences
from functions.french.families.corrections import field_label
from functions.french.papers.words import paper_sentence
from functions.french.reglement.closings import days_phrase
from functions.french.words.spaces import spaced

_MOST_SAID = 2
"""Of what one request is about; then how many more there are."""
_A_CHILD = "Votre enfant"


def correction_title(request: Request) -> str:
    if request.kind is RequestKind.ERASURE:
        return "Suppression des données de la famille"
    fields = list(dict.fromkeys(field_label(one.field) for one in request.corrections))
    return spaced(f"Correction du dossier : {_some(fields)}") if fields else "Correction du dossier"


def correction_answer(request: Request) -> str:
    """« Pris en compte : téléphone. Non retenu : nom. La raison donnée : … »; empty while nothing was answered."""
    said = []
    for state, word in (
        (CorrectionState.ACCEPTED, "Pris en compte"),
        (CorrectionState.REFUSED, "Non retenu"),
    ):
        fields = dict.fromkeys(field_label(one.field) for one in request.corrections if one.state is state)
        if fields:
            said.append(f"{word} : {', '.join(fields)}.")
    reasons = dict.fromkeys(one.reason for one in request.corrections if one.reason)
    if reasons:
        said.append(f"La raison donnée : {' ; '.join(reasons)}")
    return spaced(" ".join(said))


def booking_title(
    request: BookingRequest, reglement: Reglement, names: Mapping[str, str], today: date
) -> str:
    """« Réserver Restauration scolaire pour Clara, le lundi 23 novembre »"""
    days: dict[tuple[Action, str, str], list[date]] = defaultdict(list)
    for each in request.lines:
        slot = each.line.slot
        days[each.line.action, slot.service, slot.child].append(slot.date)
    said = []
    for (action, service, child), found in days.items():
        verb = "Annuler" if action is Action.CANCEL else "Réserver"
        who = names.get(child, _A_CHILD.lower())
        said.append(
            f"{verb} {reglement.name_of(service)} pour {who}, {days_phrase(sorted(found), today=today)}"
        )
    return spaced(_some(said))


def booking_answer(request: BookingRequest) -> str:
    """« 2 jours acceptés, 1 refusé. La raison donnée : … »; empty while nothing was answered."""
    words = {LineState.ACCEPTED: "accepté", LineState.REFUSED: "refusé", LineState.WITHDRAWN: "retiré"}
    states = Counter(each.state for each in request.lines)
    if len(request.lines) == 1:
        said = [word.capitalize() for state, word in words.items() if states[state]]
    else:
        said = [
            f"{states[state]} {word}{'s' if states[state] > 1 else ''}"
            for state, word in words.items()
            if states[state]
        ]
    if not said:
        return ""
    reasons = dict.fromkeys(each.reason for each in request.lines if each.reason)
    told = f" La raison donnée : {' ; '.join(reasons)}" if reasons else ""
    return spaced(f"{', '.join(said)}.{told}")


def proof_title(absence: DeclaredAbsence, names: Mapping[str, str], child: str, today: date) -> str:
    when = days_phrase(absence.all_days, today=today)
    return spaced(f"Justificatif d’absence : {names.get(child, _A_CHILD)}, {when}")


def proof_answer(absence: DeclaredAbsence, clock: tzinfo) -> str:
    return absences.proof_state(absence, clock)


def paper_title(line: PaperLine, names: Mapping[str, str]) -> str:
    """« Carnet de vaccination (Clara) »"""
    return f"{line.kind.name} ({names[line.child]})" if line.child in names else line.kind.name


def papers_lacking(lines: Iterable[PaperLine], names: Mapping[str, str]) -> tuple[str, ...]:
    """Without which the file is not complete; of what was sent, that the town looks at it."""
    return tuple(
        paper_title(line, names) + (" (envoyé, la mairie le vérifie)" if line.given else "")
        for line in lines
        if line.lacks and line.kind.required
    )


def paper_wanted(line: PaperLine) -> str:
    """Why it is asked for again; empty where it never was seen. As the family reads it."""
    if line.standing is PaperStanding.MISSING and line.kind.required:
        return ""
    said = paper_sentence(line)
    return f"{said[:1].upper()}{said[1:].rstrip('.')}." if said else ""


def _some(said: list[str]) -> str:
    more = len(said) - _MOST_SAID
    shown = " ; ".join(said[:_MOST_SAID])
    return f"{shown} ; et {more} de plus" if more > 0 else shown
