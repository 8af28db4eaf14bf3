"""The week of a family as an agent has it: what the règlement refuses to parents is possible, named and with a reason."""

from chalice.app import Blueprint
from msgspec.structs import replace

from functions.domain.bookings.town_booking import TownTerms
from functions.domain.bookings.validation import SeenLine
from functions.domain.journal import SEEN_AS_FAMILY
from functions.usecases.bookings.book_for_family import (
    ForFamily,
    book_for_family,
    preview_for_family,
    preview_prices,
)
from functions.usecases.journal.note_read import note_read
from functions.web.api.endpoint import Routes
from functions.web.api.paths import COMMUNE
from functions.web.bookings.agent_answers import AgentAnswers
from functions.web.bookings.agent_types import (
    AgentPlanning,
    AgentPlanningQuery,
    FamilyView,
    ForFamilyAnswer,
    ForFamilyAsked,
)
from functions.web.bookings.answers import Answers
from functions.web.bookings.planning_reader import PlanningReader
from functions.web.bookings.routes import slot_of
from functions.web.callers.agents import OFFICE_OF_FILE, SECRETARY, Agent, AgentOfFile

routes = Routes(Blueprint(__name__))
FILE = f"{COMMUNE}/files/{{family}}"


@routes.route("GET", f"{FILE}/planning", OFFICE_OF_FILE, takes=AgentPlanningQuery, answers=AgentPlanning)
def read_planning_of_family(caller: AgentOfFile, asked: AgentPlanningQuery) -> AgentPlanning:
    """The parents' week grid, six weeks at most, and in each cell what an agent may do and what that passes over."""
    reader = PlanningReader(caller)
    days = asked.days(reader)
    shown = reader.facts(days)
    return AgentAnswers(shown, caller.ask.now).agent_grid(list(shown.children), days)


@routes.route("GET", f"{FILE}/view", OFFICE_OF_FILE, takes=AgentPlanningQuery, answers=FamilyView)
def see_as_family(caller: AgentOfFile, asked: AgentPlanningQuery) -> FamilyView:
    """The parents' week as they have it, without what each of them has in a basket. The family's journal says who looked, once an hour."""
    family = caller.family.value
    note_read(caller.commune, family.id, by=caller.account, now=caller.ask.now, act=SEEN_AS_FAMILY)
    reader = PlanningReader(caller)
    days = asked.days(reader)
    shown = reader.facts(days)
    planning = Answers(shown, caller.ask.now).grid(list(shown.children), days)
    return FamilyView(family.name, planning)


@routes.route(
    "POST",
    f"{FILE}/bookings",
    SECRETARY,
    takes=ForFamilyAsked,
    answers=ForFamilyAnswer,
    keyed=True,
    sends=True,
)
def book_in_place_of_family(caller: Agent, asked: ForFamilyAsked) -> ForFamilyAnswer:
    """Book and cancel, as *Valider*, past what `over` names; with `dry`, say what that would be."""
    acting = ForFamily(caller.commune, caller.ask.path["family"], caller.account)
    lines = [SeenLine(slot_of(each), each.action, each.price_cents) for each in asked.lines]
    terms = TownTerms(frozenset(asked.over), asked.price, asked.reason)
    now = caller.ask.now
    if asked.dry:
        decision, facts = preview_for_family(acting, lines, terms, now=now)
        answers = AgentAnswers(facts, now)
        prices = answers.prices(preview_prices(acting, facts, lines, terms, now=now))
        return replace(answers.planned(decision, tell=asked.tell), prices=prices)
    booked, facts = book_for_family(
        acting, lines, terms, tell=asked.tell, key=caller.ask.idempotency_key, now=now
    )
    return AgentAnswers(facts, now).booked(booked, tell=asked.tell)
