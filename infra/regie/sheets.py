"""Tables that a régisseur opens in a spreadsheet."""

import csv
import io
import sys
from collections.abc import Iterable, Sequence


class Sheet(str):
    """A table as text: semicolons, decimal commas, as spreadsheets in French read them."""

    __slots__ = ()


def sheet(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Sheet:
    """The cells as they are: what a person wrote goes through `inert` first."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return Sheet(text.getvalue().rstrip("\n"))


def for_a_spreadsheet() -> None:
    """Write UTF-8 with its byte-order mark where the output is a file: opened by a double click, « Débiteur » is read right.

    A terminal would show the mark.
    """
    try:
        sys.stdout.fileno()
    except (OSError, ValueError):
        return  # another program's memory: nobody opens that
    if not sys.stdout.isatty() and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8-sig")


def decimal(cents: int) -> str:
    """`-1250` → `-12,50`, which spreadsheets add up."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100},{abs(cents) % 100:02}"


def inert(cell: str) -> str:
    """A name that a spreadsheet would take for a formula is text (OWASP, CSV injection)."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
