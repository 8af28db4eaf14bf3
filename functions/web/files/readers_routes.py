"""Who of the town read a family's file, looked at its screens, opened what it sent or took its data out, in the last year."""

from datetime import timedelta
from typing import Annotated

from chalice.app import Blueprint
from msgspec import Meta, Struct

from functions.domain import retention
from functions.domain.journal import READS_OF_FAMILY, JournalLine
from functions.storage.journal.pages import Span, journal_page
from functions.storage.table import journal
from functions.web.api.endpoint import Routes
from functions.web.api.paths import COMMUNE
from functions.web.callers.agents import TOWN_ACTS, Agent
from functions.web.files.history_routes import HistoryLine, told_lines

routes = Routes(Blueprint(__name__))
A_MOMENT = timedelta(seconds=1)
"""What was written at this very instant is in it too."""


class ReadersQuery(Struct):
    after: Annotated[str, Meta(pattern=r"^[0-9a-z]{26}$")] | None = None


class FileReaders(Struct):
    """The newest first. `next`: there may be more, also where this page found nothing."""

    lines: list[HistoryLine]
    next: str | None


@routes.route(
    "GET", f"{COMMUNE}/files/{{family}}/readers", TOWN_ACTS, takes=ReadersQuery, answers=FileReaders
)
def read_readers(caller: Agent, asked: ReadersQuery) -> FileReaders:
    """What is answered to a family that asks who read its file: a line an hour for each agent."""
    family, now = caller.ask.path["family"], caller.ask.now
    span = Span(caller.commune, now - retention.AGENTS_ACCESS, now + A_MOMENT, family, asked.after)
    page = journal_page(span, lambda line: line.act in READS_OF_FAMILY)

    def before_it_was_merged(merged: str) -> list[JournalLine]:
        """With the first page."""
        of_merged = journal.lines(caller.commune, merged) if asked.after is None else []
        return [line for line in of_merged if line.act in READS_OF_FAMILY and line.at >= span.since]

    lines = [each.line for each in page.lines]
    return FileReaders(told_lines(caller.commune, family, lines, before_it_was_merged), page.next)
