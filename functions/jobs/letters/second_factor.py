"""Letters about an agent's second factor: whoever did not do it hears of it while something can still be done."""

from datetime import datetime

from functions.domain.messages import Message, MessageKind
from functions.domain.second_factor.factor import RESET_WAITS
from functions.jobs.letters.letter import Letter, Write, account_of, towns_of
from functions.settings import settings


def _letter(message: Message, template: str, **data: str | int | tuple[str, ...]) -> Letter:
    account = account_of(message)
    origin = settings().origin
    links = {"sign_in": f"{origin}/connexion/", "forgotten": f"{origin}/mot-de-passe-oublie/"}
    return Letter(
        account.email, template, {"first_name": account.first_name, **links, **data}, towns_of(account)
    )


def _set(message: Message, now: datetime) -> Letter:
    return _letter(message, "second_factor_set")


def _reset(message: Message, now: datetime) -> Letter:
    hours = int(RESET_WAITS.total_seconds()) // 3600
    return _letter(message, "second_factor_reset", at_once=message.data["at_once"], hours=hours)


def _recovery_code_used(message: Message, now: datetime) -> Letter:
    codes = f"{settings().origin}/double-verification/"
    return _letter(message, "recovery_code_used", left=message.data["left"], codes=codes)


def _wrong_codes_given(message: Message, now: datetime) -> Letter:
    return _letter(message, "wrong_codes_given")


LETTERS: dict[MessageKind, Write] = {
    MessageKind.SECOND_FACTOR_SET: _set,
    MessageKind.SECOND_FACTOR_RESET: _reset,
    MessageKind.RECOVERY_CODE_USED: _recovery_code_used,
    MessageKind.WRONG_CODES_GIVEN: _wrong_codes_given,
}
