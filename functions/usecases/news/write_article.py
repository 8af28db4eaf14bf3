"""Write an article of the town's news: a draft, for a later hour, or published at once."""

from functions.domain.errors import NotFound
from functions.domain.news.writing import NewsText, UnknownAudience, written
from functions.gateways.documents import DocumentStore
from functions.storage.table import idempotency, keys
from functions.storage.table.ids import new_id
from functions.storage.table.stored import Stored
from functions.storage.town import communes
from functions.usecases.news.keep_file import check_files
from functions.usecases.news.news_act import NewsAct, NewsWritten, commit
from functions.usecases.retry import when_moved


def write_article(act: NewsAct, text: NewsText, *, store: DocumentStore | None = None) -> NewsWritten:
    """Its page is rendered from the outbox. `store`: where the files are that it names.

    Raises NotFound, NewsIncomplete, RangeBackwards, DescriptionMissing, UnknownAudience, NewsFileUnknown, KeyReused, Busy.
    """
    request = ("write_article", act.commune, text)

    def again() -> NewsWritten:
        done_key = keys.of_account(act.by, f"KEY#{act.key}")
        earlier = idempotency.earlier_answer(done_key, request, NewsWritten)
        if earlier is not None:
            return earlier
        town = communes.commune(act.commune)
        check_audience(act.commune, text)
        check_files(act.commune, text, [], store)
        article = written(new_id(act.now), text, now=act.now, clock=town.clock)
        stored = Stored(keys.news(act.commune, article.id), article, 0)
        return commit(act, town, stored, None, request=request, did="news_written")

    return when_moved(again)


def check_audience(commune: str, text: NewsText) -> None:
    """The règlement may give up a school later: the article then names it no more. Raises UnknownAudience."""
    asked = text.audience
    if not asked.schools and not asked.services:
        return
    try:
        reglement = communes.reglement_now(commune)
    except NotFound:
        raise UnknownAudience(field="schools" if asked.schools else "services") from None
    if {*asked.schools} - reglement.school_names.keys():
        raise UnknownAudience(field="schools")
    if {*asked.services} - {service.code for service in reglement.services}:
        raise UnknownAudience(field="services")
