"""Whether a login acts for a family, letting it in, and putting it out again. Nothing else reads `Family.members`."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from functions.domain.families.family import MOST_ENDED, EndedAccess, Family


def acts_for(account: str, family: Family) -> bool:
    return account in family.members


def logins_of(family: Family) -> tuple[str, ...]:
    """Those who act for the family, each to be told what concerns it."""
    return family.members


def let_in(family: Family, account: str, email: str, *, address: str) -> Family:
    """The family once `account`, whose login has that e-mail address, may act for it. `address`: its keyed hash.

    Who was put out before is let in again by an invitation. Raises FamilyFull.
    """
    ended = tuple(one for one in family.ended if one.account != account and one.address != address)
    return replace(family.with_member(account, email), ended=ended)


def put_out(family: Family, account: str | None, addresses: Collection[str], *, on: date) -> Family:
    """The family once `account` may not act for it, and nobody of these addresses (keyed hashes) is invited by a list.

    `account`: None for somebody who was only invited. The file of the responsable stays: it is the town's. Of very many the
    latest are remembered.
    """
    others = tuple(one for one in family.ended if one.address not in addresses)
    ended = (*others, *(EndedAccess(address, account, on) for address in sorted(addresses)))
    return replace(
        family,
        members=tuple(member for member in family.members if member != account),
        guardians=tuple(
            replace(guardian, account=None)
            if account is not None and guardian.account == account
            else guardian
            for guardian in family.guardians
        ),
        ended=ended[-MOST_ENDED:],
    )


def joined_access(kept: Family, other: Family) -> Family:
    """The kept file, once whoever acts for either of the two acts for it. Who was put out of one of them stays out, until invited again."""
    out = accounts_ended(kept) | accounts_ended(other)
    members = dict.fromkeys(one for one in (*kept.members, *other.members) if one not in out)
    ended = {one.address: one for one in (*other.ended, *kept.ended)}
    return replace(kept, members=tuple(members), ended=tuple(ended.values())[-MOST_ENDED:])


def accounts_ended(family: Family) -> frozenset[str]:
    """Logins that were put out. What was read before, and is written after, does not bring them back."""
    return frozenset(one.account for one in family.ended if one.account is not None)


def addresses_ended(family: Family) -> frozenset[str]:
    return frozenset(one.address for one in family.ended)
