"""From what was read to what the first screen says."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

from msgspec.structs import replace

from functions.domain.absences.absence_outcome import with_a_certificate
from functions.domain.families.child_names import told_apart
from functions.domain.families.file_corrections import RequestState
from functions.domain.files.year_file import is_confirmed, year_to_confirm
from functions.domain.home.coming_days import Booked, booked_ahead, days_ahead, days_to_miss
from functions.domain.home.coming_limits import LimitAhead, limits_ahead, usual_days_are_booked
from functions.domain.home.first_closing import FirstClosing, first_closing
from functions.domain.home.month_total import month_total
from functions.domain.home.noted_days import noted_lately
from functions.domain.home.owing import owing
from functions.domain.home.school_back import school_back
from functions.domain.home.waiting_basket import WaitingBasket, waiting_basket
from functions.domain.planning.child_month import Slot
from functions.domain.planning.open_days import OpenDays
from functions.domain.reglement.acceptance import reglement_to_accept
from functions.domain.reminders.given_up import given_up
from functions.domain.requests.threads import ThreadKind, ThreadState
from functions.french.files.own_file import TO_ACCEPT
from functions.french.home import sentences as french
from functions.french.reglement.closings import days_phrase
from functions.french.reglement.conditions import word_sentence
from functions.french.requests.asked import paper_title
from functions.french.words.dates import date_hour, near_day
from functions.french.words.spaces import spaced
from functions.web.absences.answers import week_name
from functions.web.absences.undo_offer import undo_offer
from functions.web.home.reading import HomeFacts
from functions.web.home.types import (
    HomeDay,
    HomeLimit,
    HomeLine,
    HomeShown,
    HomeSick,
    HomeSubject,
    SickChild,
    SickDay,
)

MOST_LIMITS = 2
"""Of those before which something is to be booked: the week shows the others."""
LATEST = datetime.max.replace(tzinfo=UTC)
MOST_SICK_DAYS = 5
RECENT = timedelta(14)
"""For how long a message to all is news."""


@dataclass
class HomeAnswers:
    facts: HomeFacts
    now: datetime

    @cached_property
    def today(self) -> date:
        return self.facts.reglement.day_of(self.now)

    @cached_property
    def names(self) -> dict[str, str]:
        return told_apart(self.facts.situation.children.values())

    @cached_property
    def booked(self) -> Booked:
        situation = self.facts.situation
        return booked_ahead(
            situation.family, situation.months, situation.children, situation.open_days, now=self.now
        )

    def home(self) -> HomeShown:
        facts, situation = self.facts, self.facts.situation
        total = month_total(
            situation.family,
            situation.months.values(),
            children=situation.children,
            reglement=facts.reglement,
            called_off=situation.called_off,
            today=self.today,
        )
        owed = owing(facts.debts, self.today)
        return HomeShown(
            read_at=date_hour(self.now.astimezone(facts.reglement.clock)),
            days=self._ahead() + self._noted(),
            limits=self._limits(),
            owing=french.owing_sentence(owed, self.today),
            is_late=owed.is_late,
            month="" if total is None else french.month_sentence(total),
            lines=list(self._lines(owed.handed_over)),
            sick=self._sick(),
            undo=undo_offer(facts.latest, self.names, facts.reglement, facts.account, self.now),
        )

    def _ahead(self) -> list[HomeDay]:
        """In the holidays, in the place of tomorrow where nothing opens then: when school is back."""
        situation, reglement, today = self.facts.situation, self.facts.reglement, self.today
        open_days = situation.open_days
        ahead = days_ahead(
            situation.family, situation.months, situation.children, open_days, self.booked, now=self.now
        )
        tomorrow = today + timedelta(1)
        back = school_back(situation, now=self.now)
        if any(day.day == tomorrow and day.is_open for day in ahead):
            back = None
        told = [
            HomeDay(
                day.day,
                french.day_name(day.day, today),
                french.day_text(day, self.names, reglement),
                not day.children,
            )
            for day in ahead
            if back is None or day.day != tomorrow
        ]
        if back is not None:
            text = french.holidays_text(back, reglement, today)
            told.append(HomeDay(tomorrow, french.day_name(tomorrow, today), text, is_free=True))
        return sorted(told, key=lambda day: day.date)

    def _noted(self) -> list[HomeDay]:
        """After what is to come: what the town noted of the last days, and what that is billed."""
        situation, reglement = self.facts.situation, self.facts.reglement
        noted = noted_lately(
            situation.family,
            situation.months,
            situation.children,
            OpenDays(reglement, situation.called_off),
            today=self.today,
        )
        if not noted:
            return []
        day = noted[0].slot.date
        text = french.noted_text(noted, situation.own_cents, self.names, reglement)
        return [HomeDay(day, french.day_name(day, self.today), text, is_free=False)]

    def _sick(self) -> HomeSick | None:
        reglement = self.facts.reglement
        days = days_to_miss(reglement, self.booked, now=self.now)
        if not days:
            return None
        first = {child.child for child in days[0].children}
        return HomeSick(
            [SickChild(child, name, first == {child}) for child, name in self.names.items()],
            [SickDay(day.day, near_day(day.day, self.today)) for day in days[:MOST_SICK_DAYS]],
            spaced(word_sentence(reglement)),
        )

    def _limits(self) -> list[HomeLimit]:
        """The earliest limit is always among them: in the words of what waits or is missing, where these are about it."""
        situation, watched = self.facts.situation, self.facts.watched
        waiting = waiting_basket(self.facts.basket, situation, now=self.now)
        slots = frozenset[Slot]() if waiting is None else waiting.slots
        found = limits_ahead(situation, watched, given_up=given_up(self.facts.latest), now=self.now)
        missing = [left for limit in found if (left := limit.without(slots)) is not None]
        first = first_closing(situation, watched, but=slots, now=self.now)
        if waiting is None and not missing:
            return self._calm(first)
        told = [limit.at for limit in missing] + ([waiting.until] if waiting and waiting.until else [])
        basket = [] if waiting is None else [self._basket(waiting)]
        earlier = [self._closing(first)] if first is not None and first.at < min(told, default=LATEST) else []
        return [
            *basket,
            *earlier,
            *(self._missing(limit) for limit in missing[: MOST_LIMITS - len(earlier)]),
        ]

    def _basket(self, waiting: WaitingBasket) -> HomeLimit:
        sentence, week = french.basket_waiting(waiting, self.today), week_name(waiting.first_day)
        return HomeLimit(french.BASKET, sentence, "", True, week, french.VALIDATE)

    def _calm(self, first: FirstClosing | None) -> list[HomeLimit]:
        """Nothing waits, and nothing that usually is booked is missing."""
        situation = self.facts.situation
        if any(month.days for month in situation.months.values()):
            booked = usual_days_are_booked(situation, self.facts.watched, now=self.now)
            begin = french.ALL_BOOKED if booked else ""
            return [] if first is None else [self._closing(first, begin)]
        if not situation.children:
            return []
        # Where nothing closes soon, as in July, nothing is missing.
        if first is None:
            return [HomeLimit(french.TO_BOOK, french.NOTHING_YET, "", False, "", french.BOOK)]
        shown = self._closing(first, french.NOTHING_YET)
        return [replace(shown, name=french.TO_BOOK, detail="", is_missing=True, lead=french.BOOK)]

    def _closing(self, first: FirstClosing, begin: str = "") -> HomeLimit:
        """`begin`: a sentence before it."""
        return HomeLimit(
            french.NEXT_LIMIT,
            f"{begin} {french.first_closing(first, self.facts.reglement, self.today)}".lstrip(),
            french.for_whom(first, self.names),
            False,
            week_name(first.days[0]),
            french.SEE_WEEK,
        )

    def _missing(self, limit: LimitAhead) -> HomeLimit:
        return HomeLimit(
            french.to_book(limit, self.today),
            french.limit_missing(limit, self.today),
            french.missing_detail(limit.missing, self.names, self.facts.reglement, self.today),
            True,
            week_name(limit.first_day),
            french.BOOK,
        )

    def _lines(self, handed_over: int) -> Iterator[HomeLine]:
        yield from self._answers()
        yield from self._proofs()
        lacking = [line for line in self.facts.papers if line.is_wanted(self.today)]
        wanted = [line for line in lacking if line.kind.required]
        if wanted:
            titles = [paper_title(line, self.names) for line in wanted]
            yield HomeLine(HomeSubject.PAPERS, french.papers_sentence(titles))
        accepted = self.facts.situation.family.accepted_reglement
        if reglement_to_accept(self.facts.reglement, accepted) is not None:
            yield HomeLine(HomeSubject.REGLEMENT, TO_ACCEPT)
        if not is_confirmed(self.facts.situation.family, self.today):
            yield HomeLine(HomeSubject.FILE, french.file_sentence(year_to_confirm(self.today)))
        told = self.facts.told
        if told is not None and self.now - told.at <= RECENT:
            day = self.facts.reglement.day_of(told.at)
            yield HomeLine(HomeSubject.MESSAGE, french.message_sentence(day, self.today), told.announcement)
        waiting, bookings = self._waiting(), self._asked_bookings()
        if waiting or bookings:
            yield HomeLine(HomeSubject.WAITING, french.waiting_sentence(waiting, bookings))
        if handed_over:
            yield HomeLine(HomeSubject.TREASURY, french.handed_over_sentence(handed_over))

    def _answers(self) -> Iterator[HomeLine]:
        answered = [
            thread
            for thread in self.facts.threads
            if thread.state is ThreadState.ANSWERED and not thread.is_over(self.now)
        ]
        if not answered:
            return
        last = max(answered, key=lambda thread: (thread.last_at, thread.id))
        begun = last.kind is ThreadKind.FROM_TOWN and last.messages == 1
        sentence = (
            french.written_sentence(last.subject)
            if begun and len(answered) == 1
            else french.answered_sentence(last.subject, len(answered) - 1)
        )
        yield HomeLine(HomeSubject.ANSWER, sentence, last.id)

    def _proofs(self) -> Iterator[HomeLine]:
        """Absences of which a certificate would still lower what is billed."""
        situation = self.facts.situation
        found = {
            absence.id: (child, absence)
            for (child, _), month in situation.months.items()
            for absence in month.absences.values()
            if absence.family == situation.family.id and child in situation.children
        }
        for child, absence in found.values():
            months = {month: value for (of, month), value in situation.months.items() if of == child}
            if not set(absence.months) <= months.keys():
                continue  # it reaches back beyond the months that were read: its own screen tells of it
            better = with_a_certificate(
                self.facts.reglement,
                situation.children[child],
                months,
                situation.called_off,
                absence,
                now=self.now,
            )
            if better is not None and self.today - absence.all_days[-1] <= RECENT:
                when = days_phrase(absence.all_days, today=self.today)
                until = None if better.until is None else better.until.astimezone(self.facts.reglement.clock)
                yield HomeLine(
                    HomeSubject.PROOF, french.proof_sentence(self.names[child], when, until, self.today)
                )

    def _waiting(self) -> int:
        threads = sum(thread.state is ThreadState.OPEN for thread in self.facts.threads)
        corrections = sum(
            one.state is RequestState.OPEN and bool(one.corrections) for one in self.facts.corrections
        )
        return threads + corrections

    def _asked_bookings(self) -> int:
        """Days that the town decides, as the coming months hold them."""
        family = self.facts.situation.family.id
        return sum(
            asked.booking.payer == family
            for month in self.facts.situation.months.values()
            for services in month.asked.values()
            for asked in services.values()
        )
