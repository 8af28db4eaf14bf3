"""From the domain to the answers of the reservation routes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import structs

from functions.domain.absences.noted_slots import NotedSlot
from functions.domain.availability import basket_expiry
from functions.domain.availability.joint_constraints import companions
from functions.domain.availability.obstacles import Availability, Obstacle
from functions.domain.availability.situation import Situation
from functions.domain.billing.besides_bookings import besides_bookings
from functions.domain.billing.to_pay import ToPay
from functions.domain.bookings import basket_filling, grid_cells, validation, week_grid
from functions.domain.bookings.grid_cells import GridCell, OrdinaryCell
from functions.domain.calendar.months import monday
from functions.domain.errors import NotFound
from functions.domain.families.child_names import told_apart
from functions.domain.families.cost_sharing import is_own_week
from functions.domain.planning.basket import BasketLine
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.acceptance import reglement_to_accept
from functions.domain.reglement.closures import Closed
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.service_conditions import Need
from functions.french.bookings.cells import (
    Speech,
    cell_remark,
    cell_sentence,
    cell_word,
    group_label,
    line_remark,
    obstacle_sentence,
    refused_days_sentence,
    to_pay,
    undoing_sentence,
    whose_week,
)
from functions.french.reglement.closures import closed_name
from functions.french.reglement.services import service_name
from functions.storage.bookings.booking_facts import Facts
from functions.web.bookings import types

if TYPE_CHECKING:  # Few weeks hold a day of which something was noted: a cold start does without its words.
    from functions.french.bookings.noted import Noted


class Answers:
    """Answers from one read of the facts, at one instant."""

    _family_reads = True

    def __init__(self, facts: Facts, now: datetime) -> None:
        self._facts = facts
        self._situation: Situation = facts.situation()
        self._names = told_apart(stored.value for stored in facts.children.values())
        self._basket = facts.basket_at(now)
        self._now = now.astimezone(self._situation.reglement.clock)
        self._speech = Speech(
            self._now.date(),
            facts.commune.contact.phone,
            self._situation.reglement,
            lambda: self._lacking,
        )

    @cached_property
    def _lacking(self) -> tuple[str, ...]:
        """Two round trips more, once, for a family that is refused because of it: few are, so that a cold start does without the rooms
        that tell of papers."""
        from functions.french.requests.asked import papers_lacking
        from functions.storage.papers import family_papers
        from functions.usecases.papers.lines_of_family import lines_of_family

        commune, family = self._facts.commune.id, self._situation.family
        lines = lines_of_family(commune, family, family_papers.kinds(commune).value, self._now.date())
        return papers_lacking(lines, self._names)

    @property
    def today(self) -> date:
        """The commune's."""
        return self._now.date()

    def grid(
        self, children: Sequence[str], days: Sequence[date], *, next_week: date | None = None
    ) -> types.Planning:
        """The cells of `children` on `days`, and the whole basket."""
        cells = list(grid_cells.cells(self._situation, self._basket, children, days, now=self._now))
        return self.planning(children, days, cells, next_week=next_week)

    def planning(
        self,
        children: Sequence[str],
        days: Sequence[date],
        cells: Sequence[GridCell],
        *,
        next_week: date | None = None,
    ) -> types.Planning:
        shown = list(self._shown(cells))
        services = {cell.service for cell in shown}
        closed = _closed_days(zip(shown, cells, strict=True))
        commune = self._facts.commune
        return types.Planning(
            now=self._now,
            today=self._now.date(),
            start=days[0],
            end=days[-1],
            commune=types.CommuneNamed(commune.id, commune.name, commune.colour, commune.contact.phone),
            children=[types.ChildNamed(child, self._names[child]) for child in children],
            services=[
                types.ServiceNamed(service.code, service.name, service.group)
                for service in self._situation.reglement.services
                if service.code in services
            ],
            days=[types.Day(day, closed.get(day)) for day in days],
            cells=shown,
            basket=self.basket(),
            whose_week=self._whose_week(children, [day for day in days if monday(day) == monday(days[0])]),
            to_accept=reglement_to_accept(
                self._situation.reglement, self._situation.family.accepted_reglement
            ),
            to_complete=any(isinstance(cell, week_grid.Cell) and _is_of_the_file(cell) for cell in cells),
            next_week=next_week,
            besides=self._besides(days[0], days[-1]),
        )

    def _whose_week(self, children: Sequence[str], week: Sequence[date]) -> str | None:
        """Of the children whose homes take turns by weeks; nothing of one whose agreement changes that within the week."""
        situation = self._situation
        own: dict[str, bool | None] = {}
        for child in children:
            sharing = situation.children[child].sharing
            said = {is_own_week(sharing, situation.family.id, day) for day in week} - {None}
            own[self._names[child]] = said.pop() if len(said) == 1 else None
        return whose_week(own)

    def _besides(self, first: date, last: date) -> list[types.Besides]:
        situation = self._situation
        lines = besides_bookings(
            situation.family,
            situation.months.values(),
            first,
            last,
            children=situation.children,
            reglement=situation.reglement,
            called_off=situation.called_off,
        )
        if not lines:
            return []
        # Few months hold any, so that a cold start does without the words of invoices.
        from functions.french.invoices.invoices import what

        return [
            types.Besides(line.child, line.day, what(line.service_name, line.kind), line.amount_cents)
            for line in lines
        ]

    def slot(self, slot: Slot) -> types.Cell:
        """One cell. Raises NotFound where there is none."""
        for cell in self._cells([slot]):
            return cell
        raise NotFound

    def changed(self, asked: Iterable[Slot]) -> list[types.Cell]:
        """The cells of the slots that were asked for, and of those that come with them."""
        reglement = self._situation.reglement
        known = {service.code for service in reglement.services}
        together = [[slot, *companions(reglement, slot)] for slot in asked if slot.service in known]
        return list(self._cells(dict.fromkeys(slot for slots in together for slot in slots)))

    def _cells(self, slots: Iterable[Slot]) -> Iterator[types.Cell]:
        situation = replace(self._situation, wanted=frozenset(self._basket.slots()))
        for slot in slots:
            found = week_grid.cell(situation, self._basket, slot, now=self._now)
            if found is not None:
                yield self._cell(found)

    def basket(self) -> types.Basket:
        found = validation.preview(self._situation, self._basket, now=self._now)
        gone = basket_expiry.expired_lines(self._situation, self._basket, now=self._now)
        groups: dict[tuple[str, Action, bool], list[int]] = {}
        for line, each in found.items():
            if each.obstacle is None and each.amount_cents is not None:
                own = self._own_cents(line.slot, each.amount_cents)
                cents = own if line.action is Action.RESERVE else -own
                key = (line.slot.service, line.action, each.on_request)
                groups.setdefault(key, []).append(0 if each.on_request else cents)
        return types.Basket(
            lines=[self._basket_line(line, each) for line, each in found.items()],
            groups=[
                types.BasketGroup(
                    group_label(
                        len(cents), service_name(self._situation.reglement, service), action, on_request=asks
                    ),
                    sum(cents),
                )
                for (service, action, asks), cents in groups.items()
            ],
            total_cents=sum(sum(cents) for cents in groups.values()),
            minutes=self._situation.reglement.basket_minutes,
            expired=[self._basket_line(line, each) for line, each in gone.items()],
        )

    def accepted(self, lines: Iterable[validation.AcceptedLine]) -> list[types.Line]:
        return [
            types.Line(
                each.line.slot.child,
                each.line.slot.service,
                each.line.slot.date,
                each.line.action,
                self._own_cents(each.line.slot, each.price_cents),
                on_request=each.on_request,
                withdrawn=each.withdrawn,
            )
            for each in lines
        ]

    def to_pay(self, asked: Iterable[ToPay]) -> list[types.ToPay]:
        clock = self._situation.reglement.clock
        local = [(each, each.until.astimezone(clock)) for each in asked]
        return [
            types.ToPay(each.invoice, each.amount_cents, until, to_pay(each.amount_cents, until))
            for each, until in local
        ]

    def refused(
        self, lines: Iterable[validation.RefusedLine], *, undoing: bool = False
    ) -> list[types.RefusedLine]:
        sentence = undoing_sentence if undoing else obstacle_sentence
        return [
            types.RefusedLine(
                each.line.slot.child,
                each.line.slot.service,
                each.line.slot.date,
                each.line.action,
                code_of(each.obstacle),
                sentence(each.obstacle, each.line.action, self._speech),
            )
            for each in lines
        ]

    def filled(self, done: basket_filling.Filled, sentence: str | None = None) -> types.RangeAnswer:
        refused = self._refused_days(done.refused)
        return types.RangeAnswer(
            done.added, done.already, done.closed_days, refused, self.basket(), done.put, sentence
        )

    def _refused_days(self, refused: Iterable[basket_filling.RefusedDays]) -> list[types.RefusedDays]:
        return [
            types.RefusedDays(
                child=each.child,
                service=each.service,
                date=each.first,
                last_date=each.last,
                days=each.days,
                action=Action.RESERVE,
                code=code_of(each.obstacle),
                sentence=refused_days_sentence(each, self._speech),
            )
            for each in refused
        ]

    def _shown(self, cells: Iterable[GridCell]) -> Iterator[types.Cell]:
        """The town says the same of an ordinary day to each family that pays the whole: it is worded once a day, without whose it is and
        what it costs."""
        depends_on = (self._speech.today, self._speech.phone)
        shared = {child for child, file in self._situation.children.items() if file.sharing}
        for cell in cells:
            if isinstance(cell, week_grid.Cell):
                yield self._cell(cell)
                continue
            day, child, price_cents, tranche = cell
            if child in shared:
                yield self._cell(cell.cell)
                continue
            worded = day.worded
            if worded is None or worded[0] != depends_on:
                worded = day.worded = depends_on, self._of_nobody(cell)
            yield structs.replace(worded[1], child=child, price_cents=price_cents, tranche=tranche)

    def _of_nobody(self, cell: OrdinaryCell) -> types.Cell:
        nobody: dict[str, None] = {"child": None, "price_cents": None, "tranche": None}
        return structs.replace(self._cell(cell.cell), **nobody)

    def _cell(self, cell: week_grid.Cell) -> types.Cell:
        obstacle = cell.standing.obstacle
        queue = None if obstacle is None else obstacle.queue
        payer = None if cell.noted is None else cell.noted.payer
        own_percent = self._own_percent(cell.slot, payer)
        noted = self._noted(cell)
        return types.Cell(
            child=cell.slot.child,
            service=cell.slot.service,
            date=cell.slot.date,
            state=cell.state,
            price_cents=self._shown_cents(cell.slot, _price(cell), own_percent),
            tranche=None if own_percent == 0 else cell.standing.tranche,
            until=cell.standing.until,
            remark=cell_remark(cell, own_percent=own_percent, noted=noted),
            word=cell_word(cell, noted),
            on_request=cell.standing.on_request,
            sentence=cell_sentence(
                cell, self._speech, own_percent=own_percent, noted=self._verdict(cell, noted)
            ),
            queue=None if queue is None else types.Queue(queue.waiting, queue.rank),
            declinable=cell.declinable,
            expires=cell.standing.expires,
            absent=cell.absence is not None or (cell.noted is not None and not cell.noted.came),
            final=cell.standing.is_final,
        )

    def _noted(self, cell: week_grid.Cell) -> "Noted | None":
        if cell.noted is None:
            return None
        from functions.french.bookings.noted import noted_said

        return noted_said(cell.noted, lambda cents: self._own_cents(cell.slot, cents))

    def _verdict(self, cell: week_grid.Cell, noted: "Noted | None") -> str:
        """What was noted in a sentence; of who was not there, whether that is billed and what the family can still do."""
        if cell.noted is None or noted is None:
            return ""
        if cell.noted.missed is None:
            return noted.sentence
        return f"{noted.word}. {self._absence_verdict(cell.noted)}"

    def _absence_verdict(self, noted: NotedSlot) -> str:
        from functions.domain.absences.late_declaration import still_possible
        from functions.french.bookings.noted import absence_verdict

        situation, slot = self._situation, noted.slot
        mine = noted.payer == situation.family.id
        month = situation.months[slot.child, slot.month]
        still = still_possible(situation.reglement, noted, month, now=self._now) if mine else None
        return absence_verdict(noted, still, today=self.today, family_reads=self._family_reads)

    def _basket_line(self, line: BasketLine, found: Availability) -> types.BasketLine:
        problem = None
        if found.obstacle is not None:
            said = obstacle_sentence(found.obstacle, line.action, self._speech)
            problem = types.LineProblem(code_of(found.obstacle), said)
        own_percent = self._own_percent(line.slot)
        pay_now = self._is_paid_now(line, found, own_percent)
        return types.BasketLine(
            child=line.slot.child,
            child_name=self._names[line.slot.child],
            service=line.slot.service,
            service_name=service_name(self._situation.reglement, line.slot.service),
            date=line.slot.date,
            action=line.action,
            price_cents=self._shown_cents(line.slot, found.amount_cents, own_percent),
            tranche=None if own_percent == 0 else found.tranche,
            until=found.until,
            remark=line_remark(found, line.action, self.today, own_percent=own_percent, pay_now=pay_now),
            on_request=found.on_request,
            problem=problem,
            expires=found.expires,
            final=found.is_final,
            pay_now=pay_now,
        )

    @cached_property
    def _prepaid(self) -> frozenset[str]:
        services = self._situation.reglement.services
        return frozenset(service.code for service in services if service.prepaid)

    def _is_paid_now(self, line: BasketLine, found: Availability, own_percent: int | None) -> bool:
        """The other home's part, and what the town decides first, are not asked for at *Valider*."""
        if line.action is not Action.RESERVE or line.slot.service not in self._prepaid:
            return False
        is_booked = found.obstacle is None and not found.on_request and not found.withdraws
        return is_booked and own_percent != 0 and bool(found.amount_cents)

    def _own_percent(self, slot: Slot, payer: str | None = None) -> int | None:
        """`payer`: of what was noted; None: whoever booked, else this family."""
        booking = self._situation.booking(slot)
        return self._situation.own_percent(slot, payer if booking is None else booking.payer)

    def _own_cents(self, slot: Slot, cents: int) -> int:
        """What this family pays of it: each home of a child reads its own part, and nothing of the other's."""
        return self._situation.own_cents(slot, cents)

    def _shown_cents(self, slot: Slot, cents: int | None, own_percent: int | None) -> int | None:
        """None where the other home pays the whole."""
        if cents is None or own_percent == 0:
            return None
        return self._own_cents(slot, cents)


