"""The same days booked or cancelled for several families: a class, or all who have booked a day. Counted first, then done by the names
that were counted."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from chalice.app import Blueprint
from msgspec import Meta, Struct

from functions.domain.availability.agent_standing import PriceChoice
from functions.domain.bookings.town_booking import TownTerms
from functions.domain.families.child_names import told_apart
from functions.domain.planning.town_act import MOST_REASON, Over
from functions.domain.reglement.deadline_rules import Action, Mode
from functions.french.bookings.for_family import BUSY, GONE, beyond_sentence
from functions.french.words.dates import listing
from functions.storage.town import communes
from functions.usecases.bookings.book_for_families import (
    DayAsked,
    FamilyOutcome,
    book_for_families,
    preview_for_families,
)
from functions.usecases.bookings.choose_children import (
    ChildOfFamily,
    ChosenPage,
    children_of_class,
    children_who_booked,
)
from functions.web.api.endpoint import Routes
from functions.web.api.fields import Id, of_this_century
from functions.web.api.paths import COMMUNE
from functions.web.bookings.agent_answers import AgentAnswers
from functions.web.bookings.agent_types import DoneForFamily, RefusedForFamily
from functions.web.callers.agents import SECRETARY, Agent

routes = Routes(Blueprint(__name__))
DayBooked = date
MOST_CHILDREN = 40
"""Of one act: forty families at most, each a transaction, within the time that an answer may take."""
MOST_DAYS = 10


class ChildNamedOf(Struct):
    family: Id
    child: Id


class ChildrenAsked(Struct):
    """`who`: those of a school and a class (each may be left open), or those who have booked a service on a day; without it, nobody yet.
    `after`: the `next` of the page before."""

    who: Literal["class", "booked"] | None = None
    school: Annotated[str, Meta(max_length=64)] = ""
    school_class: Annotated[str, Meta(max_length=40)] = ""
    service: Id | None = None
    date: DayBooked | None = None
    after: Annotated[str, Meta(max_length=300)] | None = None

    def __post_init__(self) -> None:
        if self.who == "booked" and (self.service is None or self.date is None):
            raise ValueError("a service and a day")
        of_this_century(*(() if self.date is None else (self.date,)))


class Choice(Struct):
    code: str
    name: str


class ChildrenChosen(Struct):
    """`next`: null on the last page. `schools`, `services`: what can be chosen."""

    children: list[ChildNamedOf]
    next: str | None
    today: date
    schools: list[Choice]
    services: list[Choice]


class DayOfBatch(Struct):
    service: Id
    date: date
    action: Action

    def __post_init__(self) -> None:
        of_this_century(self.date)


class BatchAsked(Struct):
    """As for one family; `over` names what any of them may have to pass over."""

    children: Annotated[list[ChildNamedOf], Meta(min_length=1, max_length=MOST_CHILDREN)]
    lines: Annotated[list[DayOfBatch], Meta(min_length=1, max_length=MOST_DAYS)]
    over: Annotated[list[Over], Meta(max_length=len(Over))] = []
    price: PriceChoice = PriceChoice.REGULAR
    reason: Annotated[str, Meta(max_length=MOST_REASON)] = ""
    tell: bool = True
    dry: bool = False


class FamilyOfBatch(Struct):
    """`children`: the first names of those that were asked for, which tells apart families of one name. `sentence`: why nothing was done for this family; empty where something was. `again`: sent once more, it may be done."""

    family: str
    name: str
    children: str
    done: list[DoneForFamily]
    refused: list[RefusedForFamily]
    over: list[Over]
    total_cents: int
    told: int
    sentence: str
    again: bool


class BatchAnswer(Struct):
    families: list[FamilyOfBatch]


@routes.route("GET", f"{COMMUNE}/bookings/batch", SECRETARY, takes=ChildrenAsked, answers=ChildrenChosen)
def choose_children_of_batch(caller: Agent, asked: ChildrenAsked) -> ChildrenChosen:
    """Whom an act for several families would be about."""
    page = _chosen(caller, asked)
    head = communes.reglement_head(caller.commune).value
    reglement = communes.reglement(caller.commune, head.reglement)
    booked = (one for one in reglement.services if one.reserve.mode is not Mode.ATTENDANCE)
    return ChildrenChosen(
        [ChildNamedOf(each.family, each.child) for each in page.children],
        page.next,
        reglement.day_of(caller.ask.now),
        [Choice(code, name) for code, name in reglement.school_names.items()],
        [Choice(one.code, one.name) for one in booked],
    )


def _chosen(caller: Agent, asked: ChildrenAsked) -> ChosenPage:
    if asked.who is None:
        return ChosenPage((), None)
    if asked.who == "booked" and asked.service is not None and asked.date is not None:
        return children_who_booked(caller.commune, asked.service, asked.date, after=asked.after)
    return children_of_class(
        caller.commune, asked.school, asked.school_class, after=asked.after, now=caller.ask.now
    )


@routes.route(
    "POST",
    f"{COMMUNE}/bookings/batch",
    SECRETARY,
    takes=BatchAsked,
    answers=BatchAnswer,
    keyed=True,
    sends=True,
)
def book_batch(caller: Agent, asked: BatchAsked) -> BatchAnswer:
    """Do the same days for each child, one act a family; with `dry`, say what that would be."""
    children = [ChildOfFamily(each.family, each.child) for each in asked.children]
    days = [DayAsked(each.date, each.service, each.action) for each in asked.lines]
    terms, now = TownTerms(frozenset(asked.over), asked.price, asked.reason), caller.ask.now
    if asked.dry:
        outcomes = preview_for_families(caller.commune, caller.account, children, days, terms, now=now)
    else:
        key = caller.ask.idempotency_key
        outcomes = book_for_families(
            caller.commune, caller.account, children, days, terms, tell=asked.tell, key=key, now=now
        )
    return BatchAnswer([_family(each, caller, _called(each, children), tell=asked.tell) for each in outcomes])


def _called(each: FamilyOutcome, children: Sequence[ChildOfFamily]) -> str:
    if each.facts is None:
        return ""
    names = told_apart(stored.value for stored in each.facts.children.values())
    mine = [names[one.child] for one in children if one.family == each.family and one.child in names]
    return listing(mine) if mine else ""


def _family(each: FamilyOutcome, caller: Agent, called: str, *, tell: bool) -> FamilyOfBatch:
    if each.facts is None:
        sentence = BUSY if each.busy else GONE
        return FamilyOfBatch(each.family, "", "", [], [], [], 0, 0, sentence, each.busy)
    answers = AgentAnswers(each.facts, caller.ask.now)
    name = each.facts.family.value.name
    if each.beyond:
        said = beyond_sentence(each.beyond)
        return FamilyOfBatch(each.family, name, called, [], [], list(each.beyond), 0, 0, said, False)
    if each.planned is not None:
        answer = answers.planned(each.planned, tell=tell)
    else:
        assert each.booked is not None, "what was not refused was done"
        answer = answers.booked(each.booked, tell=tell)
    said = "" if answer.done else " ".join(dict.fromkeys(line.sentence for line in answer.refused))
    told = answer.told if answer.done else 0
    over = [one.code for one in answer.over]
    return FamilyOfBatch(
        each.family, name, called, answer.done, answer.refused, over, answer.total_cents, told, said, False
    )
