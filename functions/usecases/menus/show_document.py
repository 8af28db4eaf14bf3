"""Show families the document of some weeks, replace it, withdraw it and put it back: on the pages and off them in a minute."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from functions.domain.errors import NotFound
from functions.domain.journal import JournalLine
from functions.domain.menus.week_document import WeekDocument, check_offered, weeks_offered
from functions.domain.menus.week_menu import DayMenu, WeekMenuMoved, week_menu
from functions.domain.messages import Message, MessageKind, PagesOf
from functions.domain.news.attachments import NewsFile, NewsFileUnknown
from functions.gateways.documents import DocumentStore
from functions.storage.menus import week_documents
from functions.storage.table import idempotency, journal, keys, outbox
from functions.storage.table.idempotency import Done
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.news.keep_file import file_place
from functions.usecases.retry import when_moved


@dataclass(frozen=True, slots=True)
class DocumentAct:
    """`week`: on which the agent stands; `today`: of the town; `key`: the idempotency key."""

    commune: str
    week: str
    by: str
    key: str
    now: datetime
    today: date

    @property
    def done_key(self) -> keys.Key:
        return keys.of_account(self.by, f"KEY#{self.key}")


@dataclass(frozen=True, slots=True)
class ShownWeek:
    """`seen`: the file that families read that week when the agent looked, if one. `days`: what was read in the document."""

    seen: str | None
    days: Mapping[date, DayMenu]


Known = Mapping[str, Stored[WeekDocument] | None]


def show_document(
    act: DocumentAct, file: NewsFile, weeks: Mapping[str, ShownWeek], *, store: DocumentStore
) -> list[str]:
    """The weeks that show it. Raises WeekMenuRefused, WeekMenuMoved, NewsFileUnknown, KeyReused, Busy."""
    offered = weeks_offered(act.week, act.today)
    check_offered(weeks, offered)
    wanted = {week: week_menu(week, each.days).days for week, each in weeks.items()}
    if not store.has(file_place(act.commune, file.file)):
        raise NewsFileUnknown(field="file")

    def change(known: Known) -> list[WeekDocument]:
        changed = []
        for week, days in wanted.items():
            stored = known[week]
            now = None if stored is None else stored.value.shown
            if now not in (weeks[week].seen, file.file):
                raise WeekMenuMoved
            after = WeekDocument(week, file, days) if stored is None else stored.value.replaced(file, days)
            changed.append(after)
        return changed

    asked = tuple((week, each.seen, tuple(each.days.items())) for week, each in weeks.items())
    request = ("week_document", act.commune, file, asked)
    return _written(act, list(wanted), change, request=request, did="menu_document_shown")


def withdraw_document(act: DocumentAct, file: str) -> list[str]:
    """From every week that shows it; answers which. Raises WeekMenuRefused, NotFound, KeyReused, Busy."""
    return _turned(act, file, hidden=True, did="menu_document_withdrawn")


def put_document_back(act: DocumentAct, file: str) -> list[str]:
    """In every week from which it was withdrawn, and that has no other since. Raises as `withdraw_document`."""
    return _turned(act, file, hidden=False, did="menu_document_shown")


def _turned(act: DocumentAct, file: str, *, hidden: bool, did: str) -> list[str]:
    def change(known: Known) -> list[WeekDocument]:
        of_file = [each.value for each in known.values() if each is not None and each.value.file.file == file]
        if not of_file:
            raise NotFound
        return [each.withdrawn(hidden) for each in of_file]

    request = (did, act.commune, act.week, file, hidden)
    return _written(act, weeks_offered(act.week, act.today), change, request=request, did=did)


def _written(
    act: DocumentAct,
    weeks: Iterable[str],
    change: Callable[[Known], list[WeekDocument]],
    *,
    request: object,
    did: str,
) -> list[str]:
    places = {week: keys.week_document(act.commune, week) for week in weeks}

    def again() -> list[str]:
        found = read([act.done_key, *places.values()])
        earlier = idempotency.answer_in(found.get(act.done_key, Done), request, list[str])
        if earlier is not None:
            return earlier
        known = {week: week_documents.stored_in_batch(found, act.commune, week) for week in places}
        after = {each.week: each for each in change(known)}
        transaction, moved = Transaction(), []
        for week, document in after.items():
            stored = known[week]
            if stored is None or stored.value != document:
                version = 0 if stored is None else stored.version
                week_documents.put(transaction, Stored(places[week], document, version))
                moved.append(week)
        if moved:
            _tell(transaction, act, moved, did)
        idempotency.remember(transaction, act.done_key, request, sorted(after), now=act.now)
        transaction.commit()
        return sorted(after)

    return when_moved(again)


def _tell(transaction: Transaction, act: DocumentAct, weeks: list[str], did: str) -> None:
    """The journal's line, and what has the pages rendered and the files copied to the site or taken off it."""
    named = " ".join(sorted(weeks))
    line = JournalLine(new_id(act.now), did, act.by, act.now, detail={"weeks": named})
    journal.add_to_commune(transaction, act.commune, line)
    pages: dict[str, str | int] = {"of": PagesOf.MENUS.value, "weeks": named}
    outbox.add(transaction, Message(new_id(act.now), MessageKind.PAGES_CHANGED, act.commune, data=pages))