def code_of(obstacle: Obstacle) -> str:
    """Of a condition, which one."""
    return obstacle.code if obstacle.broken is None else obstacle.broken.code


def _is_of_the_file(cell: week_grid.Cell) -> bool:
    obstacle = cell.obstacle
    broken = None if obstacle is None else obstacle.broken
    return broken is not None and broken.other in (Need.COMPLETE_FILE, Need.HEALTH_SHEET)


def _closed_days(cells: Iterable[tuple[types.Cell, GridCell]]) -> dict[date, str]:
    """Of each day that has a cell, the one reason that closes all of them."""
    opens, found = set[date](), dict[date, Closed]()
    for shown, cell in cells:
        day = shown.date
        if day not in opens:
            closed = None if cell.obstacle is None else cell.obstacle.closed
            if closed is None or (found.setdefault(day, closed) is not closed and found[day] != closed):
                opens.add(day)
    return {day: closed_name(closed) for day, closed in found.items() if day not in opens}


def _price(cell: week_grid.Cell) -> int | None:
    """What is billed of what was noted; None of a day that will not be billed and that nobody can cancel any more: its absence was declared, and the price is not owed."""
    if cell.noted is not None and cell.standing.obstacle is not None:
        return cell.noted.cents
    is_owed = cell.absence is None or cell.absence.billed or cell.state is not week_grid.State.LOCKED
    return cell.standing.price_cents if is_owed else None
