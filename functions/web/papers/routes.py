"""The papers that the town asks for: which, of whom they lack, and what it says of those it has seen."""

from datetime import date
from typing import Annotated, Literal

from chalice.app import Blueprint
from msgspec import Meta, Struct

from functions import wiring
from functions.domain.errors import NotFound
from functions.domain.journal import SENT_FILE_READ
from functions.domain.papers.papers import (
    MOST_KINDS,
    MOST_MONTHS,
    Paper,
    PaperAbout,
    PaperKind,
    PaperKinds,
    PaperLasts,
    place_of_paper,
)
from functions.domain.uploads.uploads import MOST_AT_ONCE, AttachedFile
from functions.storage.papers import family_papers
from functions.storage.table import keys
from functions.storage.table.reading import read_one
from functions.storage.table.stored import Stored
from functions.usecases.journal.note_read import note_read
from functions.usecases.papers.count_papers import count_page
from functions.usecases.papers.decide_paper import PaperSeen, decide_paper
from functions.usecases.papers.list_papers import lacks_page
from functions.usecases.papers.name_paper_kinds import name_paper_kinds
from functions.usecases.uploads.take_uploads import NO_FILES, FilesSent, file_link
from functions.web.api.endpoint import Routes
from functions.web.api.fields import Id, of_this_century
from functions.web.api.paths import COMMUNE
from functions.web.callers.agents import OFFICE, SECRETARY, Agent
from functions.web.papers.types import PaperShown, papers_shown

routes = Routes(Blueprint(__name__))
KINDS = f"{COMMUNE}/paper-kinds"
PAPERS = f"{COMMUNE}/papers"
Place = Annotated[str, Meta(max_length=300)]


class KindNamed(Struct):
    """`code`: kept as it is; a new kind brings its own. `months`: of a kind that lasts months."""

    code: Annotated[str, Meta(pattern=r"^[a-z0-9-]{1,40}$")]
    name: Annotated[str, Meta(min_length=1, max_length=80)]
    about: PaperAbout
    lasts: PaperLasts
    months: Annotated[int, Meta(ge=0, le=MOST_MONTHS)] = 0
    required: bool = True


class KindsNamed(Struct):
    """`version`: of what was read; 0 where nothing was said yet."""

    version: Annotated[int, Meta(ge=0)]
    kinds: Annotated[list[KindNamed], Meta(max_length=MOST_KINDS)]


class PapersToCount(Struct):
    """`after`: the `next` of the page before."""

    act: Literal["count"]
    after: Place = ""


class PapersCountedAgain(Struct):
    """`changed`: files that are complete now and were not, or the contrary. `next`: null once all are done."""

    families: int
    changed: int
    next: str | None


class PapersQuery(Struct):
    """`missing`: the code of a kind; all, where none is named. `expiring_before`: also what is good today, and no more that day."""

    missing: Id | None = None
    expiring_before: date | None = None
    after: Place = ""


class FamilyPapers(Struct):
    family: str
    family_name: str
    papers: list[PaperShown]


class PapersListed(Struct):
    """A page of families by name: it may be empty and others follow while there is a `next`."""

    families: list[FamilyPapers]
    next: str | None


class PaperDecision(Struct):
    """`until`: null for as long as its kind lasts. `reason`: needed to refuse. `given`: of the paper as it was read; null where nothing
    waited. `files`: what the agent scanned, sealed, by their ids."""

    accepted: bool
    until: date | None = None
    reason: Annotated[str, Meta(max_length=500)] = ""
    given: Annotated[str, Meta(max_length=64)] | None = None
    files: Annotated[list[Id], Meta(max_length=MOST_AT_ONCE)] = []

    def __post_init__(self) -> None:
        if self.until is not None:
            of_this_century(self.until)


class PaperLink(Struct):
    """For two minutes."""

    url: str


class PaperDecided(Struct):
    file_complete: bool


@routes.route("GET", KINDS, OFFICE, answers=KindsNamed)
def read_kinds(caller: Agent) -> KindsNamed:
    """The papers that the town asks for."""
    return _named(family_papers.kinds(caller.commune))


