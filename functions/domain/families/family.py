"""A family's file, its children, and who may act for it."""

from collections.abc import Sized
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from functions.domain.calendar.weeks import Weeks
from functions.domain.errors import Conflict
from functions.domain.families.cost_sharing import MOST_PARTS, MOST_SHARINGS, Sharing, parts_of
from functions.domain.families.hand_edits import HandEdit

MOST_CHILDREN = 30
"""Children of one family: a children's home may be one. A screen reads each child's months, so that no list may be endless."""
MOST_GUARDIANS = 10
MOST_MEMBERS = 20
"""Logins that may act for one family. A mail to the family is one message for each, written in one transaction."""
MOST_ENDED = 50
"""Addresses of people who were put out of one family."""
MOST_QUOTIENTS = 100
"""Quotients of one family, which a town is told once or twice a year."""
MOST_HOMES = 6
"""Families of one child."""
MOST_ENROLMENTS = 200
"""Enrolments of one child, those of past years included: some ten a year."""
MOST_MERGED = 20
"""Files that were merged into one, of a family or of a child."""


class FamilyFull(Conflict):
    """The family has as many children, guardians, logins or quotients as it may. `most` in the data is how many."""

    code = "family_full"


class ChildFull(Conflict):
    """The child's file has as many families, enrolments or agreements as it may. `most` in the data is how many."""

    code = "child_full"


ERASED = "Famille effacée"
"""What agents read in the place of its name."""


class FamilyErased(Conflict):
    """The town erased this family, on the day `erased_on`: nothing brings it back under the same id."""

    code = "family_erased"


class FileMoved(Conflict):
    """The file of the family, or of one of its children, was written since it was read. Nothing was written of it."""

    code = "file_moved"


class Civility(StrEnum):
    MADAME = "madame"
    MONSIEUR = "monsieur"


@dataclass(frozen=True, slots=True)
class Address:
    line1: str
    postcode: str
    city: str
    line2: str = ""


@dataclass(frozen=True, slots=True)
class Guardian:
    """A *responsable légal*. `account` is set once this person has activated a login."""

    civility: Civility
    last_name: str
    first_name: str
    email: str | None = None
    account: str | None = None


class QuotientSource(StrEnum):
    """From whom the town has a quotient that it wrote in the portal."""

    CAF = "caf"
    MSA = "msa"
    TAX_NOTICE = "avis"
    """Computed from the *avis d'imposition*."""
    API = "api"


@dataclass(frozen=True, slots=True)
class QuotientFamilial:
    """A quotient that the town was told, and the day from which it counts: it never applies to earlier days."""

    value: int
    since: date
    source: QuotientSource | None = None
    """None: of the town's list."""
    proof: str = ""
    """What the town saw: the name of a paper, or a few words."""
    noted_by: str = ""
    noted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Enrolment:
    """An enrolment of a child for a service, accepted by the town; `family` is the one that pays."""

    service: str
    family: str
    first: date
    last: date | None = None
    weekdays: tuple[int, ...] = ()
    """ISO weekdays of a yearly pattern; empty: every day on which the service opens."""
    weeks: Weeks = Weeks.ALL

    def covers(self, service: str, day: date) -> bool:
        """Whether the enrolment is in force for `service` on `day`, whatever the weekday."""
        return self.service == service and self.first <= day and (self.last is None or day <= self.last)

    def wants(self, day: date, weekday: int) -> bool:
        """Whether the yearly pattern includes `day`, which counts as the ISO `weekday` in the town's calendar. It does not
        check that the enrolment is in force."""
        return (not self.weekdays or weekday in self.weekdays) and self.weeks.include(day)


@dataclass(frozen=True, slots=True)
class EndedAccess:
    """Somebody whom the town put out of the family, until it invites them again.

    `address` is a keyed hash of an e-mail address of theirs; `account` is None for who had no login yet.
    """

    address: str
    account: str | None
    on: date


