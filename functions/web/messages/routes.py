"""Agents see to whom no mail is sent any more and what was given up, and have it tried again."""

from datetime import datetime
from typing import Literal

from chalice.app import Blueprint
from msgspec import Struct

from functions.domain.accounts.mail_standing import NoMailBecause
from functions.domain.messages import MessageKind
from functions.french.messages.unsent import KINDS, cause, unreachable_sentence
from functions.storage.table import outbox
from functions.storage.table.keys import Key
from functions.storage.town import communes
from functions.usecases.messages.list_unreachable import list_unreachable
from functions.usecases.messages.send_again import SentAgain, send_again
from functions.usecases.messages.try_address_again import AddressTried, try_address_again
from functions.web.api.endpoint import Routes
from functions.web.api.paths import COMMUNE
from functions.web.callers.agents import OFFICE, SECRETARY, Agent

routes = Routes(Blueprint(__name__))

UNREACHABLE = f"{COMMUNE}/unreachable-addresses"
UNSENT = f"{COMMUNE}/unsent-mails"
MOST = 200
"""Mails of one answer: the oldest. What is older than ninety days is gone."""


class UnreachableAddress(Struct):
    """`address` names it to the portal; `login`: the person has one, and was not only invited."""

    family: str
    family_name: str
    address: str
    email: str
    first_name: str
    last_name: str
    login: bool
    why: NoMailBecause
    since: datetime
    sentence: str


class UnreachableAddresses(Struct):
    addresses: list[UnreachableAddress]
    unreadable: list[str]
    """Families of which a line cannot be read."""


class TryAgain(Struct):
    act: Literal["try_again"]


class UnsentMail(Struct):
    """`label`: what it is about. `sentence`: why it did not leave."""

    id: str
    kind: MessageKind
    label: str
    family: str | None
    given_up_at: datetime | None
    tries: int
    cause: str
    sentence: str


class UnsentMails(Struct):
    mails: list[UnsentMail]
    more: bool
    unreadable: list[str]
    """Ids of those that cannot be read."""


class SendAgain(Struct):
    act: Literal["send_again"]


@routes.route("GET", UNREACHABLE, OFFICE, answers=UnreachableAddresses)
def list_addresses(caller: Agent) -> UnreachableAddresses:
    """Whose address does not receive the portal's mails. A moment late."""
    broken: list[Key] = []
    found = list_unreachable(caller.commune, unreadable=broken)
    clock = communes.commune(caller.commune).clock
    return UnreachableAddresses(
        [
            UnreachableAddress(
                family=one.family,
                family_name=one.family_name,
                address=one.address,
                email=one.email,
                first_name=one.first_name,
                last_name=one.last_name,
                login=one.login,
                why=one.why,
                since=one.since.astimezone(clock),
                sentence=unreachable_sentence(one.why),
            )
            for one in found
        ],
        sorted({key.pk.rpartition("#")[2] for key in broken}),
    )


@routes.route(
    "POST",
    f"{UNREACHABLE}/{{family}}/{{address}}",
    SECRETARY,
    takes=TryAgain,
    answers=None,
    status=204,
    keyed=True,
)
def try_again(caller: Agent, asked: TryAgain) -> None:
    """Write to that address again, from the next mail on: the person has repaired the box."""
    path = caller.ask.path
    try_address_again(
        AddressTried(caller.commune, path["family"], path["address"], caller.account, caller.ask.now)
    )


@routes.route("GET", UNSENT, OFFICE, answers=UnsentMails)
def list_unsent(caller: Agent) -> UnsentMails:
    """The mails that were given up, the oldest first, each with its cause."""
    broken: list[Key] = []
    found = list(outbox.given_up(caller.commune, unreadable=broken))
    clock = communes.commune(caller.commune).clock
    return UnsentMails(
        [
            UnsentMail(
                id=each.message.value.id,
                kind=each.message.value.kind,
                label=KINDS[each.message.value.kind],
                family=each.message.value.family,
                given_up_at=None if each.at is None else each.at.astimezone(clock),
                tries=each.tries,
                cause=each.cause,
                sentence=cause(each.cause),
            )
            for each in found[:MOST]
        ],
        len(found) > MOST,
        sorted(key.sk for key in broken),
    )


@routes.route(
    "POST",
    f"{UNSENT}/{{mail}}",
    SECRETARY,
    takes=SendAgain,
    answers=None,
    status=204,
    keyed=True,
    sends=True,
)
def send_mail_again(caller: Agent, asked: SendAgain) -> None:
    """Send a mail that was given up, once. It says what is true when it leaves."""
    ask = caller.ask
    send_again(SentAgain(caller.commune, ask.path["mail"], caller.account, ask.idempotency_key, ask.now))
