"""A minimum service keeps a child besides: whether it had booked or not, what that costs and passes over is said first."""

from typing import Annotated, Literal

from chalice.app import Blueprint
from msgspec import Meta, Struct

from functions.domain.errors import NotFound
from functions.domain.planning.town_act import Over
from functions.french.bookings.calling_off import kept_besides_said, minimum_reason
from functions.storage.town import called_off
from functions.usecases.absences.call_off import CallOffAct
from functions.usecases.bookings.keep_child import KeepAsked, is_booked, keep_child, preview_kept
from functions.web.api.endpoint import Routes
from functions.web.api.fields import Code, Id
from functions.web.api.paths import COMMUNE
from functions.web.bookings.agent_answers import AgentAnswers
from functions.web.bookings.agent_types import ForFamilyAnswer, Passed
from functions.web.callers.agents import SECRETARY, Agent

routes = Routes(Blueprint(__name__))


class ChildKeptAsked(Struct):
    """`over`: all that the booking passes over, as it was shown. `dry`: say what would be done, and do nothing."""

    act: Literal["keep"]
    child: Id
    service: Code
    over: Annotated[list[Over], Meta(max_length=len(Over))] = []
    dry: bool = False


class ChildKept(Struct):
    """`possible`: whether it is done; with `dry`, whether it can be. `summary`: what that changes, or why not."""

    possible: bool
    booked: bool
    """The child had booked: nothing is booked anew."""
    over: list[Passed]
    total_cents: int
    summary: str


@routes.route(
    "POST",
    f"{COMMUNE}/called-off/{{month}}/{{entry}}/kept",
    SECRETARY,
    takes=ChildKeptAsked,
    answers=ChildKept,
    keyed=True,
    sends=True,
)
def keep_besides(caller: Agent, asked: ChildKeptAsked) -> ChildKept:
    """Keep a child for whom it was called off: who had booked nothing is booked, at the price of the règlement; the family is told."""
    path, now = caller.ask.path, caller.ask.now
    known = called_off.of_months(caller.commune, [path["month"]])[path["month"]].entries.get(path["entry"])
    if known is None:
        raise NotFound
    wanted = KeepAsked(
        path["month"],
        path["entry"],
        asked.child,
        asked.service,
        frozenset(asked.over),
        minimum_reason(known.what.reason),
    )
    if asked.dry:
        decision, facts = preview_kept(caller.commune, caller.account, wanted, now=now)
        found = AgentAnswers(facts, now).planned(decision, tell=True)
        return _shown(found, booked=is_booked(decision.refused))
    act = CallOffAct(caller.commune, caller.account, caller.ask.idempotency_key, now)
    done, facts = keep_child(act, wanted)
    return _shown(AgentAnswers(facts, now).booked(done, tell=True), booked=is_booked(done.refused))


def _shown(found: ForFamilyAnswer, *, booked: bool) -> ChildKept:
    refused = [] if booked else [each.sentence for each in found.refused]
    said = kept_besides_said(found.summary, refused, booked=booked)
    return ChildKept(not refused, booked, found.over, found.total_cents, said)
