"""Register the families of a list, and invite their parents. Run again, it corrects and doubles nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from functions.domain.accounts.account import FamilyRef, Login
from functions.domain.accounts.activation import Activation
from functions.domain.families.family import Child, Family, Guardian, QuotientFamilial
from functions.domain.families.family_lines import ChildLine, FamilyLines
from functions.storage.accounts import accounts, activations
from functions.storage.families import children, families
from functions.storage.table import keys
from functions.storage.table.reading import read, read_one
from functions.usecases.accounts.invite import invite
from functions.usecases.families.register_family import register_family

BY = "command:families"


@dataclass
class Imported:
    families: int = 0
    children: int = 0
    invited: int = 0
    erased: list[tuple[FamilyLines, date]] = field(default_factory=list)
    """Left out, as the town erased them on that day."""


def family_id(commune: str, code: str) -> str:
    """The same each time for the town's own code, which is never a key in clear."""
    return keys.keyed_hash(f"family/{commune}/{code}")[:26]


def child_id(commune: str, code: str) -> str:
    return keys.keyed_hash(f"child/{commune}/{code}")[:26]


def import_families(commune: str, listed: Iterable[FamilyLines], *, now: datetime) -> Imported:
    """What the list does not speak of (who may log in, shared payers, enrolments) stays as it is. Raises NotFound, Busy."""
    done = Imported()
    for lines in listed:
        code = family_id(commune, lines.code)
        known = read_one(keys.family(commune, code), Family)
        if known is not None and known.value.erased_on is not None:
            done.erased.append((lines, known.value.erased_on))
            continue
        ids = tuple(child_id(commune, _code(child)) for child in lines.children)
        before = children.children(commune, ids)
        files = [
            _child(one, child, before[one].value if one in before else None)
            for one, child in zip(ids, lines.children, strict=True)
        ]
        family = _family(code, lines, ids, known.value if known is not None else None)
        register_family(commune, family, files, by=BY, now=now)
        done.families += 1
        done.children += len(files)
    return done


def invite_parents(commune: str, listed: Iterable[FamilyLines], *, again: bool = False, now: datetime) -> int:
    """A mail to each address that has no login and no invitation on its way; answers how many.

    `again`: also to those who were invited and have not opened their login.
    """
    sent = 0
    for lines in listed:
        ref = FamilyRef(commune, family_id(commune, lines.code))
        if families.erased_among(commune, [ref.family]):
            continue
        for guardian in lines.guardians:
            if guardian.email is not None and not _knows(guardian.email, ref, again=again):
                invite(guardian.email, [ref], by=BY, now=now)
                sent += 1
    return sent


def _knows(email: str, ref: FamilyRef, *, again: bool) -> bool:
    """Whether the address opens that family already, or was invited for it before, which does not count `again`."""
    found = read([activations.activation_key(email), accounts.login_key(email)])
    invited = found.get(activations.activation_key(email), Activation)
    login = found.get(accounts.login_key(email), Login)
    if not again and invited is not None and ref in invited.value.families:
        return True
    return login is not None and ref in accounts.account(login.value.account).value.families


def _family(code: str, lines: FamilyLines, ids: tuple[str, ...], known: Family | None) -> Family:
    listed = Family(
        code, lines.name, lines.address, lines.phone, lines.guardians, ids, resident=lines.resident
    )
    quotients = known.quotients if known is not None else ()
    if lines.quotient is not None:
        value, since = lines.quotient
        quotients = (
            *(one for one in quotients if one.since != since),
            QuotientFamilial(value, since),
        )
    if known is None:
        return replace(listed, quotients=quotients)
    return replace(
        known,
        name=lines.name,
        address=lines.address,
        phone=lines.phone,
        guardians=_with_accounts(lines.guardians, known.guardians),
        children=ids,
        resident=lines.resident,
        quotients=tuple(sorted(quotients, key=lambda one: one.since)),
    )


def _with_accounts(listed: tuple[Guardian, ...], known: tuple[Guardian, ...]) -> tuple[Guardian, ...]:
    accounts_of = {(one.email or "").casefold(): one.account for one in known if one.email}
    return tuple(replace(one, account=accounts_of.get((one.email or "").casefold())) for one in listed)


def _code(line: ChildLine) -> str:
    return line.number or f"{line.last_name}/{line.first_name}/{line.birth_date}".casefold()


def _child(code: str, line: ChildLine, known: Child | None) -> Child:
    if known is None:
        return Child(
            code, line.first_name, line.last_name, line.birth_date, (), line.school, line.school_class
        )
    return replace(
        known,
        first_name=line.first_name,
        last_name=line.last_name,
        birth_date=line.birth_date,
        school=line.school,
        school_class=line.school_class,
    )
