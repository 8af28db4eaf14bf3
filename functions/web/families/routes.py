"""What a town asks of a family before it books: the règlement that a parent accepts, the file that the town keeps."""

from datetime import date
from typing import Annotated

from chalice.app import Blueprint
from msgspec import Meta, Struct

from functions.domain.calendar.weeks import Weeks
from functions.domain.families.family import Enrolment
from functions.usecases.families.accept_reglement import accept_reglement
from functions.usecases.families.update_family_file import update_family_file
from functions.usecases.family_act import Acting
from functions.web.api.endpoint import Routes
from functions.web.api.fields import Id, Weekday
from functions.web.api.paths import COMMUNE, FAMILY
from functions.web.callers.agents import SECRETARY, Agent
from functions.web.callers.members import BOOKER, Booker

routes = Routes(Blueprint(__name__))
MOST = 50


class ReglementRead(Struct):
    """`version`: of the règlement that the parent read, as the planning's `to_accept` names it."""

    version: Annotated[int, Meta(ge=1)]


class ReglementAccepted(Struct):
    accepted: int


class EnrolmentKept(Struct):
    """`weekdays`: of a yearly pattern, none for every day on which the service opens."""

    child: Id
    service: Id
    first: date
    last: date | None = None
    weekdays: Annotated[list[Weekday], Meta(max_length=7)] = []
    weeks: Weeks = Weeks.ALL


class FileKept(Struct):
    """`reason`: why the file is said complete, or not, against what its papers say. `enrolments`: all those that this family pays, of the children named in `children` or in an enrolment.
    `seen`: the version of a child's file from which they were changed; refused where somebody wrote it since."""

    file_complete: bool
    reason: Annotated[str, Meta(max_length=200)] = ""
    enrolments: Annotated[list[EnrolmentKept], Meta(max_length=MOST)] = []
    children: Annotated[list[Id], Meta(max_length=MOST)] = []
    seen: Annotated[dict[Id, int], Meta(max_length=MOST)] = {}


@routes.route(
    "POST",
    f"{FAMILY}/reglement-acceptances",
    BOOKER,
    takes=ReglementRead,
    answers=ReglementAccepted,
    keyed=True,
)
def accept(caller: Booker, asked: ReglementRead) -> ReglementAccepted:
    """The family accepts the règlement: what asks for it can be booked from now on."""
    acting = Acting(caller.commune, caller.family.value, caller.basket.value, caller.account)
    done = accept_reglement(acting, asked.version, key=caller.ask.idempotency_key, now=caller.ask.now)
    return ReglementAccepted(done.version)


@routes.route("PUT", f"{COMMUNE}/files/{{family}}", SECRETARY, takes=FileKept, answers=FileKept, keyed=True)
def keep(caller: Agent, asked: FileKept) -> FileKept:
    """Say whether a family's file is complete, and for what its children are enrolled."""
    family = caller.ask.path["family"]
    enrolments: dict[str, tuple[Enrolment, ...]] = dict.fromkeys(asked.children, ())
    for each in asked.enrolments:
        enrolment = Enrolment(
            each.service, family, each.first, each.last, tuple(sorted(set(each.weekdays))), each.weeks
        )
        enrolments[each.child] = (*enrolments.get(each.child, ()), enrolment)
    update_family_file(
        caller.commune,
        family,
        file_complete=asked.file_complete,
        reason=asked.reason,
        enrolments=enrolments,
        seen=asked.seen,
        by=caller.account,
        key=caller.ask.idempotency_key,
        now=caller.ask.now,
    )
    return asked
