"""Weeks that come back: the last one again, and those that a parent named."""

from datetime import date
from typing import Annotated

from chalice.app import Blueprint
from msgspec import Meta, Struct
from msgspec.structs import replace

from functions.domain.bookings.week_patterns import (
    MOST_NAME_CHARACTERS,
    MOST_PATTERN_LINES,
    MOST_PATTERNS,
    PatternLine,
    WeekPattern,
)
from functions.domain.calendar.months import monday
from functions.domain.calendar.weeks import Weeks
from functions.domain.errors import NotFound
from functions.domain.families.child_names import told_apart
from functions.domain.families.family import Child
from functions.domain.reglement.reglement import Reglement
from functions.french.bookings.week_patterns import copied_sentence, parity_sentence, pattern_sentences
from functions.storage.bookings import week_patterns
from functions.storage.town import communes
from functions.usecases.bookings.copy_week import copy_week
from functions.usecases.bookings.fill_range import fill_weeks
from functions.usecases.bookings.keep_week_pattern import PatternKept, forget_pattern, keep_pattern, keep_week
from functions.web.api.endpoint import Routes
from functions.web.api.fields import Id, Weekday, of_this_century
from functions.web.api.paths import FAMILY
from functions.web.api.problems import Invalid
from functions.web.bookings.answers import Answers
from functions.web.bookings.routes import acting
from functions.web.bookings.types import RangeAnswer
from functions.web.callers.members import BOOKER, MEMBER, Booker, Member

routes = Routes(Blueprint(__name__))
PATTERNS = f"{FAMILY}/week-patterns"


class _Week(Struct):
    """`monday`: of a week. `child`: that one alone; else all of them."""

    monday: date
    child: Id | None = None

    def __post_init__(self) -> None:
        of_this_century(self.monday)
        if self.monday != monday(self.monday):
            raise ValueError(f"{self.monday} is no Monday")


class WeekToCopy(_Week):
    """The week to fill. `like`: the Monday of the only week to copy; else the last one in which something was booked."""

    like: date | None = None


class WeekToKeep(_Week):
    """The week as it is: what is booked and what waits in the basket."""


class LineToRepeat(Struct):
    child: Id
    service: Id
    weekdays: Annotated[list[Weekday], Meta(min_length=1, max_length=7)]
    weeks: Weeks = Weeks.ALL


Lines = Annotated[list[LineToRepeat], Meta(min_length=1, max_length=MOST_PATTERN_LINES * MOST_PATTERNS)]


class PatternToKeep(Struct):
    """`lines`, whose own weeks do not matter, or `week`."""

    name: Annotated[str, Meta(min_length=1, max_length=MOST_NAME_CHARACTERS, pattern=r"\S")]
    weeks: Weeks = Weeks.ALL
    lines: Lines | None = None
    week: WeekToKeep | None = None

    def __post_init__(self) -> None:
        if (self.lines is None) == (self.week is None):
            raise ValueError("either lines or a week")


class LinesToFill(Struct):
    """`start` and `end` included."""

    lines: Lines
    start: date
    end: date

    def __post_init__(self) -> None:
        of_this_century(self.start, self.end)


class LineRepeated(Struct):
    child: str
    service: str
    weekdays: tuple[int, ...]
    weeks: Weeks


class PatternShown(Struct):
    """`lines`: what `basket/patterns` takes, without children and services that are not there any more: `sentences` say it."""

    id: str
    name: str
    weeks: Weeks
    lines: list[LineRepeated]
    sentences: list[str]


class PatternsShown(Struct):
    patterns: list[PatternShown]


class PatternKeptAnswer(Struct):
    """`before`: what had its name, or was forgotten."""

    kept: PatternShown | None
    before: PatternShown | None


