"""What an agent decided of an absence is about what was said and sent by then: nothing that comes later is covered by it, or undone."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from functions.domain.absences.absence_outcome import outcome
from functions.domain.absences.declaration import Declaration, declared
from functions.domain.absences.proof_to_read import proof_of_absence
from functions.domain.planning.called_off import CalledOffMonth
from functions.domain.planning.child_month import ChildMonth
from functions.domain.planning.declared_absence import (
    AgentDecision,
    Certificate,
    DeclaredAbsence,
    NotAccepted,
)
from tests.support.absences import a_town
from tests.support.builders import CLARA, MARC, a_booking, a_month, on, paris

FIRST = on("lundi 2026-11-16")
DAYS = [FIRST + timedelta(days=number) for number in (0, 1, 3, 4, 7, 8, 10, 11)]
START = paris("lundi 2026-11-16 08:00")
TOWN = a_town()
NOTHING_OFF = {"2026-11": CalledOffMonth("2026-11")}
REFUSED = NotAccepted.ILLEGIBLE


@dataclass
class Family:
    """Its absences as the portal keeps them, and by hand what came of each since an agent last accepted it."""

    month: ChildMonth = field(
        default_factory=lambda: a_month(
            "clara", "2026-11", {(day.day, "restauration"): a_booking() for day in DAYS}
        )
    )
    new: dict[str, set[object]] = field(default_factory=dict)
    free: set[date] = field(default_factory=set)
    """Days that were not billed when an agent accepted them."""
    made: int = 0

    def declare(self, day: date, days: int, reason: str, said: bool, now: datetime) -> None:
        told = Declaration("clara", day, day + timedelta(days=days), reason, self_declared=said)
        self.made += 1
        before = dict(self.month.absences)
        absence = declared(
            TOWN,
            CLARA,
            {"2026-11": self.month},
            NOTHING_OFF,
            told,
            family="testmp",
            account=MARC,
            new=f"{self.made}",
            now=now,
        )
        known = before.get(absence.id)
        fresh: set[object] = {
            each for each in absence.all_days if known is None or each not in known.all_days
        }
        attested = len(absence.self_declared) > len(known.self_declared if known else ())
        if known is not None and known.refused is not None:
            assert not fresh, "what is refused is a matter of its own"
        self._keep(absence, fresh | ({"word"} if attested else set()))

    def prove(self, absence: DeclaredAbsence, now: datetime) -> None:
        if len(absence.certificates) < 9:
            self._keep(absence.proven(Certificate(f"{self.made}", now)), {"certificate"})

    def decide(self, absence: DeclaredAbsence, not_accepted: NotAccepted | None, now: datetime) -> None:
        """On what waits: nobody decides twice on the same."""
        if absence.decision is not None and absence.moved_at == absence.decision.at:
            return
        after = absence.decided(AgentDecision("agent", now, not_accepted))
        self._keep(after, set())
        if not_accepted is None:
            self.new[absence.id] = set()
            self.free |= self.unbilled() & set(absence.all_days)

    def _keep(self, absence: DeclaredAbsence, came: set[object]) -> None:
        self.month = self.month.with_absence(absence)
        self.new.setdefault(absence.id, set()).update(came)

    def unbilled(self) -> set[date]:
        found = (
            outcome(TOWN, CLARA, {"2026-11": self.month}, NOTHING_OFF, each)
            for each in self.month.absences.values()
        )
        return {slot.slot.date for slots in found for slot in slots if not slot.missed.billed}

    def check(self) -> None:
        for absence in self.month.absences.values():
            came = self.new[absence.id]
            if absence.accepted_until is not None:
                assert set(absence.new_days) == {each for each in came if isinstance(each, date)}
                assert (absence.new_certificate is not None) == ("certificate" in came)
                assert absence.is_accepted == (absence.refused is None and not came)
            waits = absence.refused is None and "certificate" in came
            assert (proof_of_absence(absence, "clara") is not None) == waits
        assert self.free <= self.unbilled(), "what is accepted is never billed by what comes later"


Act = Callable[[Family, datetime], None]


def _declaring(day: date, days: int, reason: str, said: bool) -> Act:
    return lambda family, now: family.declare(day, days, reason, said, now)


def _proving(which: int) -> Act:
    return lambda family, now: _of(family, which, lambda each: family.prove(each, now))


def _deciding(which: int, not_accepted: NotAccepted | None) -> Act:
    return lambda family, now: _of(family, which, lambda each: family.decide(each, not_accepted, now))


def _of(family: Family, which: int, act: Callable[[DeclaredAbsence], None]) -> None:
    known = list(family.month.absences.values())
    if known:
        act(known[which % len(known)])


ACTS: st.SearchStrategy[Act] = st.one_of(
    st.builds(
        _declaring,
        st.sampled_from(DAYS),
        st.integers(0, 3),
        st.sampled_from(["illness", "grève"]),
        st.booleans(),
    ),
    st.builds(_proving, st.integers(0, 3)),
    st.builds(_deciding, st.integers(0, 3), st.sampled_from([None, None, REFUSED])),
)
CLOCK = st.integers(-2, 40)
"""Hours between two acts: what was asked first may be written last."""


@given(st.lists(st.tuples(ACTS, CLOCK), max_size=10))
def test_nothing_that_comes_after_a_decision_is_covered_by_it_or_undoes_it(
    acts: list[tuple[Act, int]],
) -> None:
    family, now = Family(), START
    for act, hours in acts:
        now += timedelta(hours=hours)
        act(family, now)
        family.check()


def test_a_refusal_of_what_was_added_leaves_what_was_accepted_before() -> None:
    family = Family()
    family.declare(DAYS[0], 0, "grève", False, START)
    [absence] = family.month.absences.values()
    family.decide(absence, None, START + timedelta(hours=1))
    family.declare(DAYS[1], 0, "grève", False, START + timedelta(hours=2))
    [absence] = family.month.absences.values()
    assert (absence.all_days, absence.new_days, absence.is_accepted) == (DAYS[:2], DAYS[1:2], False)
    family.decide(absence, REFUSED, START + timedelta(hours=3))
    assert family.unbilled() == {DAYS[0]}


def test_a_day_that_was_declared_behind_an_acceptance_before_this_was_told_apart_is_seen_as_new() -> None:
    """As earlier versions wrote it: one decision, and a day that came after it."""
    family = Family()
    family.declare(DAYS[0], 0, "illness", False, START)
    [absence] = family.month.absences.values()
    accepted = absence.proven(Certificate("one", START)).decided(AgentDecision("agent", START, None))
    later = START + timedelta(days=1)
    swallowed = DeclaredAbsence(
        **{name: getattr(accepted, name) for name in ("id", "family", "by", "reason", "rules")},
        days={"restauration": {DAYS[0]: START, DAYS[1]: later}},
        certificates=accepted.certificates,
        decision=accepted.decision,
    )
    assert (swallowed.is_accepted, swallowed.new_days) == (False, [DAYS[1]])
