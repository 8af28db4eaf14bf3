"""A mail to somebody's address came back: nobody writes there any more, and whoever can mend it is told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from functions.domain.accounts.mail_standing import MailReturn, NoMailBecause
from functions.domain.messages import Lane, Message, MessageKind
from functions.jobs.letters import LETTERS
from functions.jobs.outbox import DELIVERIES
from functions.storage.agents.staff import login_and_communes
from functions.storage.informing import announcements
from functions.storage.table import keys, outbox
from functions.storage.table.ids import new_id
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.invite import invite
from functions.usecases.accounts.reset_password import ask_reset
from functions.usecases.families.read_people import people_in
from functions.usecases.informing.find_addressees import count_addressees
from functions.usecases.informing.read_fates import Fate, read_fates
from functions.usecases.messages.deliver_messages import deliver_messages
from functions.usecases.messages.list_unreachable import list_unreachable
from functions.usecases.messages.note_mail_return import note_mail_return
from functions.usecases.messages.try_address_again import AddressTried, try_address_again
from functions.usecases.messages.who_is_reached import logins_reached
from functions.usecases.privacy.read_family_data import read_family_data
from functions.web.accounts.me import me
from tests.facts.fact import Fact, Reader
from tests.support.accounts import EMAIL, REF, an_account
from tests.support.builders import (
    MARC,
    NOW,
    a_booking,
    a_family,
    a_month,
    open_town,
    paris,
    put_month,
    settle,
)
from tests.support.informing import EVERYBODY, deliver_pages, write_to

INVITED = "julie@famille.example"
EVENING = paris("mercredi 2026-11-18 19:00")
MAILED = {kind: DELIVERIES[kind] for kind in LETTERS}
USED = {(9, "restauration"): a_booking(), (12, "restauration"): a_booking()}


def a_login_and_an_invitation() -> None:
    open_town()
    marc, julie = a_family().guardians
    settle(a_family(members=(MARC,), guardians=(marc, replace(julie, account=None))))
    an_account()
    put_month(a_month("clara", "2026-11", USED))
    invite(INVITED, [REF], by="mairie", now=NOW)
    write_to()
    deliver_pages()
    _leaving()


def fates_of_a_message() -> list[Fate]:
    [said] = announcements.written_before("lisse", None, limit=2)
    [family] = read_fates("lisse", said.id, after=None).families
    return [one.fate for one in family.addressees]


def both_came_back() -> None:
    for email in (EMAIL, INVITED):
        assert note_mail_return(MailReturn(email, NoMailBecause.BOUNCE, NOW), now=NOW)


def the_town_tries_again() -> None:
    for email in (EMAIL, INVITED):
        try_address_again(AddressTried("lisse", "testmp", keys.keyed_hash(email), "agent", NOW))


def _leaving() -> int:
    """How many mails leave of all that wait."""
    left = 0
    for lane in (Lane.URGENT, Lane.MAIN, Lane.MAIN):  # one for a family becomes one for each of its logins
        outcome = deliver_messages(
            MAILED, clock=lambda: EVENING, budget=timedelta(seconds=40), lane=lane, at_once=1
        )
        assert outcome.postponed == outcome.failed == 0
        left += outcome.sent
    return left


def _mails(kind: MessageKind, **data: str | int) -> Callable[[], int]:
    """Of one message to the family, of which the one for the family itself always goes."""

    def says() -> int:
        transaction = Transaction()
        outbox.add(transaction, Message(new_id(NOW), kind, "lisse", "testmp", data))
        transaction.commit()
        return _leaving() - ("account" not in data)

    return says


def a_code() -> int:
    ask_reset(EMAIL, place="home", idempotency_key=uuid4().hex, now=EVENING)
    return _leaving()


def an_invitation() -> int:
    invite(INVITED, [REF], by="mairie", now=EVENING)
    return _leaving()


def listed() -> list[str]:
    return sorted(person.email for person in list_unreachable("lisse"))


def followed() -> list[str]:
    """The states of those who are invited; who has a login is active, whatever its address receives."""
    people = people_in("lisse", "testmp", now=NOW)
    return [one.state for one in people if one.account is None]


def told_in_the_account() -> bool:
    return me(login_and_communes(MARC), now=NOW).account.mail_alert is not None


def handed_over() -> NoMailBecause | None:
    login = read_family_data("lisse", "testmp", account=MARC, now=NOW).login
    return None if login is None else login.no_mail_because


def counted() -> tuple[int, int]:
    """Addresses, and families to be told otherwise."""
    told = count_addressees("lisse", EVERYBODY, after="", now=NOW).told
    return told.addresses, told.otherwise


def reached() -> dict[str, int]:
    return logins_reached("lisse", ["testmp"])


def _mail(name: str, says: Callable[[], object]) -> Reader:
    return Reader(name, ("jobs.outbox",), says, before=1, after=0)


FACT = Fact(
    "bounced",
    prepare=a_login_and_an_invitation,
    tell=both_came_back,
    take_back=the_town_tries_again,
    readers=(
        Reader(
            "what became of a message to many",
            ("usecases.informing.read_fates",),
            fates_of_a_message,
            before=[Fate.SENT],
            after=[Fate.CAME_BACK],
        ),
        _mail("a code", a_code),
        _mail("an invitation", an_invitation),
        _mail("a confirmation", _mails(MessageKind.PASSWORD_CHANGED, account=MARC)),
        _mail("a reminder of a limit", _mails(MessageKind.BOOKING_REMINDER, evening="2026-11-18")),
        _mail(
            "a mail about an invoice",
            _mails(MessageKind.INVOICE_HANDED_OVER, invoice="i42", number="2026-000042"),
        ),
        Reader("the town's list", ("usecases.messages.list_unreachable",), listed, [], [INVITED, EMAIL]),
        Reader(
            "the invitations that the town follows",
            ("usecases.families.read_people",),
            followed,
            before=["invited"],
            after=["failed"],
        ),
        Reader(
            "whom a message to many would reach",
            ("usecases.informing.read_addressees",),
            counted,
            before=(1, 0),
            after=(0, 1),
        ),
        Reader(
            "whom a mail about what is called off reaches",
            ("usecases.messages.who_is_reached",),
            reached,
            before={"testmp": 1},
            after={"testmp": 0},
        ),
        Reader("the parent's account", ("web.accounts.me",), told_in_the_account, before=False, after=True),
        Reader(
            "what a family is handed of its data",
            ("usecases.privacy.read_family_data",),
            handed_over,
            before=None,
            after=NoMailBecause.BOUNCE,
        ),
    ),
    sources=("storage.accounts.mail_standings",),
    unconcerned={
        "usecases.families.invite_people": "It leaves such an address out of those it counts, in families without a login, as its own test asks.",
        "usecases.messages.note_mail_return": "It is the one who tells.",
        "usecases.messages.try_address_again": "It is how the town takes it back.",
        "usecases.accounts.invite": "An invitation that the town asks for by name is another try: it ends the fact.",
        "usecases.accounts.activate": "Whoever opens a login has read a mail: it ends the fact.",
        "usecases.accounts.change_address": "Whoever confirms an address has read a mail there: it ends the fact.",
        "usecases.files.propose_address": "A new address that the town writes is another try: it ends the fact.",
        "usecases.accounts.reset_password": "Whoever used a mailed code has read it: it ends the fact.",
    },
)
