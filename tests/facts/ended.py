"""The town ends somebody's access to a family, and takes that back by inviting them again."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from app import app
from functions import wiring
from functions.domain.accounts.invitation_state import AlreadyActive
from functions.domain.accounts.mail_standing import MailReturn, NoMailBecause
from functions.domain.agents.staff import Role
from functions.domain.errors import NotFound
from functions.domain.messages import Message, MessageKind
from functions.domain.planning.called_off import CalledOffScope
from functions.domain.planning.child_month import Slot
from functions.domain.uploads.uploads import UploadPurpose
from functions.jobs.letters import letter
from functions.storage.agents.staff import login_and_communes
from functions.storage.families import families
from functions.storage.table.ids import new_id
from functions.usecases.absences.call_off import CallOffAct, call_off
from functions.usecases.accounts.activate import activate
from functions.usecases.accounts.invite import invite
from functions.usecases.families.end_access import EndAccess, end_access
from functions.usecases.families.read_people import people_in
from functions.usecases.messages.fan_out_to_members import fan_out_to_members
from functions.usecases.messages.note_mail_return import note_mail_return
from functions.usecases.privacy.read_family_data import read_family_data
from functions.usecases.reminders.calendar_feed import account_named, token_of
from functions.usecases.uploads.begin_upload import begin_upload
from functions.usecases.uploads.upload_act import UploadAct
from functions.web.accounts.account_routes import erasures, of_login
from functions.web.accounts.me import me
from functions.web.reminders.calendar_feed import feed
from tests.facts.fact import Fact, Reader
from tests.support.accounts import (
    EMAIL,
    HOME,
    PASSWORD,
    REF,
    SHEET,
    activation_code,
    an_account,
    messages,
)
from tests.support.acts.uploads import Bucket
from tests.support.builders import (
    JULIE,
    MARC,
    MONDAY,
    NOW,
    a_family,
    acting,
    appoint,
    book,
    log_in,
    open_town,
    settle,
)
from tests.support.client import Browser

AGENT = "0" * 25 + "a"
ISSUED: dict[str, str | int] = {"invoice": "i", "number": "1", "period": "2026-10", "total_cents": 1,
                                "due_on": "2026-12-01"}  # fmt: skip


def two_parents() -> None:
    open_town()
    settle()
    an_account()
    an_account(JULIE, "julie@famille.example", first_name="Julie")
    book(Slot(MONDAY, "restauration", "clara"))
    Browser(app, cookie=log_in(MARC, now=wiring.now())).put("/me/calendar")


def marc_is_put_out() -> None:
    end_access(EndAccess("lisse", "testmp", MARC, "agent", uuid4().hex, NOW))


def marc_is_invited_again() -> None:
    invite(EMAIL, [REF], by="agent", now=NOW)
    code = activation_code()
    activate(EMAIL, code, PASSWORD, SHEET, visitor=HOME, idempotency_key=uuid4().hex, now=NOW)


def route() -> int:
    return (
        Browser(app, cookie=log_in(MARC, now=wiring.now()))
        .get("/communes/lisse/families/testmp/basket")
        .status
    )


def an_act_that_was_let_in_before() -> bool:
    who = acting()
    try:
        who.read((), also=who.done_key("none"))
    except NotFound:
        return False
    return True


def families_listed() -> int:
    return len(me(login_and_communes(MARC), now=NOW).families)


def families_with_data() -> int:
    return len(erasures(of_login(MARC).account))


def calendar() -> bool:
    kept = of_login(MARC).calendar
    address = "" if kept is None else token_of(MARC, kept)
    assert account_named(address) == MARC
    body = feed(address, known="", origin="https://x.example", now=NOW).body
    return b"BEGIN:VEVENT" in (body or b"")


def _issued(**data: str | int) -> Message:
    return Message(new_id(NOW), MessageKind.INVOICE_ISSUED, "lisse", "testmp", {**ISSUED, **data})


def mails_on_their_way() -> bool:
    return letter(_issued(account=MARC), now=NOW) is not None


def mails_to_the_family() -> bool:
    before = _addressed_to_him()
    fan_out_to_members(_issued(), NOW)
    return _addressed_to_him() > before


def _addressed_to_him() -> int:
    return [message.data["account"] for message in messages("invoice_issued")].count(MARC)


def people() -> str:
    return next(one.state for one in people_in("lisse", "testmp", now=NOW) if one.first_name == "Marc")


def a_list_that_was_read_before() -> bool:
    """Answers whether it lets him act; the town's own list goes on saying that he is a responsable."""
    settle(replace(a_family(), phone=uuid4().hex[:10]))
    return MARC in families.family("lisse", "testmp").value.members


def handed_over() -> bool:
    data = read_family_data("lisse", "testmp", account=None, now=NOW)
    return MARC in data.family.members


def a_second_login() -> bool:
    """Whether an invitation is refused, because he acts for the family."""
    try:
        invite(EMAIL, [REF], by="agent", now=NOW)
    except AlreadyActive:
        return True
    end_access(EndAccess("lisse", "testmp", _invited(), "agent", uuid4().hex, NOW))
    return False


