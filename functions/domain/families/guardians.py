"""Who is who among a family's responsables, when the town corrects their names or their addresses.

Nothing numbers a responsable. They are known by what is written of them, and one thing at a time may be corrected.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from functions.domain.families.family import Guardian
from functions.domain.families.spelling import folded


def known_as(listed: Sequence[Guardian], known: Sequence[Guardian]) -> list[Guardian | None]:
    """Of each responsable of a newer list, who they are in the file as it was; None for somebody new.

    The surest signs come first. A sign that fits two people tells nothing.
    """
    found: list[Guardian | None] = [None] * len(listed)
    left = list(known)
    for same in _SIGNS:
        open_places = [place for place, one in enumerate(found) if one is None]
        for place in open_places:
            twins = [other for other in left if same(listed[place], other)]
            rivals = [other for other in open_places if found[other] is None]
            if len(twins) == 1 and sum(same(listed[other], twins[0]) for other in rivals) == 1:
                found[place] = twins[0]
                left.remove(twins[0])
    return found


def with_known_accounts(listed: Sequence[Guardian], known: Sequence[Guardian]) -> tuple[Guardian, ...]:
    """The newer list, in which who has a login keeps it. A login is one person's: it is given to nobody else."""
    kept: list[Guardian] = []
    for one, before in zip(listed, known_as(listed, known), strict=True):
        account = one.account or (before.account if before is not None else None)
        taken = any(account is not None and other.account == account for other in kept)
        kept.append(replace(one, account=None if taken else account))
    return tuple(kept)


def full_name(guardian: Guardian) -> str:
    return f"{guardian.first_name} {guardian.last_name}"


def same_address(one: str | None, other: str | None) -> bool:
    return bool(one and other) and (one or "").strip().casefold() == (other or "").strip().casefold()


def _same_mail(one: Guardian, other: Guardian) -> bool:
    return same_address(one.email, other.email)


def _same_name(one: Guardian, other: Guardian) -> bool:
    return folded(full_name(one)) == folded(full_name(other))


def _same_first_name(one: Guardian, other: Guardian) -> bool:
    """Names change with a marriage, and first names are rarely the same in one home."""
    return one.civility == other.civility and folded(one.first_name) == folded(other.first_name)


def _same_mail_and_name(one: Guardian, other: Guardian) -> bool:
    return _same_mail(one, other) and _same_name(one, other)


_SIGNS: tuple[Callable[[Guardian, Guardian], bool], ...] = (
    _same_mail_and_name,
    _same_mail,
    _same_name,
    _same_first_name,
)
