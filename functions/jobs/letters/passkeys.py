"""Letters about passkeys: whoever did not add or remove one hears of it while something can still be done."""

from datetime import datetime

from functions.domain.messages import Message, MessageKind
from functions.jobs.letters.letter import Letter, Write, account_of, text, towns_of
from functions.settings import settings


def _letter(message: Message, template: str) -> Letter:
    account = account_of(message)
    origin = settings().origin
    data: dict[str, str | int | tuple[str, ...]] = {
        "first_name": account.first_name,
        "name": text(message, "name"),
        "passkeys": f"{origin}/espace/cles/",
        "forgotten": f"{origin}/mot-de-passe-oublie/",
    }
    return Letter(account.email, template, data, towns_of(account))


def _added(message: Message, now: datetime) -> Letter:
    return _letter(message, "passkey_added")


def _removed(message: Message, now: datetime) -> Letter:
    return _letter(message, "passkey_removed")


LETTERS: dict[MessageKind, Write] = {
    MessageKind.PASSKEY_ADDED: _added,
    MessageKind.PASSKEY_REMOVED: _removed,
}
