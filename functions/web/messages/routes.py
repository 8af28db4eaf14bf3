"""Agents see to whom no mail is sent any more and what was given up, and have it tried again."""

from datetime import datetime
from typing import Literal

from chalice.app import Blueprint
from msgspec import Struct

from functions.domain.accounts.mail_standing import NoMailBecause
from functions.domain.messages import MessageKind
from functions.french.messages.unsent import KINDS, cause, unreachable_sentence
from functions.french.words.dates import date_weekday
from functions.storage.table.keys import Key
from functions.storage.town import communes
from functions.usecases.messages.list_unreachable import list_unreachable
from functions.usecases.messages.list_unsent import list_unsent
from functions.usecases.messages.send_again import send_again
from functions.usecases.messages.set_mail_aside import set_mail_aside
from functions.usecases.messages.try_address_again import AddressTried, try_address_again
from functions.usecases.messages.unsent_mail_act import UnsentMailAct
from functions.web.api.endpoint import Routes
from functions.web.api.paths import COMMUNE
from functions.web.callers.agents import OFFICE, SECRETARY, Agent

routes = Routes(Blueprint(__name__))

UNREACHABLE = f"{COMMUNE}/unreachable-addresses"
UNSENT = f"{COMMUNE}/unsent-mails"
MOST = 200
"""Mails of one answer: the oldest. What is older than ninety days is gone."""


class UnreachableAddress(Struct):
    """`address` names it to the portal; `login`: the person has one, and was not only invited. `phone`: as the file says it.
    `new_email`: the address of the file that takes its place once its owner has confirmed it; empty where there is none."""

    family: str
    family_name: str
    phone: str
    address: str
    email: str
    new_email: str
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
    """`label`: what it is about; `when`: on which day it was given up, in words. `sentence`: why it did not leave, and what to do.
    `family_name`, `phone`, `email`: whom it was for; empty where nobody knows."""

    id: str
    kind: MessageKind
    label: str
    family: str | None
    family_name: str
    phone: str
    email: str
    when: str
    given_up_at: datetime | None
    tries: int
    cause: str
    sentence: str


class UnsentMails(Struct):
    mails: list[UnsentMail]
    more: bool
    unreadable: list[str]
    """Ids of those that cannot be read."""


class UnsentAct(Struct):
    """`send_again`: its cause is mended. `set_aside`: the family was told otherwise, it is not to leave any more."""

    act: Literal["send_again", "set_aside"]


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
                phone=one.phone,
                address=one.address,
                email=one.email,
                new_email=one.file_email,
                first_name=one.first_name,
                last_name=one.last_name,
                login=one.login,
                why=one.why,
                since=one.since.astimezone(clock),
                sentence=unreachable_sentence(one.why, one.file_email),
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
def list_unsent_mails(caller: Agent) -> UnsentMails:
    """The mails that were given up, the oldest first, each with its cause."""
    broken: list[Key] = []
    found, more = list_unsent(caller.commune, most=MOST, unreadable=broken)
    town = communes.commune(caller.commune)
    return UnsentMails(
        [
            UnsentMail(
                id=each.mail.message.value.id,
                kind=each.mail.message.value.kind,
                label=KINDS[each.mail.message.value.kind],
                family=each.mail.message.value.family,
                family_name=each.family_name,
                phone=each.phone,
                email=each.email,
                when="" if each.mail.at is None else date_weekday(town.day_of(each.mail.at)),
                given_up_at=None if each.mail.at is None else each.mail.at.astimezone(town.clock),
                tries=each.mail.tries,
                cause=each.mail.cause,
                sentence=cause(each.mail.cause),
            )
            for each in found
        ],
        more,
        sorted(key.sk for key in broken),
    )


@routes.route(
    "POST",
    f"{UNSENT}/{{mail}}",
    SECRETARY,
    takes=UnsentAct,
    answers=None,
    status=204,
    keyed=True,
    sends=True,
)
def act_on_unsent(caller: Agent, asked: UnsentAct) -> None:
    """Send a mail that was given up, once, as is true when it leaves; or take it off the list."""
    ask = caller.ask
    acts = {"send_again": send_again, "set_aside": set_mail_aside}
    acts[asked.act](
        UnsentMailAct(caller.commune, ask.path["mail"], caller.account, ask.idempotency_key, ask.now)
    )
