"""The document of a week's menu: what it says is shown first, then families see it, until it is replaced or withdrawn."""

from datetime import date

from chalice.app import Blueprint

from functions import wiring
from functions.domain.errors import NotFound
from functions.domain.menus.week_document import weeks_offered
from functions.domain.menus.week_menu import DayMenu, monday_of
from functions.domain.news.attachments import document_of
from functions.french.menus.pasted_week import PastedWeek
from functions.french.menus.printed_menus import printed_menus
from functions.french.menus.words import read_sentence, shown_sentence, week_words, withdrawn_sentence
from functions.gateways.pdf_text import printed_pages
from functions.storage.menus.week_documents import week_documents
from functions.storage.town import communes
from functions.usecases.menus.show_document import (
    DocumentAct,
    ShownWeek,
    put_document_back,
    show_document,
    withdraw_document,
)
from functions.usecases.news.keep_file import file_place
from functions.web.api.endpoint import Routes
from functions.web.callers.agents import Agent
from functions.web.menus.document_types import (
    DocumentKept,
    DocumentRead,
    DocumentToShow,
    DocumentTurned,
    WeekOfDocument,
    WhatDocumentSays,
)
from functions.web.menus.routes import WEEK, WHO
from functions.web.menus.types import days_read

routes = Routes(Blueprint(__name__))
DOCUMENT = f"{WEEK}/document"


@routes.route("POST", f"{DOCUMENT}/reading", WHO, takes=DocumentRead, answers=WhatDocumentSays, keyed=True)
def read_document(caller: Agent, asked: DocumentRead) -> WhatDocumentSays:
    """What a document that was sent says, week by week and day by day, as far as that is certain. Nothing is kept."""
    file, week = document_of(asked.file, ""), caller.ask.path["week"]
    offered = weeks_offered(week, _today(caller))
    body = wiring.uploads().read(file_place(caller.commune, file.file))
    if body is None:
        raise NotFound
    monday = monday_of(week)
    found = printed_menus(printed_pages(body), [monday_of(each) for each in offered], monday)
    now = {each.week: each.file for each in week_documents(caller.commune, offered) if not each.hidden}
    weeks = []
    for each in offered:
        first = monday_of(each)
        known, read = now.get(each), found.weeks.get(first) or PastedWeek()
        chosen = first in found.weeks if found.weeks else each == week
        seen, instead_of = (None, "") if known is None else (known.file, known.name)
        weeks.append(WeekOfDocument(each, week_words(first), chosen, seen, instead_of, days_read(read.days)))
    return WhatDocumentSays(
        weeks, found.unread, read_sentence([len(each.days) for each in found.weeks.values()])
    )


@routes.route("PUT", DOCUMENT, WHO, takes=DocumentToShow, answers=DocumentKept, keyed=True)
def show_week_document(caller: Agent, asked: DocumentToShow) -> DocumentKept:
    """Show it to families for some weeks, in place of what was there; refused where somebody else changed that since."""
    weeks = {
        each.week: ShownWeek(
            each.seen, {day.date: DayMenu(tuple(day.dishes), tuple(day.allergens)) for day in each.days}
        )
        for each in asked.weeks
    }
    file = document_of(asked.file, asked.name)
    return DocumentKept(shown_sentence(show_document(_act(caller), file, weeks, store=wiring.uploads())))


@routes.route("POST", DOCUMENT, WHO, takes=DocumentTurned, answers=DocumentKept, keyed=True)
def turn_week_document(caller: Agent, asked: DocumentTurned) -> DocumentKept:
    """Withdraw it from each week that shows it, or put it back."""
    if asked.act == "withdraw":
        return DocumentKept(withdrawn_sentence(withdraw_document(_act(caller), asked.file)))
    return DocumentKept(shown_sentence(put_document_back(_act(caller), asked.file)))


def _act(caller: Agent) -> DocumentAct:
    ask = caller.ask
    return DocumentAct(
        caller.commune, ask.path["week"], caller.account, ask.idempotency_key, ask.now, _today(caller)
    )


def _today(caller: Agent) -> date:
    return communes.commune(caller.commune).day_of(caller.ask.now)
