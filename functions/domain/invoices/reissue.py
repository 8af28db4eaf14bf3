"""The corrected lines of an invoice that is cancelled and issued again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from functions.domain.errors import Conflict, NotFound
from functions.domain.invoices.invoice_lines import InvoiceLine, total_cents


class NothingToReissue(Conflict):
    """The corrected invoice would ask for nothing: a credit note alone is enough."""

    code = "nothing_to_reissue"


@dataclass(frozen=True, slots=True)
class LineCorrection:
    """What an agent changes of a line. None keeps what was issued; a quantity of 0 leaves the line out."""

    quantity: int | None = None
    unit_price_cents: int | None = None


def corrected(
    lines: Sequence[InvoiceLine], changes: Mapping[int, LineCorrection], *, credited: Mapping[int, int]
) -> tuple[InvoiceLine, ...]:
    """Return the lines of the new invoice. A line that nobody changes is asked for again as credit notes left it.

    `changes`, and `credited` (the cents that credit notes took back), go by the line's place, counted from 0.
    Raises NotFound for a place that the document does not have, NothingToReissue.
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
    """Return the line as the agent changed it. The tariff does not explain a price that an agent set."""
    changed = line
    if change.quantity is not None:
        changed = replace(changed, quantity=change.quantity)
    if change.unit_price_cents is not None and change.unit_price_cents != line.unit_price_cents:
        reason = replace(line.reason, explained=False)
        changed = replace(changed, unit_price_cents=change.unit_price_cents, reason=reason)
    return changed


def _left(line: InvoiceLine, credited_cents: int) -> InvoiceLine:
    """Return what credit notes left of a line: a quantity of one, at the price that is left."""
    if not credited_cents:
        return line
    left = line.amount_cents - credited_cents
    reason = replace(line.reason, explained=False)
    return replace(line, quantity=1 if left else 0, unit_price_cents=left, unit="", reason=reason)
