"""The secretary writes the town's news, corrects and withdraws it, and sees it as families will."""

from base64 import b64encode
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from chalice.app import Blueprint
from msgspec import Struct, convert, to_builtins

from functions import wiring
from functions.domain.agents.staff import Role
from functions.domain.errors import NotFound
from functions.domain.news.article import NewsArticle, NewsAudience, state_of
from functions.domain.news.attachments import document_of, image_of
from functions.domain.news.writing import NewsText, shown_before
from functions.domain.reglement.reglement import Reglement
from functions.domain.town.commune import Commune
from functions.domain.uploads.file_types import file_type_of
from functions.french.news.audience import concerned
from functions.french.news.states import state_sentence
from functions.settings import ROOT, settings
from functions.storage.news import articles
from functions.storage.table.stored import Stored
from functions.storage.town import communes
from functions.usecases.news.correct_article import correct_article
from functions.usecases.news.keep_file import file_place, seal_file, where_to_send
from functions.usecases.news.news_act import NewsAct, NewsWritten
from functions.usecases.news.withdraw_article import put_article_back, withdraw_article
from functions.usecases.news.write_article import write_article
from functions.web.api.endpoint import Routes
from functions.web.api.paths import COMMUNE
from functions.web.callers.agents import TOWN_ACTS, Agent, agents
from functions.web.news.types import (
    NewsChoice,
    NewsCorrection,
    NewsDocument,
    NewsFields,
    NewsFileComes,
    NewsFileForm,
    NewsFileKept,
    NewsFileSealed,
    NewsFileSeen,
    NewsLine,
    NewsList,
    NewsNode,
    NewsPicture,
    NewsPreview,
    NewsQuery,
    NewsSeen,
    NewsShown,
)

routes = Routes(Blueprint(__name__))

NEWS = f"{COMMUNE}/news"
ARTICLE = f"{NEWS}/{{article}}"
FILES = f"{NEWS}/files"
PAGE = 50
SENDERS = agents(Role.SECRETARY, Role.ADMINISTRATOR, Role.KITCHEN)
"""The kitchen sends the document of a menu."""


class PutBack(Struct):
    act: Literal["put_back"]


@routes.route("GET", NEWS, TOWN_ACTS, takes=NewsQuery, answers=NewsList)
def list_news(caller: Agent, asked: NewsQuery) -> NewsList:
    """The town's articles in any state, those written last first, fifty a page."""
    town, reglement = communes.commune(caller.commune), communes.reglement_if_any(caller.commune)
    found = articles.written_before(caller.commune, asked.after, limit=PAGE + 1)
    shown = [_line(town, stored.value, reglement, caller.ask.now) for stored in found[:PAGE]]
    return NewsList(
        shown,
        shown[-1].id if len(found) > PAGE else None,
        [] if reglement is None else [NewsChoice(*school) for school in reglement.school_names.items()],
        [] if reglement is None else [NewsChoice(each.code, each.name) for each in reglement.services],
    )


@routes.route("POST", NEWS, TOWN_ACTS, takes=NewsFields, answers=NewsShown, keyed=True)
def write_news(caller: Agent, asked: NewsFields) -> NewsShown:
    """Write an article: a draft, for a later hour, or on the pages in about a minute."""
    return _after(caller, write_article(_act(caller), _text(caller, asked), store=wiring.uploads()))


@routes.route("GET", ARTICLE, TOWN_ACTS, answers=NewsShown)
def read_article(caller: Agent) -> NewsShown:
    """An article as its form has it, with its version."""
    return _read(caller, caller.ask.path["article"])


@routes.route("PUT", ARTICLE, TOWN_ACTS, takes=NewsCorrection, answers=NewsShown, keyed=True)
def correct_news(caller: Agent, asked: NewsCorrection) -> NewsShown:
    """Correct it. Where another agent changed it meanwhile, nothing is written: `article_moved`."""
    article, text = caller.ask.path["article"], _text(caller, asked)
    store = wiring.uploads()
    return _after(caller, correct_article(_act(caller), article, text, version=asked.version, store=store))


@routes.route("DELETE", ARTICLE, TOWN_ACTS, answers=NewsShown, keyed=True)
def withdraw_news(caller: Agent) -> NewsShown:
    """Withdraw it: its page says so in about a minute, and it leaves the lists and the feed."""
    return _after(caller, withdraw_article(_act(caller), caller.ask.path["article"]))


@routes.route("POST", ARTICLE, TOWN_ACTS, takes=PutBack, answers=NewsShown, keyed=True)
def put_news_back(caller: Agent, asked: PutBack) -> NewsShown:
    """Put it back: it is again what it was before it was withdrawn."""
    return _after(caller, put_article_back(_act(caller), caller.ask.path["article"]))


