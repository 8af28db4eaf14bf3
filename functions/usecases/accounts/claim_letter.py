"""A parent who has a letter gives their e-mail address: it goes into the town's file, and the invitation is mailed to it.

The mail proves that the address is theirs: the code of the letter alone opens nothing.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from functions.domain.accounts.account import AddressUnmailable
from functions.domain.accounts.activation import Activation
from functions.domain.accounts.letter_code import LetterCode, LetterCodeUsed, LetterCodeWrong, spelled
from functions.domain.accounts.mail_address import mailable
from functions.domain.families.family import Family, Guardian
from functions.domain.families.guardians import same_address
from functions.domain.families.hand_marks import family_by_hand
from functions.domain.journal import JournalLine
from functions.storage.accounts import activations, letter_codes
from functions.storage.families import families
from functions.storage.table import journal, keys
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.invite import write_invitation
from functions.usecases.accounts.mailed_codes import as_written
from functions.usecases.accounts.throttle import count_mail, count_wrong_code
from functions.usecases.retry import when_moved

BY = "letter"


@dataclass(frozen=True, slots=True)
class LetterClaim:
    code: str
    email: str
    place: str
    now: datetime


def claim_letter(asked: LetterClaim) -> None:
    """The same address again is sent another invitation. Raises AddressUnmailable, LetterCodeWrong, LetterCodeUsed, LoginFull, Throttled, Busy."""
    address = asked.email.strip()
    if mailable(address) is None:
        raise AddressUnmailable(field="email")
    place = letter_codes.code_key(as_written(asked.code))
    known = read([place]).get(place, LetterCode)
    if known is None or not known.value.is_open(asked.now):
        count_wrong_code(address, asked.place, now=asked.now)
        raise LetterCodeWrong(field="code")
    count_mail(address, asked.place, known_place=True, now=asked.now)
    when_moved(lambda: _claim(asked, address, place))


def _claim(asked: LetterClaim, address: str, place: keys.Key) -> None:
    stored = read([place]).get(place, LetterCode)
    if stored is None:
        raise LetterCodeWrong(field="code")
    letter, hashed = stored.value, activations.hashed(address)
    ref = letter.family
    family_key, invitation_key = keys.family(ref.commune, ref.family), activations.activation_key(address)
    found = read([family_key, invitation_key])
    family = found.get(family_key, Family)
    if family is None or family.value.erased_on is not None:
        raise LetterCodeWrong(field="code")
    if letter.address not in ("", hashed):
        raise LetterCodeUsed
    person = _person(family.value, letter, address)
    if person.account is not None:
        raise LetterCodeUsed
    transaction = Transaction()
    if person.email is None:
        guardians = tuple(
            replace(one, email=address) if one == person else one for one in family.value.guardians
        )
        noted = family_by_hand(family.value, replace(family.value, guardians=guardians), by=BY, at=asked.now)
        families.put(transaction, ref.commune, Stored(family_key, noted, family.version))
        line = JournalLine(new_id(asked.now), "letter_claimed", BY, asked.now, {"family": family.version})
        journal.add(transaction, ref.commune, ref.family, line)
    else:
        transaction.check(family, why="family")
    letter_codes.put(transaction, Stored(place, replace(letter, address=hashed), stored.version))
    earlier = found.get(invitation_key, Activation)
    write_invitation(transaction, earlier, address, [ref], by=BY, now=asked.now, waited_for=True)
    transaction.commit()


def _person(family: Family, letter: LetterCode, address: str) -> Guardian:
    """The responsable whom the letter is for, with this address or none yet. Raises LetterCodeUsed where the file says something else."""
    for one in family.guardians:
        known = one.email is None or same_address(one.email, address)
        if known and keys.keyed_hash(spelled(one)) == letter.person:
            return one
    raise LetterCodeUsed
