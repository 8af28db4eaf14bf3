"""From the domain to what an agent reads who books in the place of a family."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from functions.domain.absences.noted_slots import noted_slot
from functions.domain.availability.agent_standing import AgentStanding, PriceChoice
from functions.domain.availability.obstacles import Obstacle
from functions.domain.bookings.agent_grid import AgentCell, agent_cell, agent_cells
from functions.domain.bookings.town_booking import TownDecision
from functions.domain.bookings.validation import RefusedLine
from functions.domain.bookings.week_grid import Cell
from functions.domain.families.access import logins_of
from functions.domain.planning.child_month import Slot
from functions.domain.planning.other_home_acts import homes_that_pay
from functions.domain.planning.paid_by_all import only_payer, paid_by_all_cents
from functions.domain.planning.town_act import Over
from functions.domain.reglement.deadline_rules import Action
from functions.french.bookings.for_family import (
    billed_words,
    both_prices,
    never_sentence,
    over_sentence,
    paying_homes,
    quotients_of_days,
    summary,
)
from functions.french.bookings.noted import Noted, noted_said
from functions.french.bookings.town_acts import past_words
from functions.french.reglement.services import service_name
from functions.usecases.bookings.book_for_family import BookedForFamily, DoneLine, done_lines
from functions.web.bookings import agent_types
from functions.web.bookings.answers import Answers, code_of


class AgentAnswers(Answers):
    """The parents' answers, with what an agent may do besides."""

    _family_reads = False

    def agent_grid(self, children: Sequence[str], days: Sequence[date]) -> agent_types.AgentPlanning:
        cells = list(agent_cells(self._situation, children, days, now=self._now))
        shown = self.planning(children, days, [each.shown for each in cells])
        return agent_types.AgentPlanning(
            now=shown.now,
            today=shown.today,
            start=shown.start,
            end=shown.end,
            commune=shown.commune,
            children=shown.children,
            services=shown.services,
            days=shown.days,
            cells=[self._agent_cell(each) for each in cells],
            basket=shown.basket,
            family=self._situation.family.name,
            told=self.told,
            quotients=quotients_of_days(self._situation.family.quotients, days),
        )

    def _own_percent(self, slot: Slot, payer: str | None = None) -> int | None:
        """An agent reads the whole price, whoever pays it."""
        return None

    def _own_cents(self, slot: Slot, cents: int) -> int:
        return cents

    def _shown_cents(self, slot: Slot, cents: int | None, own_percent: int | None) -> int | None:
        """Of what is booked, what its homes pay together, each at its own tariff; of what could be, None where this family would pay
        nothing of it."""
        booking = self._situation.booking(slot)
        if cents is None or booking is None:
            return None if self._situation.own_percent(slot) == 0 else cents
        return paid_by_all_cents(booking, slot, self._situation.children[slot.child])

    @property
    def told(self) -> int:
        """How many logins a mail to the family goes to."""
        return len(logins_of(self._situation.family))

    def planned(self, decision: TownDecision, *, tell: bool) -> agent_types.ForFamilyAnswer:
        """What would be done now."""
        done = done_lines(decision)
        why = {each.line.slot: self._over_words(each.over) for each in decision.accepted}
        return self._answer("", done, decision.refused, why, tell=tell)

    def prices(self, decisions: Mapping[PriceChoice, TownDecision]) -> dict[str, str]:
        """What it comes to at each price; empty where it is the same."""
        said = {choice: billed_words(each.total_cents, each.kept_cents) for choice, each in decisions.items()}
        return {choice.value: words for choice, words in said.items()} if len(set(said.values())) > 1 else {}

    def booked(self, booked: BookedForFamily, *, tell: bool) -> agent_types.ForFamilyAnswer:
        return self._answer(booked.act, booked.done, booked.refused, {}, tell=tell)

    def _answer(
        self,
        act: str,
        done: Sequence[DoneLine],
        refused: Iterable[RefusedLine],
        why: dict[Slot, str],
        *,
        tell: bool,
    ) -> agent_types.ForFamilyAnswer:
        over = sorted({one for each in done for one in each.over}, key=list(Over).index)
        cents = [each.price_cents if each.action is Action.RESERVE else -each.price_cents for each in done]
        told = self.told if tell else 0
        cells = [agent_cell(self._situation, each.slot, now=self._now) for each in done]
        return agent_types.ForFamilyAnswer(
            act=act,
            done=[self._done(each, why.get(each.slot, "")) for each in done],
            refused=[self._refused_by_all(each) for each in refused],
            over=[agent_types.Passed(one, past_words([one])) for one in over],
            past=past_words(over),
            total_cents=sum(cents),
            told=told,
            summary=summary(
                reserved=sum(each.action is Action.RESERVE for each in done),
                cancelled=sum(each.action is Action.CANCEL for each in done),
                children=list(dict.fromkeys(self._names[each.slot.child] for each in done)),
                total_cents=sum(cents),
                kept_cents=sum(each.kept_cents for each in done),
                past=past_words(over),
                told=told,
                paid_elsewhere=self._is_paid_elsewhere(done),
            ),
            cells=[self._agent_cell(each) for each in cells if each is not None],
        )

    def _is_paid_elsewhere(self, done: Sequence[DoneLine]) -> bool:
        slots = [each.slot for each in done]
        own = self._situation.family.id
        return bool(homes_that_pay(self._situation.children, slots, besides=own))

    def _done(self, each: DoneLine, why: str) -> agent_types.DoneForFamily:
        slot = each.slot
        return agent_types.DoneForFamily(
            child=slot.child,
            child_name=self._names[slot.child],
            service=slot.service,
            service_name=service_name(self._situation.reglement, slot.service),
            date=slot.date,
            action=each.action,
            price_cents=each.price_cents,
            kept_cents=each.kept_cents,
            over=list(each.over),
            why=why,
        )

    def _refused_by_all(self, each: RefusedLine) -> agent_types.RefusedForFamily:
        slot, action = each.line.slot, each.line.action
        said = never_sentence(each.obstacle, action, self._speech)
        return agent_types.RefusedForFamily(
            slot.child,
            slot.service,
            slot.date,
            action,
            code_of(each.obstacle),
            said,
            self._names[slot.child],
            service_name(self._situation.reglement, slot.service),
        )

    def _agent_cell(self, each: AgentCell) -> agent_types.AgentCell:
        shown, found = self._cell(each.shown), each.regular
        noted = self._noted(each.shown)
        obstacle, slot = found.standing.obstacle, each.shown.slot
        who_pays = paying_homes(self._own_part(slot))
        regular, late = _cents(each.action, found), _cents(each.action, each.late)
        # What the other home would pay is not worked out for a whole week: it is said before it is done.
        two_prices = "" if who_pays else both_prices(each.action, regular, late)
        return agent_types.AgentCell(
            child=shown.child,
            service=shown.service,
            date=shown.date,
            state=shown.state,
            price_cents=shown.price_cents,
            tranche=None if who_pays else shown.tranche,
            until=shown.until,
            sentence=shown.sentence,
            remark=", ".join(filter(None, (shown.remark, who_pays))) or None,
            word=shown.word,
            queue=shown.queue,
            declinable=shown.declinable,
            on_request=shown.on_request,
            expires=shown.expires,
            absent=shown.absent,
            action=each.action if each.possible else None,
            over=list(found.passes),
            why=(
                " ".join(filter(None, (self._over_words(found.over), two_prices)))
                if obstacle is None
                else never_sentence(obstacle, each.action, self._speech)
                if slot.date >= self.today
                else ""
            ),
            paid_elsewhere=self._own_part(slot) == 0,
            regular_cents=regular,
            late_cents=late,
            noted="" if noted is None else noted.word,
            noted_more="" if noted is None else self._more(each.shown, noted),
            noted_cents=None if noted is None else noted.cents,
        )

    def _more(self, cell: Cell, noted: Noted) -> str:
        """What it changes on the bill; of who was not there, the sentence that the family reads too."""
        return noted.more if cell.noted is None else self._absence_verdict(cell.noted) or noted.more

    def _noted(self, cell: Cell) -> Noted | None:
        """At the price of the one home that pays it, where the homes agreed on one."""
        situation, slot = self._situation, cell.slot
        child = situation.children[slot.child]
        paying = only_payer(slot, child)
        if cell.noted is None or paying is None:
            return super()._noted(cell)
        month = situation.months[slot.child, slot.month]
        family = situation.family.id
        own = noted_slot(situation.open_days, month, slot, child, family=family, at_price_of=paying)
        return noted_said(own or cell.noted)

    def _own_part(self, slot: Slot) -> int:
        booking = self._situation.booking(slot)
        return self._situation.own_percent(slot, None if booking is None else booking.payer)

    def _over_words(self, over: Iterable[Obstacle]) -> str:
        return " ".join(dict.fromkeys(over_sentence(each, self._speech) for each in over))


def _cents(action: Action, found: AgentStanding) -> int | None:
    """What a reservation costs; of a cancellation, what stays due."""
    if found.standing.obstacle is not None:
        return None
    return found.standing.price_cents if action is Action.RESERVE else found.standing.kept_cents
