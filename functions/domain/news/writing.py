"""What an agent writes, and what may be written over what is there."""

import re
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from functions.domain.errors import Conflict, InvalidRequest, RangeBackwards
from functions.domain.news.article import MOST_FORMER, NewsArticle, NewsAudience
from functions.domain.news.attachments import NewsFile, NewsImage

MOST_AUDIENCE = 40
"""Codes of schools, and codes of services, that an article names."""


class NewsIncomplete(InvalidRequest):
    """An article that is to be published has no title or no text. `field` says which."""

    code = "news_incomplete"


class DescriptionMissing(InvalidRequest):
    """Nothing says what the picture shows to who does not see it."""

    code = "description_missing"


class UnknownAudience(InvalidRequest):
    """The article names a school or a service that the town does not have."""

    code = "unknown_audience"


class ArticleMoved(Conflict):
    """Another agent changed the article since it was read. Nothing was written."""

    code = "article_moved"


class ArticlePublished(Conflict):
    """Families read the article already: it is withdrawn, or corrected, and neither put off nor made a draft."""

    code = "article_published"


class ArticleWithdrawn(Conflict):
    """A withdrawn article is put back before it is corrected."""

    code = "article_withdrawn"


@dataclass(frozen=True, slots=True)
class NewsText:
    """An article as its form has it."""

    title: str
    summary: str
    body_markdown: str
    draft: bool = False
    publish_at: datetime | None = None
    """None: as soon as it is written."""
    until: date | None = None
    audience: NewsAudience = field(default_factory=NewsAudience)
    pinned: bool = False
    image: NewsImage | None = None
    files: tuple[NewsFile, ...] = ()


def written(article_id: str, text: NewsText, *, now: datetime, clock: ZoneInfo) -> NewsArticle:
    """A new article. Raises NewsIncomplete, RangeBackwards."""
    return _checked(_filled(_nothing(article_id), text, now), clock)


def corrected(article: NewsArticle, text: NewsText, *, now: datetime, clock: ZoneInfo) -> NewsArticle:
    """The article as it is after it. Raises NewsIncomplete, RangeBackwards, ArticlePublished, ArticleWithdrawn."""
    if article.withdrawn_at is not None:
        raise ArticleWithdrawn
    if article.public_at(now) and (text.draft or _moves(article, text, clock)):
        raise ArticlePublished(field="from")
    return _checked(_filled(article, text, now), clock)


def shown_before(text: NewsText, article: NewsArticle | None, *, now: datetime) -> NewsArticle:
    """What it would be, whatever is still missing: for the eyes of its author. `article`: what it is now, if it is there."""
    return _filled(article or _nothing("0000"), text, now)


def _nothing(article_id: str) -> NewsArticle:
    return NewsArticle(article_id, "", "", "", "", None)


def _filled(article: NewsArticle, text: NewsText, now: datetime) -> NewsArticle:
    title = " ".join(text.title.split())
    after = replace(
        article,
        title=title,
        summary=" ".join(text.summary.split()),
        body_markdown=text.body_markdown.strip(),
        until=text.until,
        audience=text.audience,
        pinned=text.pinned,
        image=text.image,
        files=text.files,
    )
    gone = [name for name in article.file_names if name not in after.file_names]
    former = [name for name in (*article.former_files, *gone) if name not in after.file_names]
    after = replace(after, former_files=tuple(dict.fromkeys(former))[-MOST_FORMER:])
    if article.public_at(now):
        return after if _said(after) == _said(article) else replace(after, corrected_at=now)
    # An hour that has passed is now: nothing was public before it was written.
    published_at = None if text.draft else max(text.publish_at or now, now)
    return replace(
        after,
        slug=f"{slug(title)}-{article.id[-4:]}",
        published_at=published_at,
        planned_at=text.publish_at if text.draft else None,
    )


def _checked(article: NewsArticle, clock: ZoneInfo) -> NewsArticle:
    """Of what families are to read. A draft may be whatever it is."""
    if article.published_at is None:
        return article
    for name, value in (("title", article.title), ("body", article.body_markdown)):
        if not value:
            raise NewsIncomplete(field=name)
    if article.image is not None and not article.image.description:
        raise DescriptionMissing(field="description")
    if article.until is not None and article.until < article.published_at.astimezone(clock).date():
        raise RangeBackwards(field="until")
    return article


def _moves(article: NewsArticle, text: NewsText, clock: ZoneInfo) -> bool:
    """Whether it would be published at another minute of the town's clock: forms know no seconds, nor which of two equal hours."""
    asked, known = (
        None if at is None else at.astimezone(clock).replace(tzinfo=None, second=0, microsecond=0)
        for at in (text.publish_at, article.published_at)
    )
    return asked not in (None, known)


def _said(article: NewsArticle) -> tuple[object, ...]:
    return article.title, article.summary, article.body_markdown, article.image, article.files


def slug(title: str) -> str:
    """`La rentrée à l’école` → `la-rentree-a-l-ecole`, 60 characters at most."""
    spaced = re.sub(r"[’']", " ", title.casefold().replace("œ", "oe").replace("æ", "ae"))
    plain = unicodedata.normalize("NFKD", spaced).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].rstrip("-") or "actualite"
