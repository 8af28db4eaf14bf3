"""The corrected lines of an invoice that is cancelled and issued again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from functions.domain.errors import Conflict, NotFound
from functions.domain.invoices.invoice_lines import InvoiceLine, total_cents


class NothingToReissue(Conflict):
    """The corrected invoice would ask for nothing: a credit note alone says so."""

    code = "nothing_to_reissue"


@dataclass(frozen=True, slots=True)
class LineCorrection:
    """What a line becomes; None: as it was issued. A quantity of 0 leaves the line out."""

    quantity: int | None = None
    unit_price_cents: int | None = None


def corrected(
    lines: Sequence[InvoiceLine], changes: Mapping[int, LineCorrection], *, credited: Mapping[int, int]
) -> tuple[InvoiceLine, ...]:
    """`changes` by the place of the line, from 0; `credited`: what credit notes took back of it, likewise.

    A line that nobody changes is asked for again as credit notes left it. Raises NotFound for a place that is not there,
    NothingToReissue.
    """
    if not all(0 <= place < len(lines) for place in changes):
        raise NotFound(field="lines")
    changed = [
        _changed(line, changes[place]) if place in changes else _left(line, credited.get(place, 0))
        for place, line in enumerate(lines)
    ]
    kept = tuple(line for line in changed if line.quantity)
    if total_cents(kept) <= 0:
        raise NothingToReissue(field="lines")
    return kept


def _changed(line: InvoiceLine, change: LineCorrection) -> InvoiceLine:
    """A price that an agent set is not explained by the tariff any more."""
    changed = line
    if change.quantity is not None:
        changed = replace(changed, quantity=change.quantity)
    if change.unit_price_cents is not None and change.unit_price_cents != line.unit_price_cents:
        reason = replace(line.reason, explained=False)
        changed = replace(changed, unit_price_cents=change.unit_price_cents, reason=reason)
    return changed


def _left(line: InvoiceLine, credited_cents: int) -> InvoiceLine:
    """What is left of a line that was credited in part: one of it, at that price."""
    if not credited_cents:
        return line
    left = line.amount_cents - credited_cents
    reason = replace(line.reason, explained=False)
    return replace(line, quantity=1 if left else 0, unit_price_cents=left, unit="", reason=reason)
