"""What one family owes for its children's months: the billed lines, split where two families share a child's costs."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from functions.domain.billing.child_month_lines import Owed, by_payer, lines_of
from functions.domain.billing.shares import parts_of
from functions.domain.families.cost_sharing import Part, part_cents
from functions.domain.families.family import Child, Family
from functions.domain.invoices.invoice_lines import InvoiceLine, Reason
from functions.domain.planning.called_off import CalledOffMonth
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.reglement.reglement import Reglement


def lines_owed(
    family: Family,
    months: Iterable[ChildMonth],
    *,
    children: Mapping[str, Child],
    reglement: Reglement,
    called_off: Mapping[str, CalledOffMonth],
    issued_for: str | None = None,
) -> tuple[InvoiceLine, ...]:
    """The lines that `family` owes, each reduced to the part that the family pays.

    `months`: those of every child for whom the family may owe something. `children`: their files, by id. The rest is as
    for `lines_of`.
    """
    mine: list[Owed] = []
    parts: dict[Slot, tuple[Part, ...]] = {}
    booked_by_another: set[Slot] = set()
    for payer, owed in by_payer(months).items():
        for each in owed:
            agreed = parts_of(children[each.slot.child].sharing, each.slot, payer)
            if any(part.family == family.id for part in agreed):
                mine.append(replace(each, payer=family.id))
                parts[each.slot] = agreed
                if payer != family.id:
                    booked_by_another.add(each.slot)
    lines = lines_of(
        family, mine, children=children, reglement=reglement, called_off=called_off, issued_for=issued_for
    )
    found = []
    for line in lines:
        slot = Slot(line.day, line.service, line.child)
        cut = _cut(line, parts[slot], family.id)
        found.append(_without_bracket(cut) if slot in booked_by_another else cut)
    return tuple(found)


def _cut(line: InvoiceLine, parts: tuple[Part, ...], family: str) -> InvoiceLine:
    percent = sum(part.percent for part in parts if part.family == family)
    if percent == 100:
        return line
    cents = part_cents(line.amount_cents, parts, family)
    return replace(line, quantity=1, unit="", unit_price_cents=cents, share_percent=percent)


def _without_bracket(line: InvoiceLine) -> InvoiceLine:
    """The line without what its price tells of the means of the other family, which booked it."""
    why = line.reason
    said = Reason("", absence=why.absence, proof=why.proof, word=why.word, credited_in=why.credited_in)
    return replace(line, reason=replace(said, price_kind=why.price_kind, late_since=why.late_since))
