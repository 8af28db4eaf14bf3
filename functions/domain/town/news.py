"""The news that a town publishes."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class NewsArticle:
    id: str
    slug: str
    """URL-safe, unique in its commune, fixed once published: links must keep working."""
    title: str
    summary: str
    body_markdown: str
    published_at: datetime
