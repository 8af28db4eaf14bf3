"""What parents corrected in the town's file, as its secretary reads and answers it."""

from datetime import date
from typing import Annotated

from chalice.app import Blueprint
from msgspec import Meta, Struct

from functions import wiring
from functions.domain.agents.staff import Role
from functions.domain.errors import NotFound
from functions.domain.files.correction_answers import MOST_CHARACTERS
from functions.domain.journal import SENT_FILE_READ
from functions.french.families.corrections import problem_sentence
from functions.storage.families import requests
from functions.usecases.families.answer_file_corrections import CorrectionAct, answer_file_corrections
from functions.usecases.families.read_corrections import (
    corrections_page,
    shown_corrections,
)
from functions.usecases.journal.note_read import note_read
from functions.usecases.uploads.take_uploads import file_link
from functions.web.api.endpoint import Routes
from functions.web.api.fields import Id, of_this_century
from functions.web.api.paths import COMMUNE
from functions.web.callers.agents import OFFICE, SECRETARY, Agent, agents
from functions.web.families.correction_answers import CorrectionRequest, told_corrections

routes = Routes(Blueprint(__name__))
CORRECTIONS = f"{COMMUNE}/corrections"
MOST_FIELDS = 200
WHO_READS = agents(Role.SECRETARY, Role.REGISSEUR)
"""Of a proof: who may note a quotient."""

Field = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[a-z0-9_.]+$")]


class CorrectionsQuery(Struct):
    """`after`: the `next` of the page before."""

    after: Id | None = None


class CorrectionsListed(Struct):
    """`next`: the `after` of the page that follows; null on the last one."""

    requests: list[CorrectionRequest]
    next: str | None


class FieldsAnswered(Struct):
    """`reason`: why the refused fields are refused, as the parent will read it. `resident`: whether the family lives in the commune, to be said
    where its address leads to another town. `since`: from which day on an accepted quotient counts; null: from the day that the family said."""

    accept: Annotated[list[Field], Meta(max_length=MOST_FIELDS)] = []
    refuse: Annotated[list[Field], Meta(max_length=MOST_FIELDS)] = []
    reason: Annotated[str, Meta(max_length=MOST_CHARACTERS)] = ""
    resident: bool | None = None
    since: date | None = None

    def __post_init__(self) -> None:
        if self.since is not None:
            of_this_century(self.since)
        if not self.accept and not self.refuse:
            raise ValueError("no field is answered")
        if set(self.accept) & set(self.refuse):
            raise ValueError("a field is accepted and refused")


class FieldFailed(Struct):
    field: str
    code: str
    sentence: str


class ProofOfCorrection(Struct):
    """`url`: for two minutes."""

    url: str


class CorrectionsTaken(Struct):
    """`failed`: the fields that stay as they were."""

    request: CorrectionRequest
    failed: list[FieldFailed]


@routes.route("GET", CORRECTIONS, OFFICE, takes=CorrectionsQuery, answers=CorrectionsListed)
def list_corrections(caller: Agent, asked: CorrectionsQuery) -> CorrectionsListed:
    """The requests that wait for an answer, the oldest first."""
    page = corrections_page(caller.commune, after=asked.after)
    return CorrectionsListed(
        told_corrections(caller.commune, page.requests, health=Role.SECRETARY in caller.roles), page.next
    )


@routes.route(
    "POST",
    f"{CORRECTIONS}/{{family}}/{{request}}",
    SECRETARY,
    takes=FieldsAnswered,
    answers=CorrectionsTaken,
    keyed=True,
    sends=True,
)
def answer(caller: Agent, asked: FieldsAnswered) -> CorrectionsTaken:
    """Take fields into the town's file, refuse others with a reason; the parent is told by mail."""
    path = caller.ask.path
    act = CorrectionAct(
        caller.commune,
        path["family"],
        path["request"],
        asked.accept,
        asked.refuse,
        asked.reason,
        caller.account,
        caller.ask.idempotency_key,
        caller.ask.now,
        asked.resident,
        asked.since,
        Role.REGISSEUR in caller.roles,
    )
    taken, request = answer_file_corrections(act)
    [shown] = told_corrections(caller.commune, shown_corrections(caller.commune, [request]), health=True)
    failed = [FieldFailed(field, problem, problem_sentence(problem)) for field, problem in taken.failed]
    return CorrectionsTaken(shown, failed)


@routes.route(
    "GET", f"{CORRECTIONS}/{{family}}/{{request}}/files/{{file}}", WHO_READS, answers=ProofOfCorrection
)
def read_proof_of_correction(caller: Agent) -> ProofOfCorrection:
    """Where a file that proves a correction is downloaded. The family's journal says who read it."""
    path, commune = caller.ask.path, caller.commune
    asked = requests.request(commune, path["family"], path["request"])
    sent = () if asked is None else (file for one in asked.value.corrections for file in one.files)
    file = next((one for one in sent if one.id == path["file"]), None)
    url = None if file is None else file_link(commune, path["family"], file, store=wiring.uploads())
    if url is None:
        raise NotFound
    note_read(commune, path["family"], by=caller.account, now=caller.ask.now, act=SENT_FILE_READ)
    return ProofOfCorrection(url)
