"""Make the letters for those whom no mail reaches: a code each, which is written nowhere but on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from functions.domain.accounts.account import FamilyRef
from functions.domain.accounts.letter_code import LetterCode, spelled, to_write_to
from functions.domain.directory.family_filter import FamilyFilter, FamilyState
from functions.domain.errors import NotFound
from functions.domain.families.family import Family, Guardian
from functions.domain.journal import JournalLine
from functions.storage.accounts import letter_codes
from functions.storage.directory import families_found
from functions.storage.table import journal, keys
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.mailed_codes import letter_code_of
from functions.usecases.retry import when_moved

PAGE = 25


@dataclass(frozen=True, slots=True)
class LettersAsked:
    """`family`: one; None for a page of those in which nobody has an address, after the family `after`."""

    commune: str
    family: str | None
    after: str | None
    by: str
    key: str
    now: datetime


@dataclass(frozen=True, slots=True)
class FamilyLetter:
    family: Family
    guardian: Guardian
    code: str


@dataclass(frozen=True, slots=True)
class LettersPage:
    letters: list[FamilyLetter]
    next: str | None


def make_letters(asked: LettersAsked) -> LettersPage:
    """The same request again makes the same letters. Raises NotFound, Busy."""
    if asked.family is not None:
        wanted, following = [asked.family], None
    else:
        chosen = FamilyFilter(asked.now, state=FamilyState.WITHOUT_ADDRESS)
        place = "" if asked.after is None else families_found.place_of(asked.commune, asked.after)
        page = families_found.listed(asked.commune, "", chosen, after=place, limit=PAGE)
        wanted = [line.family for line in page.lines]
        following = families_found.family_at(page.last) or None
    found = read(keys.family(asked.commune, one) for one in wanted)
    files = [
        stored.value for one in wanted if (stored := found.get_sound(keys.family(asked.commune, one), Family))
    ]
    if asked.family is not None and not files:
        raise NotFound
    return LettersPage([letter for file in files for letter in _letters(asked, file)], following)


def _letters(asked: LettersAsked, family: Family) -> Sequence[FamilyLetter]:
    letters = [
        FamilyLetter(
            family, one, letter_code_of(f"{asked.commune}/{family.id}/{spelled(one)}/{asked.by}/{asked.key}")
        )
        for one in to_write_to(family)
    ]

    def act() -> None:
        places = [letter_codes.code_key(letter.code) for letter in letters]
        found = read(dict.fromkeys(places))
        transaction = Transaction()
        for letter, place in zip(letters, places, strict=True):
            if found.item(place) is None:
                ref = FamilyRef(asked.commune, family.id)
                made = LetterCode(ref, keys.keyed_hash(spelled(letter.guardian)), asked.now)
                letter_codes.put(transaction, Stored(place, made, 0))
        if len(transaction):
            line = JournalLine(
                new_id(asked.now), "letters_made", asked.by, asked.now, detail={"count": len(transaction)}
            )
            journal.add(transaction, asked.commune, family.id, line)
            transaction.commit()

    when_moved(act)
    return letters
