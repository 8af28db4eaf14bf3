"""Letters about a family's rights over its data. To the town: without the family's name, which its own list has."""

from datetime import datetime, timedelta

from functions.domain.messages import Message, MessageKind
from functions.french.words.dates import date_long
from functions.jobs.letters.letter import Letter, Write, family_of, town_of

ANSWERED_WITHIN = timedelta(days=30)
"""GDPR, article 12, 3: within one month."""


def _erasure_asked(message: Message, now: datetime) -> Letter | None:
    town = town_of(message)
    _, family = family_of(message)
    return Letter(
        town.data_protection_email,
        "erasure_asked",
        {"town": town.name, "family": family, "until": date_long(town.day_of(now + ANSWERED_WITHIN))},
        (town,),
    )


LETTERS: dict[MessageKind, Write] = {MessageKind.ERASURE_ASKED: _erasure_asked}
