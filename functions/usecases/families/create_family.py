"""Write down a family by hand, with its children: who comes to the counter is in no list yet."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from functions.domain.accounts.account import AddressUnmailable
from functions.domain.accounts.mail_address import mailable
from functions.domain.directory.new_family import LikelyDouble, NewChild, NewFamily
from functions.domain.errors import NotFound
from functions.domain.families.family import Child, Family, check_child, check_family
from functions.domain.families.hand_marks import added_by_hand
from functions.domain.files.edits import check_child_file
from functions.domain.journal import JournalLine
from functions.domain.reglement.reglement import Reglement
from functions.storage.directory.likely_doubles import likely_doubles
from functions.storage.families import children as stored_children
from functions.storage.families import families
from functions.storage.table import idempotency, journal, keys
from functions.storage.table.idempotency import Done
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.storage.town import communes
from functions.usecases.retry import when_moved


@dataclass(frozen=True, slots=True)
class CreateFamily:
    """`anyway`: also where it looks like a family that is there. `by`: an account."""

    commune: str
    new: NewFamily
    anyway: bool
    by: str
    key: str
    now: datetime


def create_family(asked: CreateFamily) -> str:
    """The id of the family, the same for the same request again.

    Raises NotFound (of a child who is said to be known), AddressUnmailable, NoSuchSchool, NotABirthDate, FamilyFull, ChildFull, LikelyDouble,
    KeyReused, Busy.
    """
    new = asked.new
    family_id = keys.keyed_hash(f"created/{asked.commune}/{asked.by}/{asked.key}")[:26]
    done_key = keys.done(asked.commune, family_id, asked.key)
    known_keys = {
        child.known: keys.child(asked.commune, child.known) for child in new.children if child.known
    }
    for guardian in new.guardians:
        if guardian.email and mailable(guardian.email) is None:
            raise AddressUnmailable(field="email")
    reglement = communes.reglement_now(asked.commune)

    def act() -> str:
        found = read([done_key, *known_keys.values()])
        earlier = idempotency.answer_in(found.get(done_key, Done), ("create", new), str)
        if earlier is not None:
            return earlier
        if not asked.anyway and (doubles := likely_doubles(asked.commune, new)):
            raise LikelyDouble(tuple(doubles))
        transaction = Transaction()
        children = []
        for child in new.children:
            key = known_keys.get(child.known) if child.known else None
            stored = None if key is None else found.get(key, Child)
            if key is not None and stored is None:
                raise NotFound
            file = _file(asked, child, family_id, stored, reglement)
            children.append(file.value)
            stored_children.put(transaction, file)
        eldest_first = sorted(children, key=lambda one: one.birth_date)
        family = Family(
            family_id,
            new.name,
            new.address,
            new.phone,
            new.guardians,
            tuple(one.id for one in eldest_first),
            resident=new.resident,
        )
        families.put(
            transaction,
            asked.commune,
            Stored(keys.family(asked.commune, family_id), check_family(family), 0),
        )
        line = JournalLine(
            new_id(asked.now),
            "family_created",
            asked.by,
            asked.now,
            detail={"children": list(family.children)},
        )
        journal.add(transaction, asked.commune, family_id, line)
        idempotency.remember(transaction, done_key, ("create", new), family_id, now=asked.now)
        transaction.commit()
        return family_id

    return when_moved(act)


def _file(
    asked: CreateFamily, new: NewChild, family: str, stored: Stored[Child] | None, reglement: Reglement
) -> Stored[Child]:
    """The child's file with this home; of a child who lives in another, the file that is there."""
    if stored is not None:
        homes = tuple(dict.fromkeys((*stored.value.families, family)))
        return replace(stored, value=check_child(replace(stored.value, families=homes)))
    child = Child(
        new_id(asked.now),
        new.first_name,
        new.last_name,
        new.birth_date or date.min,
        (family,),
        new.school,
        new.school_class,
    )
    check_child_file(child, before=None, schools=reglement.school_names, today=reglement.day_of(asked.now))
    return Stored(keys.child(asked.commune, child.id), added_by_hand(child, by=asked.by, at=asked.now), 0)
