"""Write the menu of a week, unless somebody else wrote it since it was read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from functions.domain.journal import JournalLine
from functions.domain.menus.week_menu import DayMenu, WeekMenu, WeekMenuMoved, week_menu
from functions.domain.messages import Message, MessageKind, PagesOf
from functions.storage.menus import week_menus
from functions.storage.table import idempotency, journal, keys, outbox
from functions.storage.table.idempotency import Done
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.retry import when_moved


@dataclass(frozen=True, slots=True)
class WeekMenuWritten:
    """`seen`: the version of what was read; 0 where nothing was written yet."""

    commune: str
    week: str
    days: Mapping[date, DayMenu]
    seen: int
    by: str
    key: str
    now: datetime


def write_week_menu(asked: WeekMenuWritten) -> int:
    """The version of what is written now. Raises WeekMenuRefused, WeekMenuMoved, KeyReused, Busy."""
    wanted = week_menu(asked.week, asked.days)
    done_key, key = (
        keys.of_account(asked.by, f"KEY#{asked.key}"),
        keys.week_menu(asked.commune, asked.week),
    )
    request = ("week_menu", asked.commune, asked.week, tuple(wanted.days.items()), asked.seen)

    def act() -> int:
        found = read([done_key, key])
        earlier = idempotency.answer_in(found.get(done_key, Done), request, int)
        if earlier is not None:
            return earlier
        known = found.get_or(key, WeekMenu(asked.week))
        if known.value == wanted:
            return known.version
        if known.version != asked.seen:
            raise WeekMenuMoved
        transaction = Transaction()
        week_menus.put(transaction, Stored(key, wanted, known.version))
        line = JournalLine(
            new_id(asked.now), "week_menu_written", asked.by, asked.now, detail={"week": asked.week}
        )
        journal.add_to_commune(transaction, asked.commune, line)
        pages: dict[str, str | int] = {"of": PagesOf.MENUS.value}
        message = Message(new_id(asked.now), MessageKind.PAGES_CHANGED, asked.commune, data=pages)
        outbox.add(transaction, message)
        idempotency.remember(transaction, done_key, request, known.version + 1, now=asked.now)
        transaction.commit()
        return known.version + 1

    return when_moved(act)
