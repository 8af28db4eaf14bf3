"""An agent whose phone is set: what it shows, and a sign-in that waits for it."""

import base64
from dataclasses import dataclass
from datetime import datetime

from functions import wiring
from functions.domain.second_factor.factor import SecondFactor
from functions.domain.second_factor.pending_sign_in import PendingSignIn
from functions.domain.second_factor.totp import code_at, step_at
from functions.storage.accounts.sessions import hashed
from functions.storage.second_factor import factors, pending_sign_ins
from functions.storage.table import keys
from functions.storage.table.reading import read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.second_factor.phone_secrets import newest_secret, secret_of
from functions.usecases.second_factor.recovery_codes import new_recovery_codes
from functions.usecases.second_factor.set_factor import PhoneToSet
from tests.support.builders import MARC, NOW, begin_sign_in
from tests.support.client import Browser


@dataclass(frozen=True)
class Paper:
    codes: tuple[str, ...]


def a_phone(account: str = MARC, *, now: datetime = NOW) -> Paper:
    """Set a phone for the login, as if yesterday; what is on paper."""
    codes = new_recovery_codes(account)
    factor = SecondFactor("an issue", newest_secret("an issue").key, now, 0, codes.hashed, now)
    transaction = Transaction()
    factors.put(transaction, Stored(keys.second_factor(account), factor, 0))
    transaction.commit()
    return Paper(codes.shown)


def phone_shows(account: str = MARC, *, now: datetime = NOW) -> str:
    known = factor_of(account)
    return code_at(secret_of(known.issue, known.key), step_at(now))


def first_code(phone: PhoneToSet, *, now: datetime = NOW) -> str:
    """What an application shows that was set with those letters."""
    return code_at(base64.b32decode(phone.secret), step_at(now))


def factor_of(account: str = MARC) -> SecondFactor:
    found = factors.factor(account)
    assert found is not None
    return found.value


def waiting(account: str = MARC, *, now: datetime = NOW, enrols: bool = False) -> Stored[PendingSignIn]:
    """A sign-in whose password was right."""
    return pending_of(begin_sign_in(account, now=now, enrols=enrols))


def pending_of(cookie: str) -> Stored[PendingSignIn]:
    account, secret = cookie.split(".")
    found = read_one(pending_sign_ins.key_of(account, hashed(secret)), PendingSignIn)
    assert found is not None
    return found


def pass_second_factor(browser: Browser, letters: str = "") -> str:
    """After an agent's password: set a phone where none is, else give its code. Answers the letters that it was set with."""
    if browser.get("/session/second-factor").json["enrols"]:
        letters = browser.get("/session/second-factor/phone").json["secret"].replace(" ", "")
        code = first_code(PhoneToSet("", letters), now=wiring.now())
        answer = browser.post("/session/second-factor/phone", {"code": code})
    else:
        code = first_code(PhoneToSet("", letters), now=wiring.now())
        answer = browser.post("/session/second-factor", {"method": "phone", "code": code})
    assert answer.status == 200, answer.text
    return letters
