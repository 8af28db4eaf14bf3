"""Absences as the API tells them to a family."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from functions.domain.absences.absence_outcome import MissedSlot, outcome, with_a_certificate
from functions.domain.absences.declaration import FURTHEST
from functions.domain.absences.late_declaration import still_possible
from functions.domain.absences.missed_days import missed
from functions.domain.absences.noted_slots import noted_slot
from functions.domain.absences.proof_files import MOST_BYTES
from functions.domain.availability.availability import availability_of
from functions.domain.availability.obstacles import Availability
from functions.domain.availability.situation import Situation
from functions.domain.calendar.months import day_of
from functions.domain.families.child_names import told_apart
from functions.domain.families.family import Child, Family
from functions.domain.journal import JournalLine
from functions.domain.planning.called_off import CalledOffMonth
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.planning.declared_absence import DeclaredAbsence, Motive
from functions.domain.planning.open_days import OpenDays
from functions.domain.reglement.absence_policy import Because, Proof
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.reglement import Reglement
from functions.french.bookings import absences as french
from functions.french.bookings.noted import absence_verdict, noted_said
from functions.french.reglement.closings import days_phrase
from functions.french.reglement.conditions import absence_sentences
from functions.french.words.dates import date_weekday
from functions.web.absences.types import (
    AbsenceReason,
    Absences,
    AbsenceShown,
    AbsentChild,
    AbsentDay,
    CalledOffDay,
    NotedAbsence,
    ProofState,
)
from functions.web.absences.undo_offer import undo_offer


@dataclass(frozen=True, slots=True)
class AbsenceAnswers:
    """`months` by child and `2026-11`; `children` in the family's order."""

    reglement: Reglement
    family: Family
    children: Mapping[str, Child]
    months: Mapping[tuple[str, str], ChildMonth]
    called_off: Mapping[str, CalledOffMonth]
    now: datetime
    latest: Collection[JournalLine] = ()
    """What was done in the family in the last minutes."""
    account: str = ""
    """Who reads."""

    @property
    def today(self) -> date:
        return self.reglement.day_of(self.now)

    @property
    def _names(self) -> dict[str, str]:
        return told_apart(self.children.values())

    def all(self) -> Absences:
        found = [absence for child in self.children for absence in self._of_child(child)]
        coming = [absence for absence in found if absence.all_days[-1] >= self.today]
        past = [absence for absence in found if absence.all_days[-1] < self.today]
        ordered = [
            *sorted(coming, key=lambda absence: absence.all_days[0]),
            *sorted(past, key=lambda absence: absence.all_days[0], reverse=True),
        ]
        return Absences(
            today=self.today,
            earliest=self.today - FURTHEST,
            latest=self.today + FURTHEST,
            children=[AbsentChild(child, self._names[child]) for child in self.children],
            services=[
                AbsenceReason(service.code, service.name)
                for service in self.reglement.services
                if any(service.welcomes(child.school) for child in self.children.values())
            ],
            reasons=self._reasons(),
            takes_self_declaration=takes_self_declaration(self.reglement),
            rules=self._rules(),
            absences=[self.one(absence) for absence in ordered],
            noted=sorted(self._noted(), key=lambda each: each.date, reverse=True),
            called_off=list(self._called_off()),
            most_bytes=MOST_BYTES,
            undo=undo_offer(self.latest, self._names, self.reglement, self.account, self.now),
        )

    def one(self, absence: DeclaredAbsence) -> AbsenceShown:
        child = self._child(absence)
        months = {month: value for (of, month), value in self.months.items() if of == child.id}
        slots = outcome(self.reglement, child, months, self.called_off, absence)
        own = [(each.missed.billed, cents) for each in slots if (cents := self._own_cents(each)) is not None]
        off = [cents for billed, cents in own if not billed]
        kept = [cents for billed, cents in own if billed]
        better = with_a_certificate(self.reglement, child, months, self.called_off, absence, now=self.now)
        when = days_phrase(absence.all_days, today=self.today)
        free = [
            (each.slot.date, found.until) for each in slots if (found := self._free(each.slot)) is not None
        ]
        limits = [until for _, until in free if until is not None]
        return AbsenceShown(
            id=absence.id,
            child=child.id,
            child_name=self._names[child.id],
            title=when[:1].upper() + when[1:],
            reason=french.reason_word(absence.reason),
            days=[self._day(each) for each in slots],
            summary=french.PAID_BY_OTHER
            if slots and not own
            else french.summary(len(kept), sum(kept), len(off), sum(off)),
            to_cancel=french.still_cancellable(len(free), len(slots), min(limits, default=None), self.today),
            to_cancel_week=week_name(min(day for day, _ in free)) if free else "",
            proof=proof_of(absence),
            proof_sentence=french.proof_state(absence, self.reglement.clock),
            advice=french.better_with_a_certificate(better.days, better.until) if better is not None else "",
            has_file=absence.certificate is not None,
            can_withdraw=absence.all_days[0] > self.today,
        )

    def _child(self, absence: DeclaredAbsence) -> Child:
        return next(
            child
            for (of, _), month in self.months.items()
            if absence.id in month.absences and (child := self.children.get(of)) is not None
        )

    def _of_child(self, child: str) -> Iterable[DeclaredAbsence]:
        found = {
            absence.id: absence
            for (of, _), month in self.months.items()
            if of == child
            for absence in month.absences.values()
            if absence.family == self.family.id
        }
        return found.values()

    def _day(self, each: MissedSlot) -> AbsentDay:
        sentence = french.outcome(
            each.missed.because,
            proof=each.missed.proof,
            word="" if each.missed.word in set(Motive) else each.missed.word,
            credited_in=each.credited_in,
        )
        cents = self._own_cents(each)
        return AbsentDay(
            date=each.slot.date,
            day=date_weekday(each.slot.date, today=self.today),
            service=each.slot.service,
            service_name=self.reglement.name_of(each.slot.service),
            price_cents=cents,
            billed=each.missed.billed,
            sentence=sentence if cents is not None else french.PAID_ELSEWHERE,
            can_withdraw=each.slot.date > self.today,
        )

    def _own_cents(self, each: MissedSlot) -> int | None:
        """None where the child's other home pays the whole."""
        situation = self._situation()
        percent = situation.own_percent(each.slot, each.booking.payer)
        return situation.own_cents(each.slot, each.booking.price_cents) if percent else None

    def _free(self, slot: Slot) -> Availability | None:
        """Cancelling it online, where that costs nothing and asks nobody."""
        found = availability_of(self._situation(), slot, Action.CANCEL, now=self.now)
        if found.obstacle is not None or found.late is not None or found.on_request or found.withdraws:
            return None
        return found

    def _situation(self) -> Situation:
        return Situation(
            self.reglement, self.family, self.children, self.months, {}, called_off=self.called_off
        )

    def _reasons(self) -> list[AbsenceReason]:
        words = dict.fromkeys(
            word
            for service in self.reglement.services
            if service.absence is not None
            for word in service.absence.free_reasons
        )
        motives = [AbsenceReason(code, french.reason_word(code).capitalize()) for code in Motive]
        return [*motives, *(AbsenceReason(word, word[:1].upper() + word[1:]) for word in words)]

    def _rules(self) -> list[str]:
        return [
            f"{service.name} : {' '.join(absence_sentences(service.absence))}"
            for service in self.reglement.services
        ]

    def _noted(self) -> Iterable[NotedAbsence]:
        open_days, names, situation = (
            OpenDays(self.reglement, self.called_off),
            self._names,
            self._situation(),
        )
        for (child, name), month in self.months.items():
            for number, services in month.attended.items():
                for service in services:
                    slot = Slot(day_of(name, number), service, child)
                    noted = noted_slot(open_days, month, slot, self.children[child], family=self.family.id)
                    if noted is None or noted.missed is None or noted.payer != self.family.id:
                        continue
                    still = still_possible(self.reglement, noted, month, now=self.now)
                    own = noted_said(noted, partial(situation.own_cents, slot))
                    yield NotedAbsence(
                        slot.date,
                        date_weekday(slot.date, today=self.today),
                        child,
                        names[child],
                        self.reglement.name_of(service),
                        own.cents,
                        absence_verdict(noted, still, today=self.today, family_reads=True),
                    )

    def _called_off(self) -> Iterable[CalledOffDay]:
        open_days, names = OpenDays(self.reglement, self.called_off), self._names
        for (child, name), month in sorted(self.months.items(), key=lambda pair: (pair[0][1], pair[0][0])):
            for number, services in sorted(month.days.items()):
                day = day_of(name, number)
                for service, booking in services.items():
                    if booking.payer != self.family.id or child not in self.children:
                        continue
                    slot = Slot(day, service, child)
                    if open_days.not_held(slot, booking, self.children[child]) is None:
                        continue
                    found = missed(
                        open_days,
                        slot,
                        booking,
                        self.children[child],
                        attended=month.seen(slot),
                        absence=None,
                    )
                    if found is not None and found.because is Because.TOWN:
                        yield CalledOffDay(
                            day,
                            date_weekday(day, today=self.today),
                            names[child],
                            self.reglement.name_of(service),
                            french.outcome(found.because, word=found.word),
                        )


def takes_self_declaration(reglement: Reglement) -> bool:
    """Whether any service takes a parent's word."""
    return any(
        case.proof is Proof.SELF_DECLARATION
        for service in reglement.services
        if service.absence is not None
        for case in service.absence.cases
    )


def week_name(day: date) -> str:
    """As the address of the week grid carries it (ISO 8601)."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def proof_of(absence: DeclaredAbsence) -> ProofState:
    """Of what waits for a decision; that it is accepted, where nothing came since."""
    if absence.refused is not None:
        return ProofState.REFUSED
    if absence.is_accepted:
        return ProofState.ACCEPTED
    if absence.new_certificate is not None:
        return ProofState.SENT
    is_said = any(map(absence.came_since, absence.self_declared))
    return ProofState.SELF_DECLARED if is_said else ProofState.NONE
