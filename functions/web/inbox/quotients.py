"""A quotient that a parent told: from which day on it would count, and what it would change of the prices."""

from datetime import datetime, timedelta

from functions.domain.families.file_corrections import QUOTIENT, Request, open_corrections, wish_of
from functions.domain.files.quotients import FARTHEST_DAYS, first_free_day
from functions.french.inbox.quotients import counts_later
from functions.storage.invoices import invoices
from functions.storage.town import communes
from functions.usecases.files.note_quotient import QuotientNoted, note_quotient
from functions.web.files.quotient_effect import effect_said
from functions.web.inbox.types import QuotientWaiting


def quotient_told(
    commune: str, request: Request, *, reader: str, now: datetime
) -> tuple[QuotientWaiting | None, list[str]]:
    """None where the request tells none. `reader`: the account of the agent."""
    asked = next((one for one in open_corrections(request) if one.field == QUOTIENT), None)
    if asked is None:
        return None, []
    wish, family = wish_of(asked.after), request.family
    periods = {debt.period for debt in invoices.receivables(commune, family)}
    earliest = communes.commune(commune).day_of(now) - timedelta(days=FARTHEST_DAYS)
    since = max(first_free_day(wish.since, periods), earliest)
    noted = QuotientNoted(
        commune, family, wish.value, since, wish.source, "", reader, "", now, regisseur=True, dry=True
    )
    effect = effect_said(commune, family, note_quotient(noted))
    later = counts_later(wish.since, since)
    return QuotientWaiting(wish.value, since, wish.source), [*later, *effect]
