"""What agents send and read of the town's news."""

from datetime import date, datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from functions.domain.news.article import NewsState
from functions.domain.news.attachments import MOST_FILES
from functions.domain.news.writing import MOST_AUDIENCE
from functions.web.api.fields import Code, Id

Codes = Annotated[list[Code], Meta(max_length=MOST_AUDIENCE)]
LocalTime = Annotated[datetime, Meta(tz=False)]
"""On the town's clock, without offset: what the field of a form holds."""


FileName = Annotated[str, Meta(max_length=64)]
"""As the portal named it when it was sent."""


class NewsPicture(Struct):
    file: FileName
    description: Annotated[str, Meta(max_length=300)]


class NewsDocument(Struct):
    file: FileName
    name: Annotated[str, Meta(max_length=100)]


class NewsFileComes(Struct):
    bytes: Annotated[int, Meta(ge=1)]


class NewsFileForm(Struct):
    """A form to `url`, as `multipart/form-data`: the `fields`, then the file as `file`. It works for five minutes."""

    id: str
    url: str
    fields: dict[str, str]


class NewsFileSealed(Struct):
    act: Literal["seal"]


class NewsFileKept(Struct):
    file: str


class NewsFileSeen(Struct):
    """`url`: the picture itself, as data: it is on no page yet."""

    url: str


class NewsFields(Struct, kw_only=True):
    title: Annotated[str, Meta(max_length=120)]
    summary: Annotated[str, Meta(max_length=300)]
    body: Annotated[str, Meta(max_length=20_000)]
    """Markdown."""
    draft: bool
    publish_from: LocalTime | None = field(default=None, name="from")
    """None: as soon as it is written."""
    until: date | None = None
    """The last day on which it is in the lists."""
    schools: Codes = []
    services: Codes = []
    """Whom it concerns first; none at all: everybody."""
    pinned: bool = False
    image: NewsPicture | None = None
    files: Annotated[list[NewsDocument], Meta(max_length=MOST_FILES)] = []


class NewsCorrection(NewsFields, kw_only=True):
    version: Annotated[int, Meta(ge=1)]
    """Of the article as the agent read it."""


class NewsSeen(NewsFields, kw_only=True):
    article: Id | None = None
    """The one that is being corrected."""


class NewsQuery(Struct):
    after: Id | None = None


class NewsChoice(Struct):
    code: str
    name: str


class NewsLine(Struct):
    """`sentence`: where it stands. `concerns`: whom, by their names; empty: everybody."""

    id: str
    title: str
    state: NewsState
    sentence: str
    concerns: str
    pinned: bool
    address: str | None
    """Of its page, where there is one."""


class NewsList(Struct):
    """Those written last first. `schools`, `services`: whom an article can be for."""

    articles: list[NewsLine]
    next: str | None
    schools: list[NewsChoice]
    services: list[NewsChoice]


class NewsShown(NewsFields, kw_only=True):
    id: str
    version: int
    state: NewsState
    sentence: str
    address: str | None


class NewsNode(Struct, omit_defaults=True):
    """An element of the article's page with its attributes, or a text, whose `tag` is empty."""

    tag: str
    text: str = ""
    attributes: dict[str, str] = {}
    children: "list[NewsNode]" = []


class NewsPreview(Struct):
    nodes: list[NewsNode]