@routes.route("POST", f"{NEWS}/preview", TOWN_ACTS, takes=NewsSeen, answers=NewsPreview, keyed=True)
def preview_news(caller: Agent, asked: NewsSeen) -> NewsPreview:
    """The article as its page will show it, made by what makes the page. Nothing is written."""
    from functions.publishing.news.preview import preview
    from functions.publishing.site import Deployment, Site

    town = communes.commune(caller.commune)
    known = None if asked.article is None else articles.article(caller.commune, asked.article)
    before = None if known is None else known.value
    article = shown_before(_text(caller, asked), before, now=caller.ask.now)
    site = Site(ROOT, Deployment(caller.ask.origin, settings().region))
    nodes = preview(site, town, article, communes.reglement_if_any(caller.commune), now=caller.ask.now)
    return NewsPreview(convert(to_builtins(nodes), list[NewsNode]))


@routes.route("POST", FILES, SENDERS, takes=NewsFileComes, answers=NewsFileForm, status=201, keyed=True)
def announce_news_file(caller: Agent, asked: NewsFileComes) -> NewsFileForm:
    """Say that a picture (JPEG, PNG or WebP) or a PDF comes for an article, and be told where to send it."""
    form = where_to_send(_act(caller), asked.bytes, store=wiring.uploads())
    return NewsFileForm(form.id, form.url, form.fields)


@routes.route(
    "POST", f"{FILES}/{{file}}/sealing", SENDERS, takes=NewsFileSealed, answers=NewsFileKept, keyed=True
)
def seal_news_file(caller: Agent, asked: NewsFileSealed) -> NewsFileKept:
    """Have it looked at, and be told by which name an article calls it. Sent again, it is the same file."""
    return NewsFileKept(seal_file(caller.commune, caller.ask.path["file"], store=wiring.uploads()))


@routes.route("GET", f"{FILES}/{{file}}", TOWN_ACTS, answers=NewsFileSeen)
def read_news_file(caller: Agent) -> NewsFileSeen:
    """A picture that was sent, to be looked at before it is on a page."""
    name = caller.ask.path["file"]
    image_of(name, "")
    body = wiring.uploads().read(file_place(caller.commune, name))
    if body is None:
        raise NotFound
    return NewsFileSeen(f"data:{file_type_of(body)};base64,{b64encode(body).decode()}")


def _act(caller: Agent) -> NewsAct:
    return NewsAct(caller.commune, caller.account, caller.ask.idempotency_key, caller.ask.now)


def _text(caller: Agent, asked: NewsFields) -> NewsText:
    clock = communes.commune(caller.commune).clock
    at = asked.publish_from
    return NewsText(
        asked.title,
        asked.summary,
        asked.body,
        asked.draft,
        None if at is None else at.replace(tzinfo=clock),
        asked.until,
        NewsAudience(tuple(asked.schools), tuple(asked.services)),
        asked.pinned,
        None if asked.image is None else image_of(asked.image.file, asked.image.description),
        tuple(document_of(each.file, each.name) for each in asked.files),
    )


def _after(caller: Agent, written: NewsWritten) -> NewsShown:
    return _read(caller, written.article)


def _read(caller: Agent, article: str) -> NewsShown:
    found = articles.article(caller.commune, article)
    if found is None:
        raise NotFound
    return _shown(communes.commune(caller.commune), found, caller.ask.now)


def _shown(town: Commune, stored: Stored[NewsArticle], now: datetime) -> NewsShown:
    article, clock = stored.value, town.clock
    return NewsShown(
        id=article.id,
        version=stored.version,
        state=state_of(article, now=now, clock=clock),
        sentence=state_sentence(article, now=now, clock=clock),
        address=_address(town, article, now),
        title=article.title,
        summary=article.summary,
        body=article.body_markdown,
        draft=article.published_at is None,
        publish_from=_local(article.published_at or article.planned_at, clock),
        until=article.until,
        schools=list(article.audience.schools),
        services=list(article.audience.services),
        pinned=article.pinned,
        image=None if article.image is None else NewsPicture(article.image.file, article.image.description),
        files=[NewsDocument(each.file, each.name) for each in article.files],
    )


def _line(town: Commune, article: NewsArticle, reglement: Reglement | None, now: datetime) -> NewsLine:
    return NewsLine(
        article.id,
        article.title,
        state_of(article, now=now, clock=town.clock),
        state_sentence(article, now=now, clock=town.clock),
        concerned(article.audience, reglement),
        article.pinned,
        _address(town, article, now),
    )


def _address(town: Commune, article: NewsArticle, now: datetime) -> str | None:
    public = article.has_page and article.public_at(now)
    return f"/{town.id}/actualites/{article.slug}/" if public else None


def _local(instant: datetime | None, clock: ZoneInfo) -> datetime | None:
    """To the minute, as the form has it."""
    return (
        None if instant is None else instant.astimezone(clock).replace(tzinfo=None, second=0, microsecond=0)
    )
