"""Register a family and its children as the town knows them, or correct what was registered."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from functions.domain.families.access import accounts_ended, logins_of
from functions.domain.families.family import (
    Child,
    Family,
    FamilyErased,
    FileMoved,
    check_child,
    check_family,
)
from functions.domain.families.guardians import with_known_accounts
from functions.domain.journal import JournalLine
from functions.storage.families import children as stored_children
from functions.storage.families import families
from functions.storage.table import journal, keys
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.storage.town.communes import commune
from functions.usecases.families.follow_guardians import ended_of, follow_guardians
from functions.usecases.retry import when_moved


class WrongChildren(ValueError):
    """The children given are not those that the family lists. The caller of this function made a mistake, not a person."""


def register_family(
    commune_id: str,
    family: Family,
    children: Sequence[Child],
    *,
    seen: Mapping[str, int],
    by: str,
    now: datetime,
) -> dict[str, int]:
    """Write the family's file and those of its children in one transaction. `by`: an account, or the name of the job.

    `seen`: the versions of the files that `family` and `children` were made from, by id; 0, or nothing, where there was none. What an
    agreement, an enrolment or a parent wrote there since would be lost, so the act is refused then. Answers the versions that the files
    have now, those of children who left included.

    A child that another family registered before belongs to both. Registering a family again corrects the files and keeps
    the logins that were activated meanwhile; if there is nothing to correct, nothing is written. A child that the family no
    longer lists leaves it. What was booked for that child stays, and is billed to whoever booked it, or as the families agreed
    to share it. Whoever has a login keeps it under another name or address; an invitation that waits follows its person to another
    address, and is withdrawn from who has left the file; who was put out stays out. Raises NotFound for an unknown commune,
    WrongChildren, FamilyErased, FamilyFull, ChildFull, LoginFull, FileMoved, Busy.
    """
    if sorted(family.children) != sorted(child.id for child in children):
        raise WrongChildren(family.id)
    commune(commune_id)

    def act() -> dict[str, int]:
        key = keys.family(commune_id, family.id)
        earlier = read_one(key, Family)
        if earlier is not None and earlier.value.erased_on is not None:
            raise FamilyErased(erased_on=earlier.value.erased_on)
        listed = earlier.value.children if earlier is not None else ()
        known = stored_children.children(commune_id, dict.fromkeys((*family.children, *listed)))
        versions = dict.fromkeys((family.id, *family.children, *listed), 0)
        versions |= {
            stored.value.id: stored.version for stored in (earlier, *known.values()) if stored is not None
        }
        written: list[str] = []
        transaction = Transaction()
        kept = check_family(_with_logins(family, earlier))
        if earlier is not None:
            follow_guardians(transaction, commune_id, earlier.value, kept, by=by, now=now)
        if earlier is None or earlier.value != kept:
            families.put(transaction, commune_id, Stored(key, kept, _version(earlier)))
            written.append(family.id)
        for child in children:
            before = known.get(child.id)
            homes = before.value.families if before else ()
            if family.id not in homes:
                homes = (*homes, family.id)
            file = check_child(replace(child, families=homes))
            if before is None or before.value != file:
                child_key = keys.child(commune_id, child.id)
                stored_children.put(transaction, Stored(child_key, file, _version(before)))
                written.append(child.id)
        if any(versions[one] != seen.get(one, 0) for one in written):
            raise FileMoved
        for left in [known[child] for child in listed if child in known and child not in family.children]:
            homes = tuple(home for home in left.value.families if home != family.id)
            if homes != left.value.families:
                stored_children.put(
                    transaction, Stored(left.key, replace(left.value, families=homes), left.version)
                )
                written.append(left.value.id)
        if not len(transaction):
            return versions
        line = JournalLine(new_id(now), "family_registered", by, now)
        journal.add(transaction, commune_id, family.id, line)
        transaction.commit()
        return versions | {one: versions[one] + 1 for one in written}

    return when_moved(act)


def _with_logins(family: Family, stored: Stored[Family] | None) -> Family:
    return family if stored is None else as_registered(family, stored.value)


def as_registered(family: Family, earlier: Family) -> Family:
    """The file that is written where the town's list says `family`: who acts for it is not the list's to say."""
    out = accounts_ended(earlier)
    listed = tuple(
        replace(guardian, account=None) if guardian.account in out else guardian
        for guardian in family.guardians
    )
    guardians = with_known_accounts(listed, earlier.guardians)
    members = tuple(member for member in (*logins_of(earlier), *logins_of(family)) if member not in out)
    accepted = max(family.accepted_reglement, earlier.accepted_reglement)
    return replace(
        family,
        guardians=guardians,
        members=tuple(dict.fromkeys(members)),
        accepted_reglement=accepted,
        confirmed=earlier.confirmed,
        ended=ended_of(earlier, guardians),
    )


def _version(stored: Stored[Family] | Stored[Child] | None) -> int:
    return stored.version if stored is not None else 0