@routes.route("PUT", KINDS, SECRETARY, takes=KindsNamed, answers=KindsNamed, keyed=True)
def write_kinds(caller: Agent, asked: KindsNamed) -> KindsNamed:
    """Say which papers are asked for. Then each file is counted again: `POST …/paper-kinds/counting`, page by page."""
    kinds = [
        PaperKind(one.code, one.name.strip(), one.about, one.lasts, one.months, one.required)
        for one in asked.kinds
    ]
    named = name_paper_kinds(caller.commune, kinds, seen=asked.version, by=caller.account, now=caller.ask.now)
    return _named(named)


@routes.route(
    "POST", f"{KINDS}/counting", SECRETARY, takes=PapersToCount, answers=PapersCountedAgain, keyed=True
)
def count_again(caller: Agent, asked: PapersToCount) -> PapersCountedAgain:
    """Count again which files are complete, a page of families at a time. The night does it too."""
    done = count_page(caller.commune, after=asked.after, now=caller.ask.now)
    return PapersCountedAgain(done.families, done.changed, done.next or None)


@routes.route("GET", PAPERS, OFFICE, takes=PapersQuery, answers=PapersListed)
def list_papers(caller: Agent, asked: PapersQuery) -> PapersListed:
    """What families still have to show, or will soon have to show again."""
    page = lacks_page(
        caller.commune,
        missing=asked.missing,
        expiring_before=asked.expiring_before,
        after=asked.after,
        now=caller.ask.now,
    )
    return PapersListed(
        [
            FamilyPapers(one.family.id, one.family.name, papers_shown(one.lines, one.children, page.today))
            for one in page.families
        ],
        page.next or None,
    )


@routes.route(
    "POST",
    f"{PAPERS}/{{family}}/{{paper}}/decision",
    SECRETARY,
    takes=PaperDecision,
    answers=PaperDecided,
    keyed=True,
    sends=True,
)
def decide_paper_of(caller: Agent, asked: PaperDecision) -> PaperDecided:
    """Accept a paper that was seen, sent or at the counter, or refuse it and say why. Who sent it is told by mail that an answer waits."""
    kind, child = _place(caller)
    files = FilesSent(tuple(asked.files), wiring.uploads()) if asked.files else NO_FILES
    seen = PaperSeen(
        caller.commune,
        caller.ask.path["family"],
        kind,
        child,
        asked.accepted,
        asked.until,
        asked.reason,
        caller.account,
        caller.ask.idempotency_key,
        caller.ask.now,
        asked.given,
        files,
    )
    return PaperDecided(decide_paper(seen))


@routes.route("GET", f"{PAPERS}/{{family}}/{{paper}}/files/{{file}}", SECRETARY, answers=PaperLink)
def read_paper_file(caller: Agent) -> PaperLink:
    """Where a file of the paper is downloaded."""
    family, place = caller.ask.path["family"], _place(caller)
    stored = read_one(keys.paper(caller.commune, family, *place), Paper)
    known = () if stored is None else _files(stored.value)
    file = next((one for one in known if one.id == caller.ask.path["file"]), None)
    url = None if file is None else file_link(caller.commune, family, file, store=wiring.uploads())
    if url is None:
        raise NotFound
    note_read(caller.commune, family, by=caller.account, now=caller.ask.now, act=SENT_FILE_READ)
    return PaperLink(url)


def _files(paper: Paper) -> tuple[AttachedFile, ...]:
    return paper.files if paper.given is None else (*paper.given.files, *paper.files)


def _place(caller: Agent) -> tuple[str, str]:
    kind, child = place_of_paper(caller.ask.path["paper"])
    if not kind:
        raise NotFound
    return kind, child


def _named(stored: Stored[PaperKinds]) -> KindsNamed:
    return KindsNamed(
        stored.version,
        [
            KindNamed(one.code, one.name, one.about, one.lasts, one.months, one.required)
            for one in stored.value.kinds
        ],
    )
