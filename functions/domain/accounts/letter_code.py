"""The code of a letter on paper, for a responsable whose e-mail address the town does not know.

It lets nobody in: whoever has it gives an address, and the invitation is mailed there.
"""

from dataclasses import dataclass
from datetime import datetime

from functions.domain import retention
from functions.domain.accounts.account import FamilyRef
from functions.domain.errors import Conflict, InvalidRequest
from functions.domain.families.family import Family, Guardian
from functions.domain.families.guardians import full_name
from functions.domain.families.spelling import folded


class LetterCodeWrong(InvalidRequest):
    """There is no such code, or it is too old: the two look the same."""

    code = "letter_code_wrong"


class LetterCodeUsed(Conflict):
    """The code was used for another address, or the town has learned one since."""

    code = "letter_code_used"


@dataclass(frozen=True, slots=True)
class LetterCode:
    """`person`: a keyed hash of the responsable's name. `address`: a keyed hash of the address that was given; empty before."""

    family: FamilyRef
    person: str
    made_at: datetime
    address: str = ""

    def is_open(self, now: datetime) -> bool:
        return now < self.made_at + retention.INVITATION_OPEN


def spelled(guardian: Guardian) -> str:
    """What a responsable without an address is known by."""
    return folded(full_name(guardian))


def to_write_to(family: Family) -> list[Guardian]:
    """Those whom a letter reaches and no mail does: neither an address nor a login."""
    if family.erased_on is not None:
        return []
    return [one for one in family.guardians if one.email is None and one.account is None]
