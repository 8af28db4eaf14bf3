"""What becomes of the bookings of days on which a child will not come, before it is done and after."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from functions.domain.bookings.absence_period import DONE_BY_CANCELLING, PeriodFate, PeriodLine
from functions.french.bookings.absences import outcome
from functions.french.reglement.closings import days_phrase
from functions.french.words.dates import hour_of, listing, weekday_hour
from functions.french.words.money import euros
from functions.french.words.spaces import spaced

_DECLARED = (PeriodFate.DECLARED, PeriodFate.ASKED)
_UNDONE = {
    PeriodFate.CAME: "Votre enfant a été vu sur place : il n’y a rien à annuler.",
    PeriodFate.TOO_FAR: "Trop tard pour annuler, et trop loin d’aujourd’hui pour déclarer une absence : rien n’est changé.",
    PeriodFate.TOO_MUCH: "Trop tard pour annuler, et l’absence n’a pas pu être déclarée : appelez la mairie.",
    PeriodFate.GONE: "Il n’y a plus rien de réservé ici : c’est déjà annulé.",
    PeriodFate.BUSY: "Trop de monde à la fois : ce jour n’a pas été traité, réessayez dans un instant.",
}


def line_sentence(line: PeriodLine, *, done: bool) -> str:
    """What becomes of one booking. `done`: it is so now."""
    return spaced(_said(line, done=done))


def _said(line: PeriodLine, *, done: bool) -> str:
    match line.fate:
        case PeriodFate.CANCELLED:
            return "Annulé : rien n’est facturé." if done else "Peut être annulé : rien ne sera facturé."
        case PeriodFate.CANCELLED_LATE:
            left = euros(line.billed_cents)
            return f"{'Annulé' if done else 'Annulation'} après la limite : {left} restent dus."
        case PeriodFate.WITHDRAWN:
            return "Demande retirée." if done else "Votre demande à la mairie sera retirée."
        case PeriodFate.ASKED:
            asked = "demandée" if done else "sera demandée"
            return f"Annulation {asked} à la mairie, qui décide. {_absence(line)}"
        case PeriodFate.DECLARED:
            return f"Trop tard pour annuler. {_absence(line)}"
    return _UNDONE[line.fate]


def _absence(line: PeriodLine) -> str:
    assert line.because is not None, "an absence is judged"
    return outcome(line.because, proof=line.proof)


def summary(lines: Sequence[PeriodLine], today: date, *, done: bool) -> list[str]:
    """What the whole changes, in euros; what a certificate would still change."""
    said = []
    off = [line for line in lines if line.fate in DONE_BY_CANCELLING]
    if off:
        saved = sum(line.price_cents - line.billed_cents for line in off)
        one = len(off) == 1
        verb = ("annulée" if one else "annulées") if done else ("sera annulée" if one else "seront annulées")
        free = f" : {euros(saved)} ne seront pas facturés" if saved else ""
        said.append(f"{_count(len(off))} {verb}{free}.")
    late = [line for line in lines if line.fate in _DECLARED]
    if late:
        verb = "est déclarée" if done else "sera déclarée"
        billed = sum(line.billed_cents for line in late)
        money = f"{euros(billed)} restent facturés" if billed else "rien n’est facturé"
        which = "ne peut plus être annulée" if len(late) == 1 else "ne peuvent plus être annulées"
        said.append(f"{_count(len(late))} {which} : l’absence {verb}, {money}.")
    helped = [line for line in late if line.proven_cents < line.billed_cents]
    if helped:
        until = min((line.prove_until for line in helped if line.prove_until is not None), default=None)
        limit = f" avant {weekday_hour(until, today=today)}" if until is not None else ""
        left = sum(line.proven_cents for line in late)
        said.append(
            f"Avec un justificatif envoyé{limit}, {f'il ne reste que {euros(left)}' if left else 'rien n’est facturé'}."
        )
    return [spaced(each) for each in said]


def confirm(lines: Sequence[PeriodLine], names: Mapping[str, str]) -> str:
    """What the button does, and for whom: « Annuler 2 réservations et déclarer 1 absence pour Clara »; empty where nothing can be done."""
    off = sum(line.fate in DONE_BY_CANCELLING for line in lines)
    late = sum(line.fate in _DECLARED for line in lines)
    said = []
    if off:
        said.append(f"annuler {_count(off)}")
    if late:
        said.append(f"déclarer {late} absence{'s' if late > 1 else ''}")
    if not said:
        return ""
    touched = {line.slot.child for line in lines if line.fate in {*DONE_BY_CANCELLING, *_DECLARED}}
    whom = [name for child, name in names.items() if child in touched]
    words = listing(said) + (f" pour {listing(whom)}" if whom else "")
    return words[:1].upper() + words[1:]


def to_undo(names: list[str], days: Sequence[date], at: datetime, today: date, *, mine: bool) -> str:
    """What can be taken back for some minutes: « Enregistré à 8 h 30 : absence de Clara, le lundi 23 novembre. » `at`: on the town's clock."""
    by = "" if mine else " par un autre parent"
    return spaced(
        f"Enregistré à {hour_of(at.time())}{by} : absence de {listing(names)}, {days_phrase(days, today=today)}."
    )


def _count(number: int) -> str:
    return "1 réservation" if number == 1 else f"{number} réservations"
