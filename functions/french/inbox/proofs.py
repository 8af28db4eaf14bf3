"""What deciding on the proof of an absence does, said before it is done: what comes off the bill and what stays on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from functions.french.bookings.absences import of_month
from functions.french.words.counts import counted
from functions.french.words.dates import listing
from functions.french.words.money import euros
from functions.french.words.spaces import spaced


@dataclass(frozen=True, slots=True)
class AbsenceBill:
    """What each missed booking costs, in cents. `later`: the months on whose invoices what comes off is taken off, where it is not
    their own. `why`: why those that stay are billed."""

    off: tuple[int, ...]
    kept: tuple[int, ...]
    later: tuple[str, ...] = ()
    why: tuple[str, ...] = ()


def accepting_proof(bill: AbsenceBill) -> str:
    return spaced(f"Accepter : {_bill(bill)} La famille lit « accepté » dans son espace, sans e-mail.")


def refusing_proof(bill: AbsenceBill) -> str:
    return spaced(
        f"Refuser : {_bill(bill)} La famille reçoit un e-mail et peut envoyer un autre justificatif."
    )


def same_bill(accepted: AbsenceBill, refused: AbsenceBill) -> str:
    """That it costs the same either way, and why; empty where it does not."""
    if (sum(accepted.off), sum(accepted.kept)) != (sum(refused.off), sum(refused.kept)):
        return ""
    return spaced(f"La facture est la même dans les deux cas. {' '.join(accepted.why)}".strip())


def _bill(bill: AbsenceBill) -> str:
    """« 6,90 € déduits (2 réservations) ; 3,45 € facturés (1 réservation). »"""
    off = f"{euros(sum(bill.off))} déduits{_about(bill.off, bill.later)}" if bill.off else "rien n’est déduit"
    kept = f"{euros(sum(bill.kept))} facturés{_about(bill.kept)}" if bill.kept else "rien n’est facturé"
    return f"{off} ; {kept}."


def _about(prices: Sequence[int], later: Iterable[str] = ()) -> str:
    months = [of_month(month) for month in later]
    where = f", sur la facture {listing(months)}" if months else ""
    return f" ({counted(len(prices), 'réservation')}{where})"
