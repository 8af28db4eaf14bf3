"""From what was read to *Mon dossier*."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from functions.domain.accounts.invitation_state import ASKED_AGAIN
from functions.domain.families.child_names import full_names
from functions.domain.families.family import Child, QuotientSource
from functions.domain.families.file_corrections import wish_of
from functions.domain.files.quotients import counts_quotients
from functions.domain.files.year_file import (
    is_confirmed,
    year_to_confirm,
)
from functions.domain.papers.papers import PaperLine
from functions.domain.privacy.own_part import own_safety
from functions.domain.reglement.acceptance import is_acceptance_asked, reglement_to_accept
from functions.domain.safety.child_safety import ChildSafety
from functions.domain.safety.health_sheet import HealthSheet
from functions.domain.safety.sheet_texts import HAS, text_of
from functions.french.families.corrections import field_label
from functions.french.files import own_file as french
from functions.french.files.own_file import OwnFact
from functions.french.files.own_sharing import own_sharing
from functions.french.files.papers_brief import papers_brief
from functions.french.requests.asked import paper_title
from functions.french.safety.health import (
    sent_said,
)
from functions.french.safety.own_sheet import own_sheet
from functions.french.safety.reading import FactSaid, sheet_said
from functions.french.safety.words import ALLERGENS
from functions.french.words.dates import school_year_name
from functions.french.words.spaces import unbroken_phones
from functions.web.families.correction_answers import value_said
from functions.web.files.own_file_asked import (
    NOTHING_ASKED,
    AskedBesideFacts,
    AskedByFact,
    AskedOfFact,
    asked_of,
)
from functions.web.files.own_file_lacks import OwnFileLacks
from functions.web.files.own_file_read import OwnFileRead
from functions.web.files.own_file_types import (
    OwnFileAllergen,
    OwnFileFact,
    OwnFileFetcher,
    OwnFileIdentity,
    OwnFileName,
    OwnFileNames,
    OwnFilePerson,
    OwnFilePlace,
    OwnFileQuotient,
    OwnFileSection,
    OwnFileSheet,
    OwnFileShown,
)
from functions.web.safety.types import Health, health_shown


class OwnFile(OwnFileRead):
    """The same, as the API tells it."""

    def shown(self) -> OwnFileShown:
        year = year_to_confirm(self.today)
        return OwnFileShown(
            year,
            school_year_name(year),
            self.seen,
            self.confirmed(),
            self._before(),
            list(OwnFileLacks(self).all()),
            list(self._sections()),
            list(self._waiting()),
            "" if self.confirmed() else french.waiting_comprised(len(self.waiting.all)),
            list(self.menus),
            [OwnFileAllergen(code, name) for code, name in ALLERGENS.items()],
        )

    def _waiting(self) -> Iterator[str]:
        """« Téléphone : 01 99 00 56 78 → 06 39 98 00 01 »"""
        for request, one in self.waiting.all:
            label = field_label(one.field, self.names.get(one.subject, one.subject))
            before, after = (value_said(one.field, text) for text in (one.before, one.after))
            yield french.waiting_sentence(label, before, after, self.other(request))

    def confirmed(self) -> str:
        known = self.family.confirmed
        if known is None or not is_confirmed(self.family, self.today):
            return ""
        at = known.at.astimezone(self.reglement.clock)
        said = french.confirmed_sentence(known.year, at, mine=known.by == self.account, today=self.today)
        return f"{said} {french.still_waiting(len(self.waiting.all))}".strip()

    def _before(self) -> str:
        known = self.family.confirmed
        if known is None or is_confirmed(self.family, self.today):
            return ""
        at = known.at.astimezone(self.reglement.clock)
        return french.taken_up_sentence(known.year, at.date(), mine=known.by == self.account)

    def _sent(self, child: Child) -> str:
        request = self.waiting.health_request(child.id)
        return "" if request is None else sent_said(self.reglement.day_of(request.at), self.other(request))

    def _sections(self) -> Iterator[OwnFileSection]:
        states = [one.state for one in self.people[: len(self.family.guardians)]]
        asked, beside = self.waiting, AskedBesideFacts(self)
        place = asked.address(self.family.address)
        yield _section(
            "family",
            "Nous",
            french.family_facts(self.family, states),
            names=OwnFileNames(
                asked.text("name", self.family.name),
                [
                    OwnFileName(asked.guardian_text(one, "last_name"), asked.guardian_text(one, "first_name"))
                    for one in self.family.guardians
                ],
            ),
            place=OwnFilePlace(
                asked.text("phone", self.family.phone), place.line1, place.line2, place.postcode, place.city
            ),
            to_invite=[
                OwnFilePerson(person.id, f"{person.first_name} {person.last_name}")
                for person in self.people
                if person.id and person.state in ASKED_AGAIN
            ],
            asked=beside.of_family(),
        )
        called = full_names(self.children)
        for child in self.children:
            sheet = self.sheets.get(child.id)
            said = sheet_said(None if sheet is None else own_safety(sheet, child), [self.family], self.today)
            school = None
            if child.school is not None:
                school = self.reglement.school_names.get(child.school)
            facts: list[OwnFact | FactSaid] = [
                *french.child_facts(child, school),
                *own_sheet(said, self._sent(child)),
            ]
            if len(child.families) > 1:
                name = self.reglement.name_of
                facts += own_sharing(child.sharing, self.family.id, self.today, service_name=name)
            written = sheet or ChildSafety(child.id)
            yield _section(
                "child",
                called[child.id],
                facts,
                child.id,
                sheet=_sheet(asked.sheet(written)),
                health=health_shown(asked.sheet_accepted(written).health or HealthSheet()),
                identity=OwnFileIdentity(
                    asked.child_text(child, "last_name"),
                    asked.child_text(child, "first_name"),
                    date.fromisoformat(asked.child_text(child, "birth_date")),
                ),
                asked=beside.of_child(child),
            )
        if self.papers:
            yield _section("papers", "Documents", self._papers())
        known = [one for one in self.family.quotients if one.since <= self.today]
        current = max(known, key=lambda one: one.since, default=None)
        coming = [one for one in self.family.quotients if one.since > self.today]
        if counts_quotients(self.reglement):
            told = self._quotient(None if current is None else current.source)
            noted = french.quotient_facts(current, coming)
            yield _section("quotient", "Quotient familial", noted, quotient=told, asked=beside.of_quotient())
        yield _section("reglement", "Règlement", [OwnFact("Règlement", self._reglement())])

    def _quotient(self, source: QuotientSource | None) -> OwnFileQuotient:
        """As its reader told it, with the proof that they sent; else nothing but where the last one came from."""
        told = self.waiting.own_quotient
        if told is None:
            return OwnFileQuotient(None, None, source or QuotientSource.CAF, [])
        wish = wish_of(told.after)
        return OwnFileQuotient(wish.value, wish.since, wish.source, [file.name for file in told.files])

    def _title(self, line: PaperLine) -> str:
        return paper_title(line, self.names)

    def _papers(self) -> Iterator[OwnFact]:
        brief = papers_brief(self.papers, self._title)
        for line in self.papers:
            code = line.code if line.is_wanted(self.today) else ""
            yield OwnFact(self._title(line), french.paper_in_file(line, self.today), code, brief=brief)
            brief = ""

    def _reglement(self) -> str:
        if not is_acceptance_asked(self.reglement):
            return french.NOT_ASKED
        to_accept = reglement_to_accept(self.reglement, self.family.accepted_reglement)
        return "à accepter" if to_accept is not None else french.ACCEPTED


def _section(
    code: str,
    title: str,
    facts: Iterable[OwnFact | FactSaid],
    child: str | None = None,
    *,
    place: OwnFilePlace | None = None,
    sheet: OwnFileSheet | None = None,
    health: Health | None = None,
    names: OwnFileNames | None = None,
    identity: OwnFileIdentity | None = None,
    quotient: OwnFileQuotient | None = None,
    to_invite: Sequence[OwnFilePerson] = (),
    asked: AskedByFact = NOTHING_ASKED,
) -> OwnFileSection:
    said = [_fact(code, one, asked_of(one, asked)) for one in facts]
    return OwnFileSection(
        code, title, child, said, place, sheet, health, names, identity, quotient, list(to_invite)
    )


def _fact(code: str, fact: OwnFact | FactSaid, asked: AskedOfFact | None) -> OwnFileFact:
    value, brief = fact.value, french.brief(code, fact.label, fact.value)
    if isinstance(fact, OwnFact) and fact.brief:
        brief = fact.brief
    if asked is not None:
        value = french.value_with_asked(value, asked.when, asked.text)
        brief = french.brief_with_asked(brief, asked.text)
    paper = fact.paper if isinstance(fact, OwnFact) else ""
    return OwnFileFact(fact.label, unbroken_phones(value), paper, unbroken_phones(brief))


def _sheet(safety: ChildSafety) -> OwnFileSheet:
    fetchers = [OwnFileFetcher(one.name, one.tie, one.phone) for one in safety.may_fetch]
    has_pai = text_of(safety, "pai") == HAS
    return OwnFileSheet(safety.diet, list(safety.allergens), has_pai, fetchers)
