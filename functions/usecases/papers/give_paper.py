"""A family sends a paper that the town asks for: the message that carries the files says so in the paper's own item too.

What the town said of the paper before holds until an agent has looked (`decide_paper`).
"""

from dataclasses import replace

from functions.domain.errors import NotFound
from functions.domain.families.family import Family
from functions.domain.papers.papers import (
    GivenPaper,
    Paper,
    PaperKinds,
    PaperNotAsked,
    asked_of,
    given_paper,
    place_of_paper,
)
from functions.storage.papers import family_papers
from functions.storage.table import keys
from functions.storage.table.reading import read, read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction


def check_asked(commune: str, family_id: str, code: str) -> None:
    """That the town asks this family for the paper. Raises PaperNotAsked, NotFound."""
    family_key, kinds_key = keys.family(commune, family_id), keys.paper_kinds(commune)
    found = read([family_key, kinds_key])
    family = found.get(family_key, Family)
    if family is None:
        raise NotFound
    places = asked_of(found.get_or(kinds_key, PaperKinds()).value, family.value)
    if place_of_paper(code) not in {(kind.code, child) for kind, child in places}:
        raise PaperNotAsked


def note_given(transaction: Transaction, commune: str, family: str, code: str, sent: GivenPaper) -> None:
    """Files that came later for the same paper are what is looked at."""
    place = place_of_paper(code)
    key = keys.paper(commune, family, *place)
    known = read_one(key, Paper)
    value, version = (None, 0) if known is None else (known.value, known.version)
    family_papers.put(transaction, Stored(key, given_paper(value, place, sent), version))


def take_back(transaction: Transaction, commune: str, family: str, code: str, thread: str) -> None:
    """What the family sent in this thread waits for nobody any more."""
    key = keys.paper(commune, family, *place_of_paper(code))
    known = read_one(key, Paper)
    if known is not None and known.value.given is not None and known.value.given.thread == thread:
        family_papers.put(transaction, replace(known, value=replace(known.value, given=None)))
