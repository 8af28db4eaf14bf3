"""The sentence of each refusal: what happened, and what to do then."""

from collections.abc import Mapping
from datetime import date, datetime

from functions.domain.reglement.closures import Closed
from functions.french.refusals import (
    absences,
    accounts,
    bookings,
    devices,
    files,
    files_sent,
    informing,
    kitchen,
    money,
    news,
    passkeys,
    requests,
    second_factor,
    threads,
)
from functions.french.refusals.wording import Said
from functions.french.reglement.closures import closed_sentence
from functions.french.words import dates
from functions.french.words.money import euros

SENTENCES: dict[str, Said] = (
    requests.SENTENCES
    | files.SENTENCES
    | files_sent.SENTENCES
    | absences.SENTENCES
    | kitchen.SENTENCES
    | accounts.SENTENCES
    | bookings.SENTENCES
    | devices.SENTENCES
    | money.SENTENCES
    | news.SENTENCES
    | passkeys.SENTENCES
    | informing.SENTENCES
    | threads.SENTENCES
    | second_factor.SENTENCES
)
"""By the code of the refusal."""


def title(code: str) -> str:
    return SENTENCES[code].title


def sentence(code: str, data: Mapping[str, object], *, to_town: bool = False) -> str:
    """`to_town`: an agent reads it. Raises KeyError for a code nobody wrote a sentence for: a test walks all codes."""
    said = SENTENCES[code].for_town if to_town else SENTENCES[code].sentence
    return said.format(**{name: _said(name, value) for name, value in data.items()})


def _said(name: str, value: object) -> object:
    """Days, instants (`opens_at`, `closed_at`, `until`), amounts (`most_cents`) and closed days are said as people read them, keys quoted."""
    if isinstance(value, Closed):
        return closed_sentence(value)
    if isinstance(value, datetime):
        return dates.date_hour(value)
    if isinstance(value, date):
        return dates.date_full(value)
    if isinstance(value, tuple):
        return dates.listing([f"« {each} »" for each in value])
    return euros(value) if isinstance(value, int) and name.endswith("_cents") else value