def _invited() -> str:
    return next(one.id for one in people_in("lisse", "testmp", now=NOW) if one.first_name == "Marc")


def a_mail_that_reaches_the_family() -> bool:
    """As the town reads it of a day that is called off. Julie's address refuses: only Marc's receives."""
    note_mail_return(MailReturn("julie@famille.example", NoMailBecause.BOUNCE, NOW), now=NOW)
    call_off(CallOffAct("lisse", "agent", uuid4().hex, NOW), CalledOffScope(MONDAY, "grève"))
    appoint(AGENT, Role.SECRETARY)
    agent = Browser(app, cookie=log_in(AGENT, now=wiring.now()))
    [family] = agent.get(f"/communes/lisse/called-off/families?date={MONDAY}").json["families"]
    return bool(family["mailed"])


def how_many_an_agent_would_write_to() -> int:
    appoint(AGENT, Role.SECRETARY)
    agent = Browser(app, cookie=log_in(AGENT, now=wiring.now()))
    week = agent.get(f"/communes/lisse/files/testmp/planning?start={MONDAY}&end={MONDAY}")
    return int(week.json["told"])


def a_file_on_its_way() -> bool:
    store: Any = Bucket()
    act = UploadAct("lisse", "testmp", MARC, uuid4().hex, NOW)
    try:
        begin_upload(act, UploadPurpose.REQUEST, "photo.jpg", 9, store=store)
    except NotFound:
        return False
    return True


FACT = Fact(
    "ended",
    prepare=two_parents,
    tell=marc_is_put_out,
    take_back=marc_is_invited_again,
    readers=(
        Reader("every route of the family", ("web.callers.members",), route, before=200, after=404),
        Reader(
            "an act that was let in before",
            ("usecases.family_act",),
            an_act_that_was_let_in_before,
            before=True,
            after=False,
        ),
        Reader(
            "a file or a message for the town",
            ("usecases.uploads.upload_act",),
            a_file_on_its_way,
            before=True,
            after=False,
        ),
        Reader("who is signed in", ("web.accounts.me",), families_listed, before=1, after=0),
        Reader(
            "the data of Mon compte", ("web.accounts.account_routes",), families_with_data, before=1, after=0
        ),
        Reader("the calendar feed", ("web.reminders.calendar_feed",), calendar, before=True, after=False),
        Reader("a mail on its way", ("jobs.letters",), mails_on_their_way, before=True, after=False),
        Reader(
            "a mail to the family",
            ("usecases.messages.fan_out_to_members",),
            mails_to_the_family,
            before=True,
            after=False,
        ),
        Reader(
            "the people of the family",
            ("usecases.families.read_people",),
            people,
            before="active",
            after="ended",
        ),
        Reader(
            "the town's list",
            ("usecases.families.register_family", "usecases.families.follow_guardians"),
            a_list_that_was_read_before,
            before=True,
            after=False,
        ),
        Reader(
            "the file that the town is handed",
            ("usecases.privacy.read_family_data",),
            handed_over,
            before=True,
            after=False,
        ),
        Reader(
            "the families to call on a strike",
            ("web.absences.called_off_routes",),
            a_mail_that_reaches_the_family,
            before=True,
            after=False,
        ),
        Reader(
            "the week as an agent has it",
            ("web.bookings.agent_answers",),
            how_many_an_agent_would_write_to,
            before=2,
            after=1,
        ),
        Reader("an invitation", ("usecases.accounts.invite",), a_second_login, before=True, after=False),
    ),
    sources=("domain.families.access",),
    unconcerned={
        "usecases.files.ask_corrections": "It asks whether the login acts for the family, from its file as it reads it.",
        "usecases.families.answer_file_corrections": "It tells the parents of a quotient, from the file as it reads it.",
        "usecases.files.confirm_file": "It asks whether the login acts for the family, from its file as it reads it.",
        "domain.merging.merged_family": "It joins the logins of two files as both are when they are made one.",
        "web.merging.routes": "It counts the logins of two files as they are read.",
        "usecases.merging.merge_files": "It says under each login that moves where its family is now.",
        "french.privacy.erasing_words": "It counts the logins that would be erased, of a family whose data is read then.",
        "storage.directory.directory_lines": "It is written with each act, and compared with the files after each (acts of the harness).",
        "usecases.families.invite_people": "It asks whether anybody acts for the family, from its file as it reads it.",
        "usecases.families.end_access": "It is the one who tells.",
        "usecases.accounts.activate": "It takes back what was told: an invitation lets in again.",
        "usecases.privacy.erase_family": "It erases the logins of who was put out with those of the others.",
        "jobs.letters.letter": "It says which town writes to a login about the login itself.",
        "usecases.messages.list_unreachable": "It names who has a login, among those that the family's file names.",
        "usecases.reminders.remind_of_limits": "It asks whether anybody acts for the family; to whom mails go is decided on delivery.",
    },
)
