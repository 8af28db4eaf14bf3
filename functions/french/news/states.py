"""Where an article stands, as its author reads it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from functions.domain.news.article import NewsArticle, NewsState, state_of
from functions.french.words.dates import date_hour, date_weekday


def state_sentence(article: NewsArticle, *, now: datetime, clock: ZoneInfo) -> str:
    """« En ligne depuis jeudi 19 novembre à 10 h, jusqu’à vendredi 27 novembre compris »."""
    today = now.astimezone(clock).date()

    def hour(instant: datetime | None) -> str:
        return "" if instant is None else date_hour(instant.astimezone(clock), today=today)

    match state_of(article, now=now, clock=clock):
        case NewsState.DRAFT:
            return "Brouillon : les familles ne le voient pas."
        case NewsState.SCHEDULED:
            return f"Paraîtra {hour(article.published_at)}{_until(article, today)}."
        case NewsState.PUBLISHED:
            corrected = f", corrigée {hour(article.corrected_at)}" if article.corrected_at else ""
            return f"En ligne depuis {hour(article.published_at)}{corrected}{_until(article, today)}."
        case NewsState.ENDED:
            last = "" if article.until is None else date_weekday(article.until, today=today)
            return f"Terminée : son dernier jour était {last}."
        case NewsState.WITHDRAWN:
            return f"Retirée {hour(article.withdrawn_at)}."


def _until(article: NewsArticle, today: date) -> str:
    return "" if article.until is None else f", jusqu’à {date_weekday(article.until, today=today)} compris"