@dataclass(frozen=True, slots=True)
class CompleteByHand:
    """An agent said whether the file is complete, whatever its papers say."""

    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FileConfirmation:
    """One of its parents said that the file is right for the school year that begins in `year`, as it was shown then."""

    year: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Family:
    """One payer of one commune. Two parents who live apart are two families that share a child."""

    id: str
    name: str
    address: Address
    phone: str
    guardians: tuple[Guardian, ...]
    children: tuple[str, ...]
    """Child ids, eldest first: the rank of a child in a tariff is its place here."""
    members: tuple[str, ...] = ()
    """Accounts that may act for the family. Nothing but this list lets them in."""
    resident: bool = True
    quotients: tuple[QuotientFamilial, ...] = ()
    file_complete: bool = False
    """The town has every paper it asked for. Where it says which, this follows from what it has seen (`functions/domain/papers`)."""
    accepted_reglement: int = 0
    """The version of the règlement that one of its parents accepted last."""
    ended: tuple[EndedAccess, ...] = ()
    """Who was put out: no list of the town's and no act under way lets them in again, but an invitation does."""
    erased_on: date | None = None
    """The day on which the town erased the family: nothing else of this file is left, and no import brings it back."""
    complete_by_hand: CompleteByHand | None = None
    by_hand: dict[str, HandEdit] = field(default_factory=dict)
    """The fields that the town changed in the portal since its list last said them, as `file_changes` calls them."""
    merged_from: tuple[str, ...] = ()
    """The files that were merged into this one: what was done in them is read there (their journals)."""
    merging: str = ""
    """Of these, the one of which not everything has come yet; empty where all has."""
    merged_into: str = ""
    """The file that this one was merged into. It is then erased for all who do not follow it there."""
    confirmed: FileConfirmation | None = None
    """The last time that a parent confirmed it; None where none ever did."""

    def quotient_on(self, day: date) -> int | None:
        """The quotient familial that counts on `day`; None when the town has no proof for it."""
        known = self.noted_quotient_on(day)
        return None if known is None else known.value

    def noted_quotient_on(self, day: date) -> QuotientFamilial | None:
        latest = None
        for quotient in self.quotients:
            if quotient.since <= day and (latest is None or latest.since < quotient.since):
                latest = quotient
        return latest

    def with_member(self, account: str, email: str) -> "Family":
        """The family once `account` may act for it and the guardian with that address is marked as activated.

        Of two who share an address, one: a login is one person's. Raises FamilyFull.
        """
        guardians = list(self.guardians)
        for place, guardian in enumerate(guardians):
            if guardian.email is not None and guardian.email.casefold() == email.casefold():
                guardians[place] = replace(guardian, account=account)
                break
        members = self.members if account in self.members else (*self.members, account)
        return check_family(replace(self, members=members, guardians=tuple(guardians)))


def check_family(family: Family) -> Family:
    """Return the family, whose lists must stay within their bounds. Raises FamilyFull."""
    lists: tuple[tuple[Sized, int], ...] = (
        (family.children, MOST_CHILDREN),
        (family.guardians, MOST_GUARDIANS),
        (family.members, MOST_MEMBERS),
        (family.quotients, MOST_QUOTIENTS),
        (family.ended, MOST_ENDED),
        (family.merged_from, MOST_MERGED),
    )
    for held, most in lists:
        if len(held) > most:
            raise FamilyFull(most=most)
    return family


@dataclass(frozen=True, slots=True)
class Child:
    """A child of a commune. `families` has more than one id when parents live apart."""

    id: str
    first_name: str
    last_name: str
    birth_date: date
    families: tuple[str, ...]
    school: str | None = None
    school_class: str | None = None
    sharing: tuple[Sharing, ...] = ()
    """What two families agreed about who pays; empty: whoever booked pays."""
    enrolments: tuple[Enrolment, ...] = ()
    number: str | None = None
    """The town's own, where it gave one: it tells who the child is, whatever is corrected in the rest."""
    by_hand: dict[str, HandEdit] = field(default_factory=dict)
    """As of the family; `ADDED` where the town added the child in the portal and no list named it yet."""
    first_day: date | None = None
    """The first day on which the town takes the child: it moves here in March. None: it is here already."""
    last_day: date | None = None
    """The last one, before it moves away; None while nobody knows of one."""
    merged_from: tuple[str, ...] = ()
    """The ids of other files of the same child: a list that speaks of one of them speaks of this child."""

    def enrolled(self, service: str, day: date) -> bool:
        return any(enrolment.covers(service, day) for enrolment in self.enrolments)

    def age_on(self, day: date) -> int:
        """The age in whole years. A child born on 29 February turns a year older on 1 March in a common year."""
        birthday_to_come = (day.month, day.day) < (self.birth_date.month, self.birth_date.day)
        return day.year - self.birth_date.year - birthday_to_come


def check_child(child: Child) -> Child:
    """Return the child, whose lists must stay within their bounds. Raises ChildFull."""
    lists: tuple[tuple[Sized, int], ...] = (
        (child.families, MOST_HOMES),
        (child.enrolments, MOST_ENROLMENTS),
        (child.sharing, MOST_SHARINGS),
        (child.merged_from, MOST_MERGED),
    )
    for held, most in lists:
        if len(held) > most:
            raise ChildFull(most=most)
    if parts_of(child.sharing) > MOST_PARTS:
        raise ChildFull(most=MOST_PARTS)
    return child