@routes.route("POST", f"{FAMILY}/basket/weeks", BOOKER, takes=WeekToCopy, answers=RangeAnswer, keyed=True)
def fill_like_last_week(caller: Booker, asked: WeekToCopy) -> RangeAnswer:
    """Fill the basket for a week with what was booked in the last one: `sentence` says which."""
    copied, after = copy_week(
        acting(caller),
        asked.monday,
        children=_children(caller, asked.child),
        like=asked.like,
        key=caller.ask.idempotency_key,
        now=caller.ask.now,
    )
    answers = Answers(after, caller.ask.now)
    if copied.earlier is not None:
        return replace(answers.filled(copied.filled), earlier=copied.earlier)
    said = copied_sentence(copied.like, today=answers.today, holidays=copied.holidays)
    return answers.filled(copied.filled, said)


@routes.route("POST", f"{FAMILY}/basket/patterns", BOOKER, takes=LinesToFill, answers=RangeAnswer, keyed=True)
def fill_by_patterns(caller: Booker, asked: LinesToFill) -> RangeAnswer:
    """Fill the basket for a week, a month or a year with weeks that come back."""
    filled, after = fill_weeks(
        acting(caller),
        _lines(asked.lines),
        asked.start,
        asked.end,
        key=caller.ask.idempotency_key,
        now=caller.ask.now,
    )
    twice = parity_sentence(asked.start, asked.end, {line.weeks for line in asked.lines})
    return Answers(after, caller.ask.now).filled(filled, twice)


@routes.route("GET", PATTERNS, MEMBER, answers=PatternsShown)
def read_patterns(caller: Member) -> PatternsShown:
    """The weeks that this parent named, two at most; the other parent has their own."""
    family = caller.family.value
    found, children = week_patterns.with_children(caller.commune, family, caller.account)
    reglement = communes.reglement(caller.commune, caller.head.value.reglement)
    return PatternsShown([_shown(one, children, reglement) for one in found.patterns])


@routes.route("POST", PATTERNS, BOOKER, takes=PatternToKeep, answers=PatternKeptAnswer, keyed=True)
def keep_week_pattern(caller: Booker, asked: PatternToKeep) -> PatternKeptAnswer:
    """Keep a week under a name, in the place of what had that name."""
    name, key, now = " ".join(asked.name.split()), caller.ask.idempotency_key, caller.ask.now
    if asked.week is not None:
        children = _children(caller, asked.week.child)
        kept, facts = keep_week(
            acting(caller), name, asked.weeks, asked.week.monday, children=children, key=key, now=now
        )
    elif asked.lines is not None:
        kept, facts = keep_pattern(acting(caller), name, asked.weeks, _lines(asked.lines), key=key, now=now)
    else:
        raise Invalid(field="lines")
    reglement = communes.reglement(caller.commune, facts.head.value.reglement)
    return _kept(kept, [stored.value for stored in facts.children.values()], reglement)


@routes.route("DELETE", f"{PATTERNS}/{{pattern}}", BOOKER, answers=None, status=204, keyed=True)
def forget_week_pattern(caller: Booker) -> None:
    """Forget a named week. What it put in the basket stays there."""
    pattern = caller.ask.path["pattern"]
    forget_pattern(acting(caller), pattern, key=caller.ask.idempotency_key, now=caller.ask.now)


def _children(caller: Booker, child: str | None) -> list[str]:
    """Raises NotFound for a child of another family."""
    children = caller.family.value.children
    if child is not None and child not in children:
        raise NotFound
    return [one for one in children if child in (None, one)]


def _lines(asked: list[LineToRepeat]) -> list[PatternLine]:
    return [
        PatternLine(line.child, line.service, tuple(sorted({*line.weekdays})), line.weeks) for line in asked
    ]


def _kept(kept: PatternKept, children: list[Child], reglement: Reglement) -> PatternKeptAnswer:
    shown = [None if one is None else _shown(one, children, reglement) for one in (kept.kept, kept.before)]
    return PatternKeptAnswer(*shown)


def _shown(pattern: WeekPattern, children: list[Child], reglement: Reglement) -> PatternShown:
    names = told_apart(children)
    known = {service.code for service in reglement.services}
    lines = [
        LineRepeated(line.child, line.service, line.weekdays, line.weeks)
        for line in pattern.lines()
        if line.child in names and line.service in known
    ]
    sentences = pattern_sentences(pattern, names, reglement)
    return PatternShown(pattern.id, pattern.name, pattern.weeks, lines, sentences)
