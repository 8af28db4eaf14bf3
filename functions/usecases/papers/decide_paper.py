"""An agent has seen a paper, and says whether it is good: the paper, whether the file is complete now, and what the family that sent it is
told are one transaction."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from functions.domain.errors import NotFound, check_reason
from functions.domain.families.family import Family
from functions.domain.journal import JournalLine
from functions.domain.messages import Message, MessageKind
from functions.domain.papers.papers import (
    GivenPaper,
    Paper,
    PaperKinds,
    PaperLine,
    PaperMoved,
    PaperState,
    paper_lines,
)
from functions.domain.requests.threads import PaperVerdict, Thread, ThreadMessage, judged, place_of_message
from functions.domain.uploads.uploads import AttachedFile
from functions.storage.families import families
from functions.storage.papers import family_papers
from functions.storage.requests import threads
from functions.storage.table import idempotency, journal, keys, outbox
from functions.storage.table.idempotency import Done
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read, read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.storage.town import communes
from functions.usecases.papers.count_papers import as_counted
from functions.usecases.retry import when_moved
from functions.usecases.uploads.take_uploads import NO_FILES, FilesSent, taken_files, upload_keys
from functions.usecases.uploads.upload_act import UploadAct


@dataclass(frozen=True, slots=True)
class PaperSeen:
    """`until`: None for as long as its kind lasts. `reason`: why it is refused. `given`: what the family sent and the agent has read
    (`GivenPaper.id`); None where nothing waited. `files`: what the agent scanned."""

    commune: str
    family: str
    kind: str
    child: str
    accepted: bool
    until: date | None
    reason: str
    by: str
    key: str
    now: datetime
    given: str | None = None
    files: FilesSent = NO_FILES

    @property
    def place(self) -> tuple[str, str]:
        return self.kind, self.child

    @property
    def of_uploads(self) -> UploadAct:
        return UploadAct(self.commune, self.family, self.by, self.key, self.now, by_town=True)


def decide_paper(asked: PaperSeen) -> bool:
    """Whether the file is complete now. Raises NotFound, ReasonMissing, PaperMoved, FileNotThere, TooManyFiles, KeyReused, Busy."""
    if not asked.accepted:
        check_reason(asked.reason)
    done_key = keys.done(asked.commune, asked.family, asked.key)
    request = (
        "paper",
        asked.by,
        asked.kind,
        asked.child,
        asked.accepted,
        asked.until,
        asked.reason,
        asked.given,
        asked.files.names,
    )
    family_key, kinds_key = keys.family(asked.commune, asked.family), keys.paper_kinds(asked.commune)
    today = communes.commune(asked.commune).day_of(asked.now)

    def act() -> bool:
        found = read([done_key, family_key, kinds_key, *upload_keys(asked.of_uploads, asked.files.names)])
        earlier = idempotency.answer_in(found.get(done_key, Done), request, bool)
        if earlier is not None:
            return earlier
        family, kinds = found.get(family_key, Family), found.get_or(kinds_key, PaperKinds())
        if family is None or family.value.erased_on is not None:
            raise NotFound
        held = family_papers.of_family(asked.commune, asked.family)
        papers = {place: stored.value for place, stored in held.items()}
        line = _line_of(paper_lines(kinds.value, family.value, papers, today), asked)
        if (None if line.given is None else line.given.id) != asked.given:
            raise PaperMoved
        transaction = Transaction()
        scanned = taken_files(transaction, asked.of_uploads, asked.files, found)
        paper = _decided(asked, line, scanned, today)
        counted = as_counted(family.value, kinds.value, papers | {asked.place: paper}, today)
        known = held.get(asked.place)
        key = keys.paper(asked.commune, asked.family, asked.kind, asked.child)
        family_papers.put(transaction, Stored(key, paper, 0 if known is None else known.version))
        # Also where nothing of it changes: of two papers decided at once, the second counts the first.
        families.put(transaction, asked.commune, Stored(family_key, counted, family.version))
        transaction.check(kinds, why="kinds")
        if line.given is not None:
            verdict = PaperVerdict(asked.accepted, paper.until if asked.accepted else None)
            _answer(transaction, asked, line.given, verdict)
        journal.add(transaction, asked.commune, asked.family, _noted(asked, paper, line.given))
        idempotency.remember(transaction, done_key, request, counted.file_complete, now=asked.now)
        transaction.commit()
        return counted.file_complete

    return when_moved(act)


def _line_of(lines: list[PaperLine], asked: PaperSeen) -> PaperLine:
    """Raises NotFound where the family is not asked for it."""
    found = next((line for line in lines if (line.kind.code, line.child) == asked.place), None)
    if found is None:
        raise NotFound
    return found


def _decided(asked: PaperSeen, line: PaperLine, scanned: tuple[AttachedFile, ...], today: date) -> Paper:
    """A file that is refused takes nothing from a paper that is still good: it was sent to follow it."""
    sent = () if line.given is None else line.given.files
    if not asked.accepted and line.given is not None and line.paper is not None and not line.lacks:
        return replace(line.paper, given=None)
    return Paper(
        asked.kind,
        asked.child,
        PaperState.ACCEPTED if asked.accepted else PaperState.REFUSED,
        asked.by,
        asked.now,
        (asked.until or line.good_until(today)) if asked.accepted else None,
        "" if asked.accepted else asked.reason.strip(),
        scanned or sent,
    )


def _answer(transaction: Transaction, asked: PaperSeen, given: GivenPaper, verdict: PaperVerdict) -> None:
    """In the thread in which it came: the family reads it there, and is told by mail that an answer waits."""
    stored = read_one(keys.thread(asked.commune, asked.family, given.thread), Thread)
    if stored is None:
        return  # its time was over
    place = place_of_message(stored.value.messages + 1)
    reason = "" if asked.accepted else asked.reason.strip()
    message = ThreadMessage(place, asked.by, by_town=True, at=asked.now, text=reason, verdict=verdict)
    thread, said = judged(stored.value, message, of=given.message)
    threads.put(transaction, asked.commune, Stored(stored.key, thread, stored.version))
    if said is not None:
        threads.add_message(transaction, asked.commune, asked.family, thread.id, said)
    data: dict[str, str | int] = {"request": thread.id, "message": thread.last}
    told = Message(new_id(asked.now), MessageKind.REQUEST_ANSWERED, asked.commune, asked.family, data)
    outbox.add(transaction, told)


def _noted(asked: PaperSeen, paper: Paper, given: GivenPaper | None) -> JournalLine:
    state = PaperState.ACCEPTED if asked.accepted else PaperState.REFUSED
    detail: dict[str, object] = {"paper": asked.kind, "child": asked.child, "state": state.value}
    if given is not None:
        detail["thread"] = given.thread
    if paper.files:
        detail["files"] = [file.id for file in paper.files]
    return JournalLine(new_id(asked.now), "paper_decided", asked.by, asked.now, detail=detail)
