"""A parent says that the town's file of the family is right for the school year: of what was shown, and of nothing else."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from functions.domain.errors import NotFound
from functions.domain.families.access import acts_for
from functions.domain.families.family import Child, Family, FileConfirmation, FileMoved
from functions.domain.files.year_file import year_to_confirm
from functions.domain.journal import JournalLine
from functions.domain.safety.child_safety import ChildSafety
from functions.storage.families import families
from functions.storage.safety import child_safeties
from functions.storage.table import idempotency, journal, keys
from functions.storage.table.idempotency import Done
from functions.storage.table.ids import new_id
from functions.storage.table.reading import Found, read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.retry import when_moved


@dataclass(frozen=True, slots=True)
class ConfirmFile:
    """`seen`: what the parent read, as `file_seen` calls it. `family`: as it was when they were let in: it only says what to read.
    `today`: on the town's clock. `by`: an account."""

    commune: str
    family: Family
    year: int
    seen: str
    by: str
    key: str
    now: datetime
    today: date


def file_keys(commune: str, children: Iterable[str]) -> list[keys.Key]:
    """Of all that is confirmed besides the family's own item."""
    return [key for child in children for key in (keys.child(commune, child), keys.safety(commune, child))]


def file_seen(family: Stored[Family], found: Found, commune: str) -> str:
    """What was shown, by the versions of its items: another one stands for another file. `found`: of `file_keys`."""
    versions = {"family": family.version}
    for child in family.value.children:
        file = found.get(keys.child(commune, child), Child)
        sheet = found.get(keys.safety(commune, child), ChildSafety)
        versions[child] = 0 if file is None else file.version
        versions[f"{child}.sheet"] = 0 if sheet is None else sheet.version
    return idempotency.digest(tuple(sorted(versions.items())))


def confirm_file(asked: ConfirmFile) -> FileConfirmation:
    """The confirmation that holds: of two parents, the first one's. Raises NotFound, FileMoved, KeyReused, Busy."""
    family_id, children = asked.family.id, asked.family.children
    done_key, family_key = (
        keys.done(asked.commune, family_id, asked.key),
        keys.family(asked.commune, family_id),
    )
    request = ("confirm_file", asked.by, asked.year, asked.seen)

    def act() -> FileConfirmation:
        found = read([done_key, family_key, *file_keys(asked.commune, children)])
        earlier = idempotency.answer_in(found.get(done_key, Done), request, FileConfirmation)
        if earlier is not None:
            return earlier
        family = found.get(family_key, Family)
        if family is None or not acts_for(asked.by, family.value):
            raise NotFound
        known = family.value.confirmed
        if known is not None and known.year == asked.year:
            return known
        is_as_seen = (
            family.value.children == children and file_seen(family, found, asked.commune) == asked.seen
        )
        if not is_as_seen or asked.year != year_to_confirm(asked.today):
            raise FileMoved
        confirmed = FileConfirmation(asked.year, asked.by, asked.now)
        transaction = Transaction()
        _attest(transaction, asked, found)
        file = replace(family.value, confirmed=confirmed)
        families.put(transaction, asked.commune, Stored(family_key, file, family.version))
        line = JournalLine(
            new_id(asked.now),
            "file_confirmed",
            asked.by,
            asked.now,
            {"family": family.version},
            {"year": asked.year},
        )
        journal.add(transaction, asked.commune, family_id, line)
        idempotency.remember(transaction, done_key, request, confirmed, now=asked.now)
        transaction.commit()
        return confirmed

    return when_moved(act)


def check_seen(
    transaction: Transaction,
    commune: str,
    children: Iterable[str],
    found: Found,
    *,
    but: Container[keys.Key] = (),
) -> None:
    """What was shown is still what it was when the confirmation is written, also a sheet that nobody had written. `but`: of what is
    written itself."""
    kinds: Mapping[str, type[Child] | type[ChildSafety]] = {"CHILD": Child, "SAFETY": ChildSafety}
    for key in file_keys(commune, children):
        if key not in but:
            stored = found.get(key, kinds[key.sk])
            transaction.check(stored or Stored(key, None, 0), why=("file", key.pk, key.sk))


def _attest(transaction: Transaction, asked: ConfirmFile, found: Found) -> None:
    """The health sheets that were shown hold for the year that is confirmed. A sheet of a child of two homes, which the other one
    confirmed already, stays as it is."""
    written = set()
    for child in asked.family.children:
        sheet = found.get(keys.safety(asked.commune, child), ChildSafety)
        if sheet is not None and sheet.value.health is not None and sheet.value.health.year < asked.year:
            health = sheet.value.health.told(asked.year, asked.by, asked.today)
            child_safeties.put(transaction, replace(sheet, value=replace(sheet.value, health=health)))
            written.add(sheet.key)
    check_seen(transaction, asked.commune, asked.family.children, found, but=written)
