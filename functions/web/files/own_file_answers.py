"""From what was read to *Mon dossier*."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from functions.domain.directory.family_filter import oldest_quotient
from functions.domain.families.child_names import full_names, told_apart
from functions.domain.families.family import Child, Family
from functions.domain.families.file_corrections import Request, RequestKind, RequestState
from functions.domain.files.year_file import is_confirmed, year_to_confirm
from functions.domain.papers.papers import PaperLine
from functions.domain.privacy.family_data import login_requests, own_safety
from functions.domain.reglement.acceptance import is_acceptance_asked, reglement_to_accept
from functions.domain.reglement.reglement import Reglement
from functions.domain.reglement.tariff_grids import QUOTIENT
from functions.domain.safety.child_safety import ChildSafety
from functions.french.files import own_file as french
from functions.french.files.own_file import OwnFact
from functions.french.requests.asked import correction_title, paper_title
from functions.french.safety.own_sheet import own_sheet
from functions.french.safety.reading import FactSaid, sheet_said
from functions.usecases.families.read_people import Person
from functions.web.files.own_file_types import (
    OwnFileFact,
    OwnFileLack,
    OwnFileLead,
    OwnFileSection,
    OwnFileShown,
)


@dataclass(frozen=True)
class OwnFile:
    """`people`: the responsables of the file, in its order, then others who have a login."""

    family: Family
    reglement: Reglement
    children: Sequence[Child]
    sheets: dict[str, ChildSafety]
    papers: Sequence[PaperLine]
    people: Sequence[Person]
    requests: Sequence[Request]
    seen: str
    account: str
    now: datetime

    @property
    def today(self) -> date:
        return self.reglement.day_of(self.now)

    @cached_property
    def names(self) -> dict[str, str]:
        return told_apart(self.children)

    def shown(self) -> OwnFileShown:
        year = year_to_confirm(self.today)
        return OwnFileShown(
            year,
            french.year_name(year),
            self.seen,
            self.confirmed(),
            list(self._lacks()),
            list(self._sections()),
            [
                correction_title(one)
                for one in login_requests(self.requests, self.account)
                if one.kind is RequestKind.CORRECTION and one.state is RequestState.OPEN and one.corrections
            ],
        )

    def confirmed(self) -> str:
        known = self.family.confirmed
        if known is None or not is_confirmed(self.family, self.today):
            return ""
        at = known.at.astimezone(self.reglement.clock)
        return french.confirmed_sentence(known.year, at, mine=known.by == self.account, today=self.today)

    def _lacks(self) -> Iterator[OwnFileLack]:
        if reglement_to_accept(self.reglement, self.family.accepted_reglement) is not None:
            yield OwnFileLack(french.TO_ACCEPT, "Règlement", "Accepter le règlement", OwnFileLead.REGLEMENT)
        for line in sorted(self.papers, key=lambda one: not one.kind.required):
            if line.is_wanted(self.today):
                title = paper_title(line, self.names)
                sentence = french.paper_to_send(title, line)
                yield OwnFileLack(sentence, title, "Envoyer", OwnFileLead.PAPER, line.code)
        if self._counts_quotients and (said := self._quotient_lack()):
            yield OwnFileLack(said, "Quotient familial", "Écrire à la mairie", OwnFileLead.QUESTION)

    @property
    def _counts_quotients(self) -> bool:
        return any(
            name == QUOTIENT
            for tariff in self.reglement.tariffs
            for line in tariff.lines
            for name, _ in line.when.ranges
        )

    def _quotient_lack(self) -> str:
        known = [one for one in self.family.quotients if one.since <= self.today]
        if not known:
            return french.NO_QUOTIENT
        old = max(one.since for one in known) < oldest_quotient(self.now.astimezone(self.reglement.clock))
        return french.OLD_QUOTIENT if old else ""

    def _sections(self) -> Iterator[OwnFileSection]:
        states = [one.state for one in self.people[: len(self.family.guardians)]]
        yield _section("family", "Nous", french.family_facts(self.family, states))
        called = full_names(self.children)
        for child in self.children:
            sheet = self.sheets.get(child.id)
            said = sheet_said(None if sheet is None else own_safety(sheet, child), [self.family], self.today)
            school = None
            if child.school is not None:
                school = self.reglement.school_names.get(child.school, child.school)
            facts: list[OwnFact | FactSaid] = [*french.child_facts(child, school), *own_sheet(said)]
            yield _section("child", called[child.id], facts, child.id)
        if self.papers:
            yield _section("papers", "Documents", self._papers())
        known = [one for one in self.family.quotients if one.since <= self.today]
        current = max(known, key=lambda one: one.since, default=None)
        if self._counts_quotients:
            yield _section("quotient", "Quotient familial", french.quotient_facts(current))
        yield _section("reglement", "Règlement", [OwnFact("Règlement", self._reglement())])

    def _papers(self) -> Iterator[OwnFact]:
        for line in self.papers:
            yield OwnFact(paper_title(line, self.names), french.paper_said(line))

    def _reglement(self) -> str:
        if not is_acceptance_asked(self.reglement):
            return french.NOT_ASKED
        to_accept = reglement_to_accept(self.reglement, self.family.accepted_reglement)
        return "à accepter" if to_accept is not None else french.ACCEPTED


def _section(
    code: str, title: str, facts: Iterable[OwnFact | FactSaid], child: str | None = None
) -> OwnFileSection:
    return OwnFileSection(code, title, child, [OwnFileFact(one.label, one.value) for one in facts])
