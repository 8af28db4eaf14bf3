"""The corrected lines of an invoice that is cancelled and issued again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from functions.domain.errors import NotFound, Refusal
from functions.domain.lines import Line, total_cents


class NothingToReissue(Refusal):
    """The corrected invoice would ask for nothing: a credit note alone says so."""

    code = "nothing_to_reissue"


@dataclass(frozen=True, slots=True)
class Change:
    """What a line becomes; None: as it was. A quantity of 0 leaves the line out."""

    quantity: int | None = None
    unit_price_cents: int | None = None


def corrected(lines: Sequence[Line], changes: Mapping[int, Change]) -> tuple[Line, ...]:
    """`changes` by the place of the line, from 0. Raises NotFound for a place that is not there, NothingToReissue."""
    if not all(0 <= place < len(lines) for place in changes):
        raise NotFound(field="lines")
    changed = [_line(line, changes.get(place, Change())) for place, line in enumerate(lines)]
    kept = tuple(line for line in changed if line.quantity)
    if total_cents(kept) <= 0:
        raise NothingToReissue(field="lines")
    return kept


def _line(line: Line, change: Change) -> Line:
    """A price that an agent set is not explained by the tariff any more."""
    changed = line
    if change.quantity is not None:
        changed = replace(changed, quantity=change.quantity)
    if change.unit_price_cents is not None and change.unit_price_cents != line.unit_price_cents:
        reason = replace(line.reason, explained=False)
        changed = replace(changed, unit_price_cents=change.unit_price_cents, reason=reason)
    return changed
