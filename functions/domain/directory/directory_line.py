"""What the directory of a town says of a family: enough to find it, to show it in a list and to choose it by a filter.

It is derived from the files, the logins and the invitations, and written in the transaction that changes one of them
(`functions/storage/directory`). E-mail addresses, phones and the town's numbers are keyed hashes here.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from functions.domain.directory.family_search import FamilySearch
from functions.domain.directory.words import NAME_SEPARATOR, words_in
from functions.domain.families.spelling import folded


class LoginsState(StrEnum):
    """How far a family is on the way to its first login."""

    WITHOUT_ADDRESS = "without_address"
    """No responsable has an address: a letter is what reaches them."""
    TO_INVITE = "to_invite"
    INVITED = "invited"
    EXPIRED = "expired"
    ACTIVE = "active"


@dataclass(frozen=True, slots=True)
class DirectoryGuardian:
    first_name: str
    last_name: str
    address: str = ""
    """A keyed hash; empty where the town knows none."""


@dataclass(frozen=True, slots=True)
class DirectoryChild:
    id: str
    first_name: str
    last_name: str
    birth_date: date
    school: str | None = None
    school_class: str | None = None
    number: str = ""
    """A keyed hash of the town's own; empty where it gave none."""
    last_day: date | None = None
    """After which the child is here no more."""


@dataclass(frozen=True, slots=True)
class DirectoryLogin:
    account: str
    address: str = ""
    """A keyed hash of the address that opens it."""


@dataclass(frozen=True, slots=True)
class DirectoryInvitation:
    address: str
    until: datetime


@dataclass(frozen=True, slots=True)
class DirectoryLine:
    family: str
    name: str | None = None
    """None: there is no file of this family, or it was erased. Nothing is found under it then."""
    street: str = ""
    phones: tuple[str, ...] = ()
    """Keyed hashes: a file may say two numbers."""
    guardians: tuple[DirectoryGuardian, ...] = ()
    child_ids: tuple[str, ...] = ()
    """As the family's file lists them."""
    children: tuple[DirectoryChild, ...] = ()
    logins: tuple[DirectoryLogin, ...] = ()
    invitations: tuple[DirectoryInvitation, ...] = ()
    file_complete: bool = False
    quotient_since: date | None = None
    """From when the latest quotient counts; None where the town knows none."""
    written: tuple[str, ...] = ()
    """The entries of the index under which the family is found today, as `entries_of` tells them."""
    outdated: tuple[str, ...] = ()
    """Of these, the ones whose entry says what the family was called before. Only a family of very many children has any, for a
    moment (`entries.py`)."""

    merged_from: tuple[str, ...] = ()
    """Files that were merged into the family's: the town's old number finds the kept one."""
    merging: str = ""
    """The one that is being merged into it; empty where none is."""
    confirmed: int = 0
    """The school year for which a parent confirmed the file last, by the year in which it begins; 0 where none did."""

    def with_child(self, child: DirectoryChild) -> "DirectoryLine":
        others = [one for one in self.children if one.id != child.id]
        return replace(self, children=(*others, child)).in_order()

    def in_order(self) -> "DirectoryLine":
        """Only the children that the file lists, and in its order."""
        known = {child.id: child for child in self.children}
        return replace(self, children=tuple(known[one] for one in self.child_ids if one in known))

    def with_login(self, account: str, address: str) -> "DirectoryLine":
        """The address of a login that acts for the family; of another one nothing is noted."""
        logins = tuple(
            replace(login, address=address) if login.account == account else login for login in self.logins
        )
        return replace(self, logins=logins)

    def with_invitation(self, address: str, until: datetime) -> "DirectoryLine":
        line = self.without_invitation(address)
        return replace(line, invitations=(*line.invitations, DirectoryInvitation(address, until)))

    def without_invitation(self, address: str) -> "DirectoryLine":
        return replace(self, invitations=tuple(one for one in self.invitations if one.address != address))

    @property
    def unknown_children(self) -> tuple[str, ...]:
        """Those that the file lists and of whom nothing is known here."""
        known = {child.id for child in self.children}
        return tuple(one for one in self.child_ids if one not in known)

    @property
    def unknown_logins(self) -> tuple[str, ...]:
        return tuple(login.account for login in self.logins if not login.address)

    @property
    def invited_until(self) -> datetime | None:
        """When the last invitation ends, or has ended; None where nobody waits for one."""
        return max((one.until for one in self.invitations), default=None)

    def logins_state(self, now: datetime) -> LoginsState:
        if self.logins:
            return LoginsState.ACTIVE
        if not any(guardian.address for guardian in self.guardians):
            return LoginsState.WITHOUT_ADDRESS
        until = self.invited_until
        if until is None:
            return LoginsState.TO_INVITE
        return LoginsState.INVITED if now < until else LoginsState.EXPIRED


EXACT = "="
"""Begins a word that is found whole or not at all: no name begins with it."""
SHORT, PART = 2, 3
"""Letters that say in which part of the index a word lies: the first three, so that no part holds more than a few hundredths of a
town. With two letters typed, families are found by their own name alone, and by a word of two letters."""


def name_words(line: DirectoryLine) -> frozenset[str]:
    """Under which the beginning of a name finds the family, and that of a class."""
    if line.name is None:
        return frozenset()
    texts = [line.name]
    for guardian in line.guardians:
        texts += [guardian.first_name, guardian.last_name]
    for child in line.children:
        texts += [child.first_name, child.last_name, child.school_class or ""]
    return frozenset(word for text in texts for word in words_in(text))


def short_words(line: DirectoryLine) -> frozenset[str]:
    """Of these, the ones that two letters find."""
    of_family = words_in(line.name or "")
    return frozenset(word for word in name_words(line) if len(word) == SHORT or word in of_family)


def exact_words(line: DirectoryLine) -> frozenset[str]:
    """Under which a whole address, phone or number finds the family, its own id and those of files that were merged into it."""
    if line.name is None:
        return frozenset()
    hashes = [*line.phones, line.family, *line.merged_from]
    hashes += [guardian.address for guardian in line.guardians]
    hashes += [login.address for login in line.logins]
    hashes += [child.number for child in line.children]
    return frozenset(exact_word(each) for each in hashes if each)


def exact_word(keyed: str) -> str:
    return f"{EXACT}{keyed[:26]}"


def part_of(word: str) -> str:
    """In which part of the index a word lies, or what one types of it."""
    return word[: PART + len(EXACT)] if word.startswith(EXACT) else word[:PART]


def entries_of(line: DirectoryLine) -> frozenset[str]:
    """All that must be in the index: the part, and the word in it."""
    words = name_words(line) | exact_words(line)
    of_two = {f"{word[:SHORT]}{NAME_SEPARATOR}{word}" for word in short_words(line)}
    return frozenset(f"{part_of(word)}{NAME_SEPARATOR}{word}" for word in words) | of_two


def word_of_entry(entry: str) -> str:
    return entry.partition(NAME_SEPARATOR)[2]


def is_found(line: DirectoryLine, search: FamilySearch, exact: str) -> bool:
    """Whether the search finds the line, where it is not the index that is read. `exact`: the keyed word of an address or a number."""
    if exact.startswith(EXACT):
        return exact in exact_words(line)
    names = name_words(line)
    begins = [search.word, *search.others] if search.word else []
    return folded(line.name or "").startswith(search.initial) and all(
        any(name.startswith(begin) for name in names) for begin in begins
    )


def list_name(line: DirectoryLine) -> str:
    """Where the family stands in the town's list: by name, and apart from its namesakes."""
    return f"{folded(line.name or '')}{NAME_SEPARATOR}{line.family}"
