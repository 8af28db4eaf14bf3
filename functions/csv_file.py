"""Rows as a CSV file that French spreadsheets open by a double click: UTF-8 with its mark, semicolons."""

import csv
import io
from collections.abc import Iterable, Sequence

_MARK = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would compute (https://owasp.org/www-community/attacks/CSV_Injection)."""


def csv_file(rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(
        [_text(cell) for cell in row] for row in rows
    )
    return (_MARK + out.getvalue()).encode()


def _text(cell: str) -> str:
    """A cell that would be computed is made text by an apostrophe, which spreadsheets do not show."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
