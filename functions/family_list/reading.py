"""The families of a list, one line a child. Every mistake is told with its line, all at once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from functions.domain.families.family import MOST_CHILDREN, Address, Guardian
from functions.domain.families.family_lines import ChildLine, FamilyLines
from functions.domain.families.guardians import full_name
from functions.domain.families.spelling import folded, written_number
from functions.family_list.cells import Cells
from functions.family_list.columns import NEEDED, OF_FAMILY
from functions.family_list.findings import BadSheet, Findings
from functions.family_list.rows import rows


@dataclass(frozen=True, slots=True)
class FamilyList:
    families: tuple[FamilyLines, ...]
    mended: tuple[str, ...]
    """One sentence each, with its line: what is not read as it is written, and what should be looked at."""


def read_families(raw: bytes, *, today: date, schools: Mapping[str, str]) -> FamilyList:
    """Read the file. `schools`: their names by code; empty where the town tells none apart. Raises BadSheet."""
    findings = Findings()
    read = _Families(findings)
    for row in rows(raw, findings):
        read.add(Cells(row, findings, today, schools))
    if not read.found and not findings.problems:
        raise BadSheet(["Le fichier ne contient aucune famille."])
    findings.check()
    return FamilyList(tuple(read.families()), tuple(findings.mended))


class _Families:
    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self.found: dict[str, FamilyLines] = {}
        self._first: dict[str, Cells] = {}
        """The first row of each family, which the others must not contradict."""
        self._numbered: dict[str, tuple[ChildLine, str]] = {}
        """The first line of each numbered child, and the number as it is written there."""
        self._addresses: dict[str, tuple[int, Guardian]] = {}
        """The first line and person of each address."""

    def add(self, cells: Cells) -> None:
        cells.needs(*NEEDED)
        code = cells["famille"]
        if not code:
            return
        key = written_number(code)
        first = self._first.setdefault(key, cells)
        if first["famille"].casefold() != code.casefold():
            cells.problem(
                f"la famille « {code} » et la famille « {first['famille']} » (ligne {first.row.line}) sont-elles la même ? "
                "Un tableur retire les zéros : écrivez le même numéro, ou donnez-en un autre à l’une des deux."
            )
            return
        for column in OF_FAMILY[1:]:
            if cells[column] != first[column]:
                cells.problem(
                    f"« {column} » n’est pas le même qu’à la ligne {first.row.line} pour la famille {code}."
                )
        family = self.found.get(key)
        if family is None:
            family = _family(cells)
            self._look_at_addresses(cells.row.line, family.guardians)
        child = _child(cells)
        self._check_new(cells, child, family)
        if len(family.children) == MOST_CHILDREN:
            cells.problem(
                f"la famille {code} a plus de {MOST_CHILDREN} enfants : le portail n’en prend pas davantage."
            )
        self.found[key] = replace(family, children=(*family.children, child))

    def families(self) -> list[FamilyLines]:
        return [
            replace(family, children=tuple(sorted(family.children, key=lambda child: child.birth_date)))
            for family in self.found.values()
        ]

    def _look_at_addresses(self, line: int, guardians: tuple[Guardian, ...]) -> None:
        """A login is one person's: whoever opens it reads all the families that its address is written for."""
        for guardian in guardians:
            if guardian.email is None:
                continue
            first, other = self._addresses.setdefault(guardian.email.casefold(), (line, guardian))
            if folded(full_name(other)) != folded(full_name(guardian)):
                self._findings.mend(
                    line,
                    f"{guardian.email} est l’adresse de {full_name(guardian)}, et celle de {full_name(other)} (ligne {first}). "
                    "Un compte est à une seule personne, et ouvre toutes les familles de son adresse : vérifiez.",
                )

    def _check_new(self, cells: Cells, child: ChildLine, family: FamilyLines) -> None:
        """A child is written once for a family, and a number is of one child."""
        for other in family.children:
            same_number = child.number is not None and _same_number(child, other)
            if same_number or (_alike(child, other) and None in (child.number, other.number)):
                cells.problem(
                    f"cet enfant est déjà écrit à la ligne {other.line} pour la famille {family.code}."
                )
                return
        if child.number is None:
            return
        number = written_number(child.number)
        other, written = self._numbered.setdefault(number, (child, child.number))
        if written.casefold() != child.number.casefold():
            cells.problem(
                f"l’enfant « {child.number} » et l’enfant « {written} » (ligne {other.line}) sont-ils le même ? "
                "Un tableur retire les zéros : écrivez le même numéro, ou donnez-en un autre à l’un des deux."
            )
        elif replace(child, line=other.line, number=other.number) != other:
            cells.problem(
                f"l’enfant {child.number} n’est pas écrit comme à la ligne {other.line} : {other.first_name} {other.last_name}."
            )


def _same_number(one: ChildLine, other: ChildLine) -> bool:
    return other.number is not None and written_number(other.number) == written_number(one.number or "")


def _alike(one: ChildLine, other: ChildLine) -> bool:
    return (folded(one.first_name), folded(one.last_name), one.birth_date) == (
        folded(other.first_name),
        folded(other.last_name),
        other.birth_date,
    )


def _family(cells: Cells) -> FamilyLines:
    guardians = (cells.guardian("resp1"), cells.guardian("resp2"))
    return FamilyLines(
        code=cells["famille"],
        name=cells["nom_famille"],
        address=Address(cells["adresse"], cells.postcode(), cells["ville"], cells["complement"]),
        phone=cells.phone(),
        resident=cells.yes("residente"),
        guardians=tuple(guardian for guardian in guardians if guardian is not None),
        quotient=cells.quotient(),
    )


def _child(cells: Cells) -> ChildLine:
    return ChildLine(
        cells.row.line,
        cells["enfant"] or None,
        cells["enfant_prenom"],
        cells["enfant_nom"],
        cells.birth_date(),
        cells.school(),
        cells["classe"] or None,
        *cells.stay(),
    )
