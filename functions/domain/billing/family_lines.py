"""What one family owes for its children's months: the billed lines, split where two families share a child's costs."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial

from functions.domain.billing.child_month_lines import Owed, by_payer, lines_of
from functions.domain.billing.own_prices import at_own_prices, is_fixed
from functions.domain.billing.shares import parts_of
from functions.domain.families.cost_sharing import Part, part_cents
from functions.domain.families.family import Child, Family
from functions.domain.invoices.invoice_lines import InvoiceLine, LineKey, Reason
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
    asked: Iterable[InvoiceLine] = (),
) -> tuple[InvoiceLine, ...]:
    """The lines that `family` owes, each at its own prices and reduced to the part that the family pays.

    `months`: those of every child for whom the family may owe something. `children`: their files, by id. `asked`: what earlier invoices
    asked of the family, where there are any. The rest is as for `lines_of`.
    """
    mine: list[Owed] = []
    parts: dict[Slot, tuple[Part, ...]] = {}
    as_asked: set[Slot] = set()
    billed = partial(
        lines_of, family, children=children, reglement=reglement, called_off=called_off, issued_for=issued_for
    )
    before = _by_slot(asked)
    for payer, owed in by_payer(months).items():
        for each in owed:
            slot, child = each.slot, children[each.slot.child]
            agreed = parts_of(child.sharing, slot, payer)
            if all(part.family != family.id for part in agreed):
                continue
            parts[slot] = agreed
            if payer == family.id:
                mine.append(each)
                continue
            own = at_own_prices(each, family, child, reglement)
            if slot in before and not is_fixed(each, family.id):
                as_it_was = replace(each, payer=family.id, town=None)
                cut = (_cut(line, agreed, family.id) for line in billed([as_it_was]))
                if any((line.key, line.amount_cents) in before[slot] for line in cut if line.amount_cents):
                    own = as_it_was
                    as_asked.add(slot)
            mine.append(own)
    found = []
    for line in billed(mine):
        slot = _slot(line)
        cut_line = _cut(line, parts[slot], family.id)
        found.append(_without_bracket(cut_line) if slot in as_asked else cut_line)
    return tuple(found)


def _by_slot(asked: Iterable[InvoiceLine]) -> Mapping[Slot, set[tuple[LineKey, int]]]:
    found: defaultdict[Slot, set[tuple[LineKey, int]]] = defaultdict(set)
    for line in asked:
        found[_slot(line)].add((line.key, line.amount_cents))
    return found


def _slot(line: InvoiceLine) -> Slot:
    return Slot(line.day, line.service, line.child)


def _cut(line: InvoiceLine, parts: tuple[Part, ...], family: str) -> InvoiceLine:
    percent = sum(part.percent for part in parts if part.family == family)
    if percent == 100:
        return line
    cents = part_cents(line.amount_cents, parts, family)
    return replace(line, quantity=1, unit="", unit_price_cents=cents, share_percent=percent)


def _without_bracket(line: InvoiceLine) -> InvoiceLine:
    """A line that an earlier invoice asked for at the price of who booked stays as it was, without what that tells of their means."""
    why = line.reason
    said = Reason("", absence=why.absence, proof=why.proof, word=why.word, credited_in=why.credited_in)
    return replace(line, reason=replace(said, price_kind=why.price_kind, late_since=why.late_since))
