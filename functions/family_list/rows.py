"""The rows of the list: its separator, its columns, and the text of each cell on one line."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from functions.family_list.columns import COLUMNS, NEEDED, column_letter, column_named
from functions.family_list.encodings import decoded, has_old_bytes, mended_text, shown
from functions.family_list.findings import BadSheet, Findings

SEPARATORS = (";", ",", "\t")
_SAID = re.compile(r"\s*\"?sep=(.)\"?[^\n\r]*(\r\n|\n|\r)", re.IGNORECASE)
"""The first line that some programs write for others, and that a spreadsheet does not show."""
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")
"""How the files of spreadsheets begin, and what printing one makes."""
MOST_BYTES = 20_000_000
"""More than the families of any commune take."""


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    """As a spreadsheet counts: a cell of two lines is one row."""
    cells: dict[str, str]
    """By column; empty where the file has nothing."""


def rows(raw: bytes, findings: Findings) -> list[Row]:
    """Those with something in them. Raises BadSheet where the columns are not those of the list."""
    if len(raw) > MOST_BYTES:
        raise BadSheet(["Ce fichier est trop gros pour être une liste de familles."])
    if raw.startswith(_WORKBOOKS):
        raise BadSheet(
            [
                "Ce fichier est un classeur, pas une liste : dans votre tableur, enregistrez-le en « CSV UTF-8 »."
            ]
        )
    if not raw.strip():
        raise BadSheet(["Ce fichier est vide."])
    text, separator = _separated(decoded(raw))
    read = _lines(text, separator, findings)
    names = [column_named(name) for name in read[0]] if read else []
    _check_columns(names, read[1:])
    return [
        row for line, cells in enumerate(read[1:], start=2) if (row := _row(line, names, cells, findings))
    ]


def _separated(text: str) -> tuple[str, str]:
    """The text without the line that says its separator, and the separator: the one that makes most columns of the first line."""
    if said := _SAID.match(text):
        return text[said.end() :], said[1]
    heading = text.partition("\n")[0]
    columns = {
        one: sum(column_named(name.strip().strip('"')) in COLUMNS for name in heading.split(one))
        for one in SEPARATORS
    }
    return text, max(SEPARATORS, key=lambda one: columns[one])


def _lines(text: str, separator: str, findings: Findings) -> list[list[str]]:
    found: list[list[str]] = []
    try:
        found.extend(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        findings.problem(
            len(found) + 1,
            'elle ne se lit pas : un guillemet " y est ouvert et n’est pas fermé, ou l’est au milieu d’une case.',
        )
    return found


def _check_columns(names: Sequence[str], below: Sequence[Sequence[str]]) -> None:
    """Raises BadSheet. A column without a name and without a value is a spreadsheet's habit."""
    told = [f"Colonne absente : {column}." for column in NEEDED if column not in names]
    for place, name in enumerate(names):
        if not name:
            filled = [
                line for line, cells in enumerate(below, start=2) if "".join(cells[place : place + 1]).strip()
            ]
            if filled:
                told.append(
                    f"La colonne {column_letter(place)} n’a pas de nom, et contient quelque chose (d’abord à la ligne {filled[0]}) : "
                    "nommez-la, ou videz-la."
                )
        elif name not in COLUMNS:
            told.append(f"Colonne inconnue : « {shown(name)} ».")
        elif name in names[:place]:
            told.append(
                f"Colonne écrite deux fois : {name}, aux colonnes {column_letter(names.index(name))} et {column_letter(place)}."
            )
    for line, cells in enumerate(below, start=2):
        if "".join(cells[len(names) :]).strip():
            told.append(
                f"Ligne {line} : elle a plus de cases que la première ligne n’a de colonnes. "
                "Un séparateur est peut-être écrit dans une case : mettez-la entre guillemets."
            )
    if told:
        raise BadSheet(told)


def _row(line: int, names: Sequence[str], cells: Sequence[str], findings: Findings) -> Row | None:
    found = dict.fromkeys(COLUMNS, "")
    for name, written in zip(names, cells, strict=False):
        if name:
            found[name] = _read(line, name, written, findings)
    if not any(found.values()):
        return None
    first, *more = list(_own_lines(found["adresse"])) or [""]
    if more and not found["complement"]:
        found["adresse"], found["complement"] = first, " ".join(more)
    return Row(line, {name: " ".join(value.split()) for name, value in found.items()})


def _own_lines(written: str) -> Iterator[str]:
    return (line for line in map(str.strip, written.splitlines()) if line)


def _read(line: int, name: str, written: str, findings: Findings) -> str:
    text = mended_text(written)
    if text is None:
        findings.problem(
            line,
            f"« {name} » contient un caractère qui ne se lit pas : « {shown(written).strip()} ». Enregistrez la liste en « CSV UTF-8 », et récrivez cette case.",
        )
        return shown(written)
    if has_old_bytes(written):
        findings.mend(
            line, f"« {name} » n’est pas enregistré comme le reste du fichier ; il est lu « {text.strip()} »."
        )
    return text.strip()
