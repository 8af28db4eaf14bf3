"""The inbox of the town hall: what waits, and one of it with what answering does. Each kind is answered by its own route."""

from chalice.app import Blueprint

from functions.domain.agents.staff import Role
from functions.domain.errors import NotFound
from functions.storage.inbox.waiting import waiting_page
from functions.web.api.endpoint import Routes
from functions.web.api.paths import COMMUNE
from functions.web.callers.agents import OFFICE, Agent
from functions.web.inbox.entries import entry, kind_of, named
from functions.web.inbox.items import item
from functions.web.inbox.types import Inbox, InboxItem, InboxQuery, WaitingKind

routes = Routes(Blueprint(__name__))

INBOX = f"{COMMUNE}/inbox"
PAGE = 40


@routes.route("GET", INBOX, OFFICE, takes=InboxQuery, answers=Inbox)
def list_waiting(caller: Agent, asked: InboxQuery) -> Inbox:
    """All that waits for an answer, the oldest first. A moment late."""
    page = waiting_page(caller.commune, after=asked.after, limit=PAGE)
    wanted = [each for each in page.entries if asked.kind in (None, kind_of(each))]
    if not wanted:
        return Inbox([], page.unreadable, page.next, caller.ask.now)
    known = named(caller.commune, wanted, now=caller.ask.now)
    return Inbox(
        [entry(each, known) for each in wanted if each.family in known.families],
        page.unreadable,
        page.next,
        caller.ask.now,
    )


@routes.route("GET", f"{INBOX}/{{kind}}/{{family}}/{{waiting}}", OFFICE, answers=InboxItem)
def read_waiting(caller: Agent) -> InboxItem:
    """One of what waits, with what answering it does."""
    path = caller.ask.path
    try:
        kind = WaitingKind(path["kind"])
    except ValueError:
        raise NotFound from None
    return item(
        caller.commune,
        kind,
        path["family"],
        path["waiting"],
        reader=caller.account,
        health=Role.SECRETARY in caller.roles,
        now=caller.ask.now,
    )
