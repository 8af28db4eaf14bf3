"""How an invoice's lines are grouped to be read: by child, by service, then by same kind, price and reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from functions.domain.invoices.invoice_lines import InvoiceLine, LineKind, total_cents


@dataclass(frozen=True, slots=True)
class Alike:
    """The days of one child and service that are billed alike."""

    lines: tuple[InvoiceLine, ...]

    @property
    def quantity(self) -> int:
        return sum(line.quantity for line in self.lines)

    @property
    def amount_cents(self) -> int:
        return total_cents(self.lines)

    @property
    def first(self) -> InvoiceLine:
        return self.lines[0]

    @property
    def days(self) -> tuple[date, ...]:
        """The days billed; empty for a flat amount, which does not depend on the days."""
        return () if self.first.kind is LineKind.FLAT else tuple(line.day for line in self.lines)


@dataclass(frozen=True, slots=True)
class ServicePart:
    """What one child is billed for one service."""

    name: str
    prices: tuple[Alike, ...]

    @property
    def quantity(self) -> int:
        return sum(price.quantity for price in self.prices)

    @property
    def amount_cents(self) -> int:
        return sum(price.amount_cents for price in self.prices)


@dataclass(frozen=True, slots=True)
class ChildPart:
    """What is billed for one child."""

    name: str
    services: tuple[ServicePart, ...]

    @property
    def amount_cents(self) -> int:
        return sum(service.amount_cents for service in self.services)


def parts_of(lines: Iterable[InvoiceLine]) -> tuple[ChildPart, ...]:
    """Group the lines of a document, which are sorted by child, service and day."""
    return tuple(
        ChildPart(of_child[0].child_name, tuple(map(_service, _runs(of_child, "service"))))
        for of_child in _runs(lines, "child")
    )


def _service(lines: list[InvoiceLine]) -> ServicePart:
    alike: dict[object, list[InvoiceLine]] = {}
    for line in lines:
        said = (line.kind, line.unit_price_cents, line.reason, line.corrects, line.share_percent)
        alike.setdefault(said, []).append(line)
    return ServicePart(lines[0].service_name, tuple(Alike(tuple(same)) for same in alike.values()))


def _runs(lines: Iterable[InvoiceLine], name: str) -> list[list[InvoiceLine]]:
    return [list(run) for _, run in groupby(lines, key=lambda line: getattr(line, name))]
