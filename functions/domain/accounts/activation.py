"""The invitation to open a login, and the corrections that a parent makes to the town's file on that occasion."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from functions.domain import retention
from functions.domain.accounts.account import FamilyRef, LoginFull
from functions.domain.errors import Conflict
from functions.domain.families.family import Address, Child, Civility, Family, Guardian
from functions.domain.families.file_corrections import Correction
from functions.domain.families.guardians import full_name
from functions.domain.families.spelling import folded

ACTIVATION_LIFE = retention.INVITATION_OPEN
MOST_INVITED = 20
"""Families that one invitation covers. Opening the login writes three items for each, in one transaction of a hundred."""


class ActivationExpired(Conflict):
    """The code is right, but too old. Only somebody who has the code is told so."""

    code = "activation_expired"


class ActivationUsed(Conflict):
    """The code is right, but already used. Only somebody who has the code is told so."""

    code = "activation_used"


@dataclass(frozen=True, slots=True)
class CodeUse:
    """Which account used the code, and by which request: a repetition of that request gets the same answer.

    `key` is the hashed idempotency key, `request` a digest of the body.
    """

    account: str
    key: str
    request: str


@dataclass(frozen=True, slots=True)
class Activation:
    """The invitation of an address, however many towns know it. The mailed code is derived from `issue`."""

    email: str
    issue: str
    families: tuple[FamilyRef, ...]
    invited_at: datetime
    use: CodeUse | None = None
    failed_at: datetime | None = None
    """When its mail was given up, or came back: nobody has read it at that address."""

    @property
    def expires_at(self) -> datetime:
        return self.invited_at + ACTIVATION_LIFE

    def check_open(self, *, now: datetime) -> None:
        """Raises ActivationUsed, ActivationExpired."""
        if self.use is not None:
            raise ActivationUsed
        if now >= self.expires_at:
            raise ActivationExpired


def families_invited(waiting: Iterable[FamilyRef], asked: Iterable[FamilyRef]) -> tuple[FamilyRef, ...]:
    """What an invitation covers: the families of one that still waits, and those of the new one. Raises LoginFull."""
    covered = tuple(dict.fromkeys((*waiting, *asked)))
    if len(covered) > MOST_INVITED:
        raise LoginFull(most=MOST_INVITED)
    return covered


@dataclass(frozen=True, slots=True)
class GuardianAnswer:
    civility: Civility
    last_name: str
    first_name: str


@dataclass(frozen=True, slots=True)
class ChildName:
    last_name: str
    first_name: str


@dataclass(frozen=True, slots=True)
class FamilySheet:
    """What the four steps of *Création de compte* show, and what they send back."""

    name: str
    address: Address
    phone: str
    guardians: tuple[GuardianAnswer, ...]
    """The invited person first."""
    children: tuple[ChildName, ...]


@dataclass(frozen=True, slots=True)
class FamilyFile:
    """A family of one commune with the files of its children."""

    ref: FamilyRef
    family: Family
    children: tuple[Child, ...]


def family_sheet(files: Sequence[FamilyFile], email: str) -> FamilySheet:
    """One sheet of what all the towns know: the family as in the first town's file, and every child, each once."""
    first = files[0].family
    children: dict[tuple[str, str, int], ChildName] = {}
    for file in files:
        namesakes: Counter[tuple[str, str]] = Counter()
        for child in file.children:
            named = _spelled_alike(child)
            namesakes[named] += 1
            children.setdefault((*named, namesakes[named]), ChildName(child.last_name, child.first_name))
    people = tuple(_person(guardian) for guardian in _invited_first(first.guardians, email))
    return FamilySheet(first.name, first.address, first.phone, people, tuple(children.values()))


def corrections(
    file: FamilyFile, *, shown: FamilySheet, given: FamilySheet, email: str
) -> tuple[Correction, ...]:
    """What the parent changed on the sheet and the town of `file` must correct, as its file says something else."""
    own = _by_field(family_sheet([file], email))
    known_children = {_spelled_alike(child) for child in file.children}
    hidden = {
        f"children.{place}."
        for place, child in enumerate(shown.children)
        if _spelled_alike(child) not in known_children  # this town must not hear of another town's child
    }
    shown_fields, given_fields = _by_field(shown), _by_field(given)
    changed = [
        name
        for name in dict.fromkeys((*shown_fields, *given_fields))
        if shown_fields.get(name, "") != given_fields.get(name, "")
        and not any(name.startswith(prefix) for prefix in hidden)
    ]
    found = []
    for name in changed:
        before = shown_fields.get(name, "") if name.startswith("children.") else own.get(name, "")
        after = given_fields.get(name, "")
        if before != after:
            found.append(Correction(name, before, after, _subject(file, shown, name, email)))
    return tuple(found)


def _subject(file: FamilyFile, shown: FamilySheet, field: str, email: str) -> str:
    """Whom a field is about: places on the sheet are those of one day, and of all the towns together."""
    kind, _, rest = field.partition(".")
    if kind not in ("children", "guardians"):
        return ""
    place = int(rest.partition(".")[0])
    if kind == "guardians":
        people = _invited_first(file.family.guardians, email)
        return full_name(people[place]) if place < len(people) else ""
    if place >= len(shown.children):
        return ""
    spelled = _spelled_alike(shown.children[place])
    return next((child.id for child in file.children if _spelled_alike(child) == spelled), "")


def _invited_first(guardians: Sequence[Guardian], email: str) -> list[Guardian]:
    return sorted(guardians, key=lambda guardian: (guardian.email or "").casefold() != email.casefold())


def _person(guardian: Guardian) -> GuardianAnswer:
    return GuardianAnswer(guardian.civility, guardian.last_name, guardian.first_name)


def _spelled_alike(child: Child | ChildName) -> tuple[str, str]:
    """A child's name as towns spell it in different ways: `DUPONT Zoe`, `Dupont Zoé`. Two of one town's file are two children."""
    return folded(child.last_name), folded(child.first_name)


def _by_field(form: FamilySheet) -> dict[str, str]:
    """The sheet as `address.city`, `guardians.0.first_name`, …, in reading order."""
    return dict(_fields(form))


def _fields(form: FamilySheet) -> Iterator[tuple[str, str]]:
    yield "name", form.name
    for part in ("line1", "line2", "postcode", "city"):
        yield f"address.{part}", getattr(form.address, part)
    yield "phone", form.phone
    for place, person in enumerate(form.guardians):
        for part in ("civility", "last_name", "first_name"):
            yield f"guardians.{place}.{part}", str(getattr(person, part))
    for place, child in enumerate(form.children):
        for part in ("last_name", "first_name"):
            yield f"children.{place}.{part}", getattr(child, part)
