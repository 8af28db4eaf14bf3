"""*Mes demandes*: a family asks its town, writes on and reads the answers."""

from chalice.app import Blueprint

from functions import wiring
from functions.domain.errors import NotFound
from functions.domain.requests.threads import ThreadKind
from functions.french.requests.threads import KINDS, end_sentence, state_of, words_of, written_by
from functions.french.words.dates import date_hour
from functions.storage.table.ids import new_id
from functions.storage.town import communes
from functions.usecases.requests.list_asked import asked_of_town
from functions.usecases.requests.read_threads import file_of, thread_shown
from functions.usecases.requests.thread_act import ThreadAct
from functions.usecases.requests.write_to_town import ask_town, continue_thread, settle_thread
from functions.usecases.uploads.take_uploads import NO_FILES, FilesSent, file_link
from functions.web.api.endpoint import Routes
from functions.web.api.paths import FAMILY
from functions.web.callers.members import MEMBER, Member
from functions.web.requests.answers import files_shown
from functions.web.requests.asked_answers import AskedAnswers
from functions.web.requests.types import (
    AskedListed,
    AskedQuery,
    FileLink,
    RequestAsked,
    RequestContinued,
    RequestSettled,
    ThreadShown,
    WrittenShown,
)

routes = Routes(Blueprint(__name__))
REQUEST = f"{FAMILY}/requests/{{request}}"


@routes.route("GET", f"{FAMILY}/requests", MEMBER, takes=AskedQuery, answers=AskedListed)
def list_asked(caller: Member, asked: AskedQuery) -> AskedListed:
    """All that the family asked of its town, on whichever screen, what was written last first."""
    family = caller.family.value
    reglement = communes.reglement(caller.commune, caller.head.value.reglement)
    today = reglement.day_of(caller.ask.now)
    found = asked_of_town(caller.commune, family, account=caller.account, today=today, before=asked.before)
    answers = AskedAnswers(found, reglement, caller.ask.now)
    return AskedListed(answers.all(), answers.papers(), found.next)


@routes.route(
    "POST", f"{FAMILY}/requests", MEMBER, takes=RequestAsked, answers=ThreadShown, status=201, keyed=True
)
def ask_the_town(caller: Member, asked: RequestAsked) -> ThreadShown:
    """Ask the town something, or send it a paper."""
    act = _act(caller, new_id(caller.ask.now))
    begun = ask_town(
        act, ThreadKind(asked.kind), asked.subject, asked.text, _files(asked.files), paper=asked.paper or ""
    )
    return _shown(caller, begun.thread)


@routes.route("GET", REQUEST, MEMBER, answers=ThreadShown)
def read_request(caller: Member) -> ThreadShown:
    """All that was written, the oldest first."""
    return _shown(caller, caller.ask.path["request"])


@routes.route("POST", f"{REQUEST}/messages", MEMBER, takes=RequestContinued, answers=ThreadShown, keyed=True)
def write_on(caller: Member, asked: RequestContinued) -> ThreadShown:
    """Write on: what had ended less than thirty days ago is open again."""
    return _shown(caller, continue_thread(_act(caller), asked.text, _files(asked.files)).thread)


@routes.route("PUT", f"{REQUEST}/state", MEMBER, takes=RequestSettled, answers=ThreadShown, keyed=True)
def settle_request(caller: Member, asked: RequestSettled) -> ThreadShown:
    """Say that no answer is needed any more."""
    return _shown(caller, settle_thread(_act(caller)).thread)


@routes.route("GET", f"{REQUEST}/files/{{file}}", MEMBER, answers=FileLink)
def read_file(caller: Member) -> FileLink:
    """Where a file of the thread is downloaded."""
    path, family = caller.ask.path, caller.family.value.id
    file = file_of(caller.commune, family, path["request"], path["file"])
    return FileLink(_found(file_link(caller.commune, family, file, store=wiring.uploads())))


def _found(url: str | None) -> str:
    if url is None:
        raise NotFound
    return url


def _files(names: list[str]) -> FilesSent:
    return FilesSent(tuple(names), wiring.uploads()) if names else NO_FILES


def _act(caller: Member, thread: str | None = None) -> ThreadAct:
    ask = caller.ask
    return ThreadAct(
        caller.commune,
        caller.family.value.id,
        thread or ask.path["request"],
        caller.account,
        ask.idempotency_key,
        ask.now,
    )


def _shown(caller: Member, thread_id: str) -> ThreadShown:
    family, now = caller.family.value, caller.ask.now
    found = thread_shown(caller.commune, family.id, thread_id)
    clock = communes.reglement(caller.commune, caller.head.value.reglement).clock
    today = caller.ask.now.astimezone(clock).date()
    thread = found.thread
    return ThreadShown(
        thread.id,
        thread.kind,
        KINDS[thread.kind],
        thread.subject,
        thread.state,
        state_of(thread),
        end_sentence(thread, now),
        thread.may_be_continued(now),
        [
            WrittenShown(
                one.id,
                written_by(one, family, caller.account),
                one.by == caller.account and not one.by_town,
                one.by_town,
                one.at.astimezone(clock),
                date_hour(one.at.astimezone(clock), today=today),
                words_of(one),
                files_shown(one.files),
            )
            for one in found.messages
        ],
    )
