"""Correct an article: what another agent changed meanwhile is shown and not overwritten."""

from functions.domain.news.article import NewsArticle
from functions.domain.news.writing import ArticleMoved, NewsText, corrected
from functions.domain.town.commune import Commune
from functions.gateways.documents import DocumentStore
from functions.storage.table.stored import Stored
from functions.usecases.news.keep_file import check_files
from functions.usecases.news.news_act import NewsAct, NewsWritten, change_article
from functions.usecases.news.write_article import check_audience


def correct_article(
    act: NewsAct, article_id: str, text: NewsText, *, version: int, store: DocumentStore | None = None
) -> NewsWritten:
    """`version`: of the article as the agent read it. `store`: where the files are that it names.

    Raises NotFound, ArticleMoved, ArticlePublished, ArticleWithdrawn, NewsIncomplete, RangeBackwards, DescriptionMissing,
    UnknownAudience, NewsFileUnknown, Busy.
    """

    def change(stored: Stored[NewsArticle], town: Commune) -> NewsArticle:
        if stored.version != version:
            raise ArticleMoved
        if text.audience != stored.value.audience:
            check_audience(act.commune, text)
        check_files(act.commune, text, stored.value.file_names, store)
        return corrected(stored.value, text, now=act.now, clock=town.clock)

    request = ("correct_article", act.commune, article_id, text, version)
    return change_article(act, article_id, change, request=request, did="news_corrected")
