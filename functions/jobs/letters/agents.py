"""Letters about who works for a commune."""

from datetime import datetime
from urllib.parse import urlencode

from functions.domain.accounts.account import Account
from functions.domain.agents.staff import Appointment, Role
from functions.domain.messages import Message, MessageKind
from functions.domain.town.commune import Commune
from functions.french.agents.roles import MAY, named, place_names, terms
from functions.jobs.letters.letter import Letter, Write, account_of, text
from functions.settings import settings
from functions.storage.agents import staff as staffs
from functions.storage.table import keys
from functions.storage.table.reading import read_one
from functions.storage.town import communes


def _agent_appointed(message: Message, now: datetime) -> Letter | None:
    """As it stands when the mail leaves: a later change has a mail of its own."""
    account, town = account_of(message), _town(message)
    held = staffs.staff(town.id).value.appointed(account.id, on=town.day_of(now))
    if held is None:
        return None
    return Letter(
        account.email,
        "agent_appointed",
        {
            "first_name": account.first_name,
            "town": town.name,
            "roles": named(held.roles),
            "may": tuple(MAY[role] for role in held.roles),
            "terms": terms(held, _names(town, held)),
            "email": account.email,
            "link": _desk(town),
            "password": f"{settings().origin}/mot-de-passe-oublie/",
        },
        (town,),
    )


def _agent_ended(message: Message, now: datetime) -> Letter | None:
    account, town = account_of(message), _town(message)
    if staffs.staff(town.id).value.appointed(account.id, on=town.day_of(now)) is not None:
        return None  # appointed again since
    data: dict[str, str | int | tuple[str, ...]] = {
        "first_name": account.first_name,
        "town": town.name,
        "link": f"{settings().origin}/connexion/",
    }
    return Letter(account.email, "agent_ended", data, (town,))


def _regisseur_appointed(message: Message, now: datetime) -> Letter | None:
    account, town = account_of(message), _town(message)
    held = staffs.staff(town.id).value.appointed(text(message, "appointed"), on=town.day_of(now))
    other = read_one(keys.account(text(message, "appointed")), Account)
    if held is None or Role.REGISSEUR not in held.roles or other is None:
        return None
    return Letter(
        account.email,
        "regisseur_appointed",
        {
            "first_name": account.first_name,
            "town": town.name,
            "who": other.value.first_name,
            "link": _desk(town),
        },
        (town,),
    )


def _desk(town: Commune) -> str:
    return f"{settings().origin}/mairie/?{urlencode({'commune': town.id})}"


def _town(message: Message) -> Commune:
    return communes.commune(message.commune or "")


def _names(town: Commune, held: Appointment) -> dict[str, str]:
    if not (held.scope.schools or held.scope.services):
        return {}
    return place_names(communes.reglement_now(town.id))


LETTERS: dict[MessageKind, Write] = {
    MessageKind.AGENT_APPOINTED: _agent_appointed,
    MessageKind.AGENT_ENDED: _agent_ended,
    MessageKind.REGISSEUR_APPOINTED: _regisseur_appointed,
}
