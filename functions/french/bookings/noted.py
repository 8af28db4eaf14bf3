"""What attendance made of a slot, said the same to the family and to the agent: a word, what it changes on the bill, what is still to be done."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from functions.domain.absences.absence_outcome import MissedSlot
from functions.domain.absences.late_declaration import StillPossible
from functions.domain.absences.noted_slots import NotedSlot, charged_cents
from functions.domain.invoices.invoice_lines import LineKind
from functions.domain.planning.attendance_record import Charge
from functions.domain.planning.declared_absence import Motive
from functions.french.bookings.absences import outcome
from functions.french.reglement.conditions import PROOFS
from functions.french.words.dates import date_hour
from functions.french.words.money import euros
from functions.french.words.spaces import spaced

UNPRICED = "le tarif n’a pas de prix pour cela, rien n’est facturé tant qu’il n’en a pas"

BILLED = "facturée"
"""Of an absence; nothing is said of whom it is about, so that no word has to agree with a child."""


@dataclass(frozen=True, slots=True)
class Noted:
    """`word`: of the cell; `more`: what it changes on the bill. `cents`: what is billed of the booking, or of coming without one; None where
    nothing is."""

    word: str
    more: str
    cents: int | None = None

    @property
    def sentence(self) -> str:
        """« Présence sans réservation. Reprise en retard : +5,00 €. »"""
        return " ".join(f"{each[:1].upper()}{each[1:]}." for each in (self.word, self.more) if each)


def noted_said(noted: NotedSlot, own: Callable[[int], int] = int) -> Noted:
    """`own`: what of a sum the reader pays."""
    word, more = _word(noted), [_billed(noted), _late_pickup(noted.late_pickup, own)]
    cents = None if noted.cents is None else own(noted.cents)
    return Noted(word, ", ".join(filter(None, more)), cents)


def noted_phrase(noted: Noted) -> str:
    """In the middle of a sentence: « absence notée, facturée 3,45 € », « présence sans réservation (4,60 €), reprise en retard : +5,00 € »."""
    word, price = f"{noted.word[:1].lower()}{noted.word[1:]}", euros(noted.cents) if noted.cents else ""
    if price and noted.more.startswith(BILLED):
        return f"{word}, {BILLED} {price}{noted.more.removeprefix(BILLED)}"
    return ", ".join(filter(None, (f"{word} ({price})" if price else word, noted.more)))


def _word(noted: NotedSlot) -> str:
    if not noted.came:
        return "Absence notée"
    if any(each.kind is LineKind.UNRESERVED for each in noted.coming):
        return "Présence sans réservation"
    return "Présence notée"


def _billed(noted: NotedSlot) -> str:
    if noted.missed is not None:
        return BILLED if noted.missed.billed else f"non {BILLED}"
    unpriced = noted.priced and noted.coming and not any(each.priced for each in noted.coming)
    return UNPRICED if unpriced else ""


def _late_pickup(charges: Iterable[Charge], own: Callable[[int], int]) -> str:
    found = list(charges)
    if not found:
        return ""
    priced = any(each.priced for each in found)
    return (
        spaced(f"reprise en retard : +{euros(own(charged_cents(found)))}") if priced else "reprise en retard"
    )


def absence_verdict(noted: NotedSlot, still: StillPossible | None, *, today: date, family_reads: bool) -> str:
    """Of a booked child who was noted absent: whether that is billed, and what the family can still do. Empty for any other."""
    if noted.missed is None or noted.booking is None:
        return ""
    missed = noted.missed
    # A motive says no more than that the child was away, and is told to nobody by a bill.
    word = "" if missed.word in set(Motive) else missed.word
    later = MissedSlot(noted.slot, noted.booking, missed).credited_in
    said = outcome(missed.because, proof=missed.proof, word=word, credited_in=later)
    if still is None:
        return said
    who = "vous la déclarez" if family_reads else "la famille la déclare"
    told, proved = (
        "" if limit is None else f" avant le {date_hour(limit, today=today)}"
        for limit in (still.until, still.proof_until)
    )
    how = f"{PROOFS[still.proof]}{proved or told}"
    if told and proved:
        how = f"{told.strip()}, {PROOFS[still.proof]} reçu{proved}"
    return spaced(f"{said.removesuffix('.')}, sauf si {who} {how}.")
