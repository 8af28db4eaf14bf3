"""The list of families as a CSV file: one line a child. Every mistake is told with its line, all at once.

The separator is `;` or `,`, the text UTF-8 or what a French spreadsheet writes (Windows-1252). `docs/guides/ouvrir-un-portail.md` lists
the columns.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from functions.domain.families.family import Address, Civility, Guardian

COLUMNS = [
    "famille",
    "nom_famille",
    "adresse",
    "complement",
    "code_postal",
    "ville",
    "telephone",
    "residente",
    "quotient",
    "quotient_depuis",
    "resp1_civilite",
    "resp1_nom",
    "resp1_prenom",
    "resp1_mail",
    "resp2_civilite",
    "resp2_nom",
    "resp2_prenom",
    "resp2_mail",
    "enfant",
    "enfant_nom",
    "enfant_prenom",
    "naissance",
    "ecole",
    "classe",
]
NEEDED = [
    "famille",
    "nom_famille",
    "adresse",
    "code_postal",
    "ville",
    "resp1_civilite",
    "resp1_nom",
    "resp1_prenom",
    "enfant_nom",
    "enfant_prenom",
    "naissance",
]
OF_FAMILY = COLUMNS[: COLUMNS.index("enfant")]
_CIVILITIES = {
    "mme": Civility.MADAME,
    "madame": Civility.MADAME,
    "m": Civility.MONSIEUR,
    "monsieur": Civility.MONSIEUR,
}
_MAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+")


class BadSheet(Exception):
    """`problems`: one sentence each, with its line. Nothing was imported."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class ChildLine:
    code: str
    """The town's own, or the name and the date of birth where it gives none."""
    first_name: str
    last_name: str
    birth_date: date
    school: str | None
    school_class: str | None


@dataclass
class FamilyLines:
    """A family as the list says it; the children in the order of their birth."""

    code: str
    name: str
    address: Address
    phone: str
    resident: bool
    guardians: tuple[Guardian, ...]
    quotient: tuple[int, date] | None
    children: list[ChildLine] = field(default_factory=list)


def read(file: Path) -> list[FamilyLines]:
    """Raises BadSheet."""
    rows = list(_rows(file))
    families: dict[str, FamilyLines] = {}
    first_rows: dict[str, dict[str, str]] = {}
    problems: list[str] = []
    for number, row in rows:
        line = _Line(number, row, problems)
        line.needs(*NEEDED)
        code = row["famille"]
        known = first_rows.setdefault(code, row)
        for column in OF_FAMILY:
            if row[column] != known[column]:
                line.problem(f"« {column} » n’est pas le même que plus haut pour la famille {code}.")
        family = families.get(code) or line.family()
        families[code] = family
        child = line.child()
        if any(one.code == child.code for one in family.children):
            line.problem(f"cet enfant est déjà écrit pour la famille {code}.")
        family.children.append(child)
    if not rows:
        problems.append("Le fichier ne contient aucune famille.")
    if problems:
        raise BadSheet(problems)
    for family in families.values():
        family.children.sort(key=lambda child: child.birth_date)
    return list(families.values())


def _rows(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    raw = file.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace")
    header = text.partition("\n")[0]
    reader = csv.DictReader(
        text.splitlines(), delimiter=";" if header.count(";") >= header.count(",") else ","
    )
    names = [(name or "").strip().lower() for name in reader.fieldnames or []]
    missing = [column for column in NEEDED if column not in names]
    unknown = [name for name in names if name not in COLUMNS]
    if missing or unknown:
        told = [f"Colonne absente : {column}." for column in missing]
        raise BadSheet(told + [f"Colonne inconnue : « {name} »." for name in unknown])
    reader.fieldnames = names
    for row in reader:
        values = {column: (row.get(column) or "").strip() for column in COLUMNS}
        if any(values.values()):
            yield reader.line_num, values


@dataclass
class _Line:
    number: int
    row: dict[str, str]
    problems: list[str]

    def problem(self, said: str) -> None:
        self.problems.append(f"Ligne {self.number} : {said}")

    def needs(self, *columns: str) -> None:
        for column in columns:
            if not self.row[column]:
                self.problem(f"« {column} » est vide.")

    def family(self) -> FamilyLines:
        row = self.row
        return FamilyLines(
            code=row["famille"],
            name=row["nom_famille"],
            address=Address(row["adresse"], row["code_postal"], row["ville"], row["complement"]),
            phone=row["telephone"],
            resident=self._yes("residente"),
            guardians=tuple(
                guardian
                for guardian in (self._guardian("resp1"), self._guardian("resp2"))
                if guardian is not None
            ),
            quotient=self._quotient(),
        )

    def child(self) -> ChildLine:
        row = self.row
        born = self._date("naissance")
        code = row["enfant"] or f"{row['enfant_nom']}/{row['enfant_prenom']}/{born}".casefold()
        return ChildLine(
            code, row["enfant_prenom"], row["enfant_nom"], born, row["ecole"] or None, row["classe"] or None
        )

    def _guardian(self, which: str) -> Guardian | None:
        civility, last, first, mail = (
            self.row[f"{which}_{name}"] for name in ("civilite", "nom", "prenom", "mail")
        )
        if not (civility or last or first or mail):
            return None
        if mail and not _MAIL.fullmatch(mail):
            self.problem(f"« {mail} » n’est pas une adresse de mail.")
        known = _CIVILITIES.get(civility.casefold().rstrip("."))
        if known is None:
            self.problem(f"« {which}_civilite » : écrivez Madame ou Monsieur.")
        return Guardian(known or Civility.MADAME, last, first, mail or None)

    def _quotient(self) -> tuple[int, date] | None:
        written = self.row["quotient"]
        if not written:
            return None
        if not re.fullmatch(r"\d{1,6}", written):
            self.problem(f"« {written} » n’est pas un quotient familial : un nombre entier.")
            return None
        if not self.row["quotient_depuis"]:
            self.problem("« quotient_depuis » est vide : depuis quel jour ce quotient vaut-il ?")
            return None
        return int(written), self._date("quotient_depuis")

    def _date(self, column: str) -> date:
        said = written = self.row[column]
        if found := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", written):
            written = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
        try:
            return date.fromisoformat(written)
        except ValueError:
            if said:
                self.problem(f"« {said} » n’est pas une date : écrivez 31/12/2018.")
            return date.min

    def _yes(self, column: str) -> bool:
        written = self.row[column].casefold()
        if written not in ("", "oui", "non"):
            self.problem(f"« {column} » : écrivez oui ou non.")
        return written != "non"
