"""`python -m infra.costs [FAMILIES …]`: the tables of `docs/guides/couts.md`."""

import sys
from collections.abc import Iterator

from infra.costs.model import monthly

SIZES = (300, 3_000, 5_000_000)


def tables(sizes: tuple[int, ...] = SIZES) -> Iterator[str]:
    """One Markdown table: a line a service, a column a size; then what a family costs a year."""
    columns = {families: monthly(families) for families in sizes}
    services = list(columns[sizes[-1]])
    yield (
        "| par mois, en dollars | " + " | ".join(f"{_spaced(families)} familles" for families in sizes) + " |"
    )
    yield "|---|" + "---:|" * len(sizes)
    for service in services:
        yield (
            f"| {service} | " + " | ".join(_dollars(columns[families][service]) for families in sizes) + " |"
        )
    totals = {families: sum(costs.values()) for families, costs in columns.items()}
    yield "| **total** | " + " | ".join(f"**{_dollars(totals[families])}**" for families in sizes) + " |"
    yield (
        "| par famille et par an | "
        + " | ".join(_dollars(12 * totals[families] / families) for families in sizes)
        + " |"
    )


def _dollars(amount: float) -> str:
    return f"{amount:,.2f}".replace(",", " ").replace(".", ",")


def _spaced(number: int) -> str:
    return f"{number:,}".replace(",", " ")


if __name__ == "__main__":
    for line in tables(tuple(map(int, sys.argv[1:])) or SIZES):
        print(line)
