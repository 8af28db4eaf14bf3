"""What each message says, and to whom: a template and its data, no more than a first name and a link."""

from dataclasses import replace
from datetime import datetime

from functions.domain.errors import Unauthenticated
from functions.domain.families.access import acts_for
from functions.domain.families.family import Family
from functions.domain.messages import Message, MessageKind
from functions.jobs.letters import (
    accounts,
    agents,
    families,
    informing,
    meals,
    money,
    passkeys,
    privacy,
    requests,
    second_factor,
)
from functions.jobs.letters.about_bookings import (
    absences,
    booking_requests,
    bookings,
    called_off,
    forgotten,
    other_home,
    waiting,
)
from functions.jobs.letters.letter import Letter, Write
from functions.storage.table import keys
from functions.storage.table.reading import read_one

LETTERS: dict[MessageKind, Write] = (
    absences.LETTERS
    | accounts.LETTERS
    | agents.LETTERS
    | booking_requests.LETTERS
    | bookings.LETTERS
    | called_off.LETTERS
    | families.LETTERS
    | forgotten.LETTERS
    | informing.LETTERS
    | meals.LETTERS
    | money.LETTERS
    | other_home.LETTERS
    | passkeys.LETTERS
    | privacy.LETTERS
    | requests.LETTERS
    | second_factor.LETTERS
    | waiting.LETTERS
)


TO_WHO_IS_OUT = frozenset({MessageKind.ACCESS_ENDED})
"""Letters to somebody about a family that they act for no more."""


def letter(message: Message, *, now: datetime) -> Letter | None:
    """The letter of a message; None when there is nobody to write to, or nothing to say any more."""
    message = _where_the_file_went(message)
    if _is_of_none_of_the_family(message):
        return None
    try:
        return LETTERS[message.kind](message, now)
    except Unauthenticated:
        return None  # the login was erased after the act


def _where_the_file_went(message: Message) -> Message:
    """What was written for a file that was merged into another since, is read there."""
    if message.commune is None or message.family is None:
        return message
    family = read_one(keys.family(message.commune, message.family), Family)
    if family is None or not family.value.merged_into:
        return message
    return replace(message, family=family.value.merged_into)


def _is_of_none_of_the_family(message: Message) -> bool:
    """The login was put out since. What happened to the family, also before, is no longer for that person."""
    account = message.data.get("account")
    if account is None or message.commune is None or message.family is None or message.kind in TO_WHO_IS_OUT:
        return False
    family = read_one(keys.family(message.commune, message.family), Family)
    return family is None or not acts_for(str(account), family.value)
