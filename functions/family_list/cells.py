"""What a cell says: a date, a number, an address. What a spreadsheet dropped is put back and told; what cannot be is refused."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from functions.domain.accounts.mail_address import mailable
from functions.domain.families.family import Civility, Guardian
from functions.domain.families.spelling import folded
from functions.domain.files.phone_numbers import is_phone
from functions.family_list.findings import Findings
from functions.family_list.rows import Row

OLDEST_CHILD_YEARS = 25
"""No child of a school or of a club is older, nor was its parent a parent before."""
_CIVILITIES = {
    "mme": Civility.MADAME,
    "madame": Civility.MADAME,
    "mlle": Civility.MADAME,
    "mademoiselle": Civility.MADAME,
    "m": Civility.MONSIEUR,
    "mr": Civility.MONSIEUR,
    "monsieur": Civility.MONSIEUR,
}
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_FOREIGN_POSTCODE = re.compile(r"[A-Z]{1,3}[- ]?\d{3,6}")
UNREAD = date(1, 1, 1)
"""Of a date that could not be read, which is told."""


@dataclass(frozen=True)
class Cells:
    """The cells of one row, and where what is wrong with them is told."""

    row: Row
    findings: Findings
    today: date
    schools: Mapping[str, str]
    """The names of the town's schools by code; empty: it tells none apart."""

    def __getitem__(self, column: str) -> str:
        return self.row.cells[column]

    def problem(self, said: str) -> None:
        self.findings.problem(self.row.line, said)

    def mended(self, column: str, read: str) -> str:
        self.findings.mend(self.row.line, f"« {column} » : « {self[column]} » est lu « {read} ».")
        return read

    def needs(self, *columns: str) -> None:
        for column in columns:
            if not self[column]:
                self.problem(f"« {column} » est vide.")

    def yes(self, column: str) -> bool:
        written = folded(self[column])
        if written not in ("", "oui", "non"):
            self.problem(f"« {column} » : écrivez oui ou non.")
        return written != "non"

    def postcode(self) -> str:
        written = self["code_postal"].replace(" ", "")
        if re.fullmatch(r"\d{4}", written):
            return self.mended("code_postal", f"0{written}")
        if (
            written
            and not re.fullmatch(r"\d{5}", written)
            and not _FOREIGN_POSTCODE.fullmatch(written.upper())
        ):
            self.problem(
                f"« {self['code_postal']} » n’est pas un code postal : cinq chiffres, ou le pays devant (B-1000)."
            )
        return written

    def phone(self) -> str:
        """One number, or several: « 01 … / 06 … »."""
        said = self["telephone"]
        if not said:
            return ""
        read = re.sub(r"[^/,;]+", lambda found: self._one_phone(found[0]), said)
        return read if read == said else self.mended("telephone", read)

    def _one_phone(self, written: str) -> str:
        digits = re.sub(r"\D", "", written)
        if not re.fullmatch(r"\s*\+?[\d\s.()-]+", written):
            self.problem(f"« {written.strip()} » n’est pas un numéro de téléphone.")
        elif len(digits) == 9 and digits[0] != "0" and "+" not in written:
            return re.sub(r"\d", "0" + digits[0], written, count=1)
        elif len(digits) == 11 and digits.startswith("33") and "+" not in written:
            return re.sub(r"\d", "+3", written, count=1)
        elif not is_phone(written):
            self.problem(
                f"« {written.strip()} » n’est pas un numéro de téléphone : il en manque, ou il y en a trop."
            )
        return written

    def birth_date(self) -> date:
        born = self.date("naissance")
        if born == UNREAD:
            return born
        if born > self.today:
            self.problem(f"« naissance » : {self['naissance']} est après aujourd’hui.")
        elif born < self.today.replace(day=1, year=self.today.year - OLDEST_CHILD_YEARS):
            self.problem(
                f"« naissance » : {self['naissance']}, il y a {self.today.year - born.year} ans, n’est pas la naissance d’un enfant."
            )
        return born

    def stay(self) -> tuple[date | None, date | None]:
        """The child's first and last day; None where the cell is empty."""
        first, last = (
            self.date(column) if self[column] else None for column in ("premier_jour", "dernier_jour")
        )
        if first is not None and last is not None and UNREAD not in (first, last) and last < first:
            self.problem(f"« dernier_jour » : {self['dernier_jour']} est avant « premier_jour ».")
        return first, last

    def quotient(self) -> tuple[int, date] | None:
        written = re.sub(r"[,.]0+$", "", self["quotient"].replace(" ", ""))
        if not written:
            return None
        if not re.fullmatch(r"\d{1,6}", written):
            self.problem(f"« {self['quotient']} » n’est pas un quotient familial : un nombre entier.")
            return None
        if not self["quotient_depuis"]:
            self.problem("« quotient_depuis » est vide : depuis quel jour ce quotient vaut-il ?")
            return None
        since = self.date("quotient_depuis")
        if since != UNREAD and not date(2000, 1, 1) <= since <= self.today + timedelta(days=366):
            self.problem(f"« quotient_depuis » : {self['quotient_depuis']} est trop loin.")
        return int(written), since

    def date(self, column: str) -> date:
        said = self[column]
        written = said.removesuffix(" 00:00:00").removesuffix(" 00:00")
        if found := _DAY.fullmatch(written):
            written = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
        try:
            return date.fromisoformat(written) if re.fullmatch(r"\d{4}-\d\d-\d\d", written) else _no_date()
        except ValueError:
            if said:
                self.problem(f"« {said} » n’est pas une date : écrivez 31/12/2018.")
            return UNREAD

    def school(self) -> str | None:
        """Its code, which may be written as its name."""
        written = self["ecole"]
        if not written or not self.schools or written in self.schools:
            return written or None
        named = [
            code for code, name in self.schools.items() if folded(written) in (folded(code), folded(name))
        ]
        if len(named) == 1:
            return self.mended("ecole", named[0])
        self.problem(f"« {written} » n’est pas une école du règlement : {', '.join(self.schools)}.")
        return written

    def guardian(self, which: str) -> Guardian | None:
        civility, last, first, mail = (
            self[f"{which}_{name}"] for name in ("civilite", "nom", "prenom", "mail")
        )
        if not (civility or last or first or mail):
            return None
        if which != "resp1":
            self.needs(f"{which}_nom", f"{which}_prenom")
        if mail and mailable(mail) is None:
            self.problem(f"« {which}_mail » : aucun courriel ne peut arriver à « {mail} ».")
        known = _CIVILITIES.get(folded(civility))
        if known is None and (civility or which != "resp1"):
            self.problem(f"« {which}_civilite » : écrivez Madame ou Monsieur.")
        return Guardian(known or Civility.MADAME, last, first, mail or None)


def _no_date() -> date:
    raise ValueError
