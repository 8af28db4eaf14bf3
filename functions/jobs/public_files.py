"""Have on the site the files that families read, of an article and of the menus of weeks, and no others of them."""

import logging
from collections.abc import Iterable
from datetime import datetime

from functions.domain.menus.week_document import document_path
from functions.domain.news.article import NewsArticle
from functions.gateways.site_files import SiteFiles
from functions.publishing.pages import SHORT, content_type
from functions.storage.menus.week_documents import week_documents
from functions.storage.news import articles
from functions.usecases.news.keep_file import file_place

_log = logging.getLogger(__name__)


def show_files(commune: str, article_id: str, *, site: SiteFiles, now: datetime) -> None:
    """Before its page is written, which names them."""
    article = _article(commune, article_id)
    if article is None or article.withdrawn_at is not None or not article.public_at(now):
        return
    for name in article.file_names:
        path = _path(commune, article, name)
        there = site.publish(
            file_place(commune, name),
            path,
            media_type=content_type(path),
            cache_control=SHORT,
            shown=not name.endswith(".pdf"),
        )
        if not there:
            _log.warning("file of news not there commune=%s article=%s", commune, article_id)


def hide_files(commune: str, article_id: str, *, site: SiteFiles) -> None:
    """After its page was written, which names them no more."""
    article = _article(commune, article_id)
    if article is None:
        return
    hidden = article.file_names if article.withdrawn_at is not None else []
    for name in (*article.former_files, *hidden):
        site.take_off(_path(commune, article, name))


def show_menus(commune: str, weeks: Iterable[str], *, site: SiteFiles) -> None:
    """Before the page is written, which names them."""
    for document in week_documents(commune, weeks):
        name = document.file.file
        path = document_path(commune, document.week, name)
        if document.hidden:
            continue
        place, media_type = file_place(commune, name), content_type(path)
        if not site.publish(place, path, media_type=media_type, cache_control=SHORT, shown=False):
            _log.warning("document of menus not there commune=%s week=%s", commune, document.week)


def hide_menus(commune: str, weeks: Iterable[str], *, site: SiteFiles) -> None:
    """After the page was written, which names them no more."""
    for document in week_documents(commune, weeks):
        for name in (*document.former, *([document.file.file] if document.hidden else [])):
            site.take_off(document_path(commune, document.week, name))


def _article(commune: str, article_id: str) -> NewsArticle | None:
    found = articles.article(commune, article_id)
    return None if found is None else found.value


def _path(commune: str, article: NewsArticle, name: str) -> str:
    return f"{commune}/actualites/{article.slug}/{name}"
