"""Beside each fact of *Mon dossier*, what was asked of the town that would change it, whoever of its parents asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from functions.domain.families.family import Child, Family
from functions.domain.families.file_corrections import QUOTIENT, Correction, Request, is_of_sheet
from functions.domain.families.guardians import full_name
from functions.french.files import own_file as french
from functions.french.files.own_file import OwnFact
from functions.french.safety.reading import FactSaid
from functions.web.families.correction_answers import value_said
from functions.web.files.own_file_read import OwnFileRead

_OF_SHEET = {
    "allergens": "Allergies",
    "diet": "Menu",
    "pai": "PAI",
    "may_fetch": "Peut venir chercher l’enfant",
}


@dataclass(frozen=True, slots=True)
class AskedOfFact:
    """`text`: what the fact would say. `when`: « Demandé par Marc le 21 août 2027 »"""

    text: str
    when: str


AskedByFact = Mapping[tuple[str, str], AskedOfFact]
"""By label, and by whom of several of that label (`OwnFact.whom`)."""
NOTHING_ASKED: AskedByFact = {}


class AskedBesideFacts:
    def __init__(self, file: OwnFileRead) -> None:
        self._file = file

    def of_family(self) -> AskedByFact:
        family = self._file.family
        found = {
            **self._one("name", "Nom de la famille"),
            **self._one("phone", "Téléphone"),
        }
        if parts := self._by_part("address."):
            address = replace(family.address, **{part: one.after for part, (_, one) in parts.items()})
            found["Adresse", ""] = self._said(_newest(parts), french.address_lines(address))
        return found | dict(self._guardians(family))

    def of_child(self, child: Child) -> AskedByFact:
        found = {}
        for request, one in reversed(self._file.waiting.all):
            if one.subject != child.id:
                continue
            part = one.field.rpartition(".")[2]
            label = _OF_SHEET.get(part, "") if is_of_sheet(one.field) else ""
            if one.field.startswith("children.") and part == "birth_date":
                label = "Date de naissance"
            if label:
                found[label, ""] = self._said(request, value_said(one.field, one.after))
        return found

    def of_quotient(self) -> AskedByFact:
        return self._one(QUOTIENT, "Quotient familial")

    def _one(self, field: str, label: str) -> dict[tuple[str, str], AskedOfFact]:
        for request, one in self._file.waiting.all:
            if one.field == field:
                return {(label, ""): self._said(request, value_said(field, one.after))}
        return {}

    def _guardians(self, family: Family) -> Iterator[tuple[tuple[str, str], AskedOfFact]]:
        for guardian in family.guardians:
            parts = self._by_part("guardians.", full_name(guardian))
            parts.pop("civility", None)
            if parts:
                names = {"first_name": guardian.first_name, "last_name": guardian.last_name}
                names |= {part: one.after for part, (_, one) in parts.items()}
                text = f"{names['first_name']} {names['last_name']}"
                yield ("Responsable", full_name(guardian)), self._said(_newest(parts), text)

    def _by_part(self, kind: str, subject: str | None = None) -> dict[str, tuple[Request, Correction]]:
        return {
            one.field.rpartition(".")[2]: (request, one)
            for request, one in reversed(self._file.waiting.all)
            if one.field.startswith(kind) and subject in (None, one.subject)
        }

    def _said(self, request: Request, text: str) -> AskedOfFact:
        day = self._file.reglement.day_of(request.at)
        return AskedOfFact(text or french.NOTHING, french.asked_when(day, self._file.other(request)))


def _newest(parts: Mapping[str, tuple[Request, Correction]]) -> Request:
    return max((request for request, _ in parts.values()), key=lambda request: request.at)


def asked_of(fact: OwnFact | FactSaid, asked: AskedByFact) -> AskedOfFact | None:
    return asked.get((fact.label, fact.whom if isinstance(fact, OwnFact) else ""))
