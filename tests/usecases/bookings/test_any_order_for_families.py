"""An agent books and cancels past the règlement while parents validate and invoices are issued, in the middle of each other's acts."""

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from functions.domain.billing.family_lines import lines_owed
from functions.domain.bookings.town_booking import OverDiffers, TownTerms
from functions.domain.bookings.validation import SeenLine
from functions.domain.invoices.invoice_lines import total_cents
from functions.domain.messages import MessageKind
from functions.domain.planning.basket import BasketLine
from functions.domain.planning.called_off import CalledOffMonth
from functions.domain.planning.child_month import Slot
from functions.domain.planning.town_act import Over
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.reglement import Places
from functions.storage.bookings import child_months
from functions.storage.invoices import invoices
from functions.storage.table import journal, outbox
from functions.usecases.bookings.book_for_family import ForFamily, book_for_family, preview_for_family
from functions.usecases.bookings.change_basket import change_basket
from functions.usecases.bookings.validate_basket import validate_basket
from functions.usecases.invoicing.issue_invoices import issue_invoices
from tests.support.builders import (
    CANTEEN,
    CLARA,
    GUILHEM,
    MARC,
    MONDAY,
    NOW,
    a_commune,
    a_family,
    a_reglement,
    acting,
    book,
    on,
    open_town,
    paris,
    seen_lines,
    settle,
)
from tests.support.ledger import counters, rows, tally
from tests.support.meanwhile import meanwhile

CHILDREN = ("clara", "guilhem")
LUNCH = Slot(MONDAY, "restauration", "clara")
FULL = replace(CANTEEN, places=(Places(1),))
AGENT = "0" * 25 + "a"

towns, keys = count(), count()
clicks = st.tuples(st.sampled_from(CHILDREN), st.sampled_from(Action))


class ParentsAndTheTown(RuleBasedStateMachine):
    """One place, two children. The agent always names what was shown a moment before."""

    @initialize()
    def open(self) -> None:
        self.commune = f"booking-{next(towns)}"
        self.done = 0
        open_town(a_commune(self.commune), a_reglement(services=(FULL,)))
        settle(a_family(), (CLARA, GUILHEM), commune=self.commune)
        # The month of places is there, and the place is free: whoever comes is held by its counter alone.
        self.book(("clara", Action.RESERVE))
        self.book(("clara", Action.CANCEL))

    @rule(click=clicks)
    def parent(self, click: tuple[str, Action]) -> None:
        self.validate(click)

    @rule(click=clicks)
    def agent(self, click: tuple[str, Action]) -> None:
        self.book(click)

    @rule(click=clicks, other=clicks)
    def a_parent_in_the_middle_of_the_agent(
        self, click: tuple[str, Action], other: tuple[str, Action]
    ) -> None:
        with meanwhile(lambda: self.validate(other), sure=False):
            self.book(click)

    @rule(click=clicks, other=clicks)
    def the_agent_in_the_middle_of_a_parent(
        self, click: tuple[str, Action], other: tuple[str, Action]
    ) -> None:
        with meanwhile(lambda: self.book(other), sure=False):
            self.validate(click)

    @invariant()
    def places_bookings_journal_and_mail_agree(self) -> None:
        found = rows(CHILDREN, ("2026-11",), commune=self.commune)
        assert counters(("restauration",), ("2026-11",), commune=self.commune) == tally(found)
        beyond = [booking for booking in found.values() if Over.CAPACITY in booking.past]
        assert len(found) <= 1 + len(beyond), "one too many, and nobody said so"
        lines = {line.id: line for line in journal.lines(self.commune, "testmp")}
        by_town = [line for line in lines.values() if line.act == "bookings_by_town"]
        mails = [
            each.value
            for each in outbox.waiting()
            if each.value.kind is MessageKind.BOOKED_BY_TOWN and each.value.commune == self.commune
        ]
        assert len(by_town) == len(mails) == self.done
        assert {booking.act for booking in found.values()} <= lines.keys()
        for booking in beyond:
            assert lines[booking.act].act == "bookings_by_town"

    def validate(self, click: tuple[str, Action]) -> None:
        child, action = click
        line = BasketLine(replace(LUNCH, child=child), action)
        who = acting(MARC, commune=self.commune)
        change_basket(who, add=[line], remove=[], key=f"click-{next(keys)}", now=NOW)
        who = acting(MARC, commune=self.commune)
        validate_basket(who, seen_lines(who), key=f"valider-{next(keys)}", now=NOW)

    def book(self, click: tuple[str, Action]) -> None:
        child, action = click
        lines = [SeenLine(replace(LUNCH, child=child), action, None)]
        who = ForFamily(self.commune, "testmp", AGENT)
        shown, _ = preview_for_family(who, lines, TownTerms(), now=NOW)
        terms = TownTerms(shown.passes, reason="Oubli")
        try:
            done, _ = book_for_family(who, lines, terms, tell=True, key=f"town-{next(keys)}", now=NOW)
        except OverDiffers as refused:
            assert set(refused.over) != terms.over
        else:
            self.done += bool(done.done)


@pytest.mark.usefixtures("table")
def test_any_order_of_parents_and_the_town() -> None:
    run_state_machine_as_test(
        ParentsAndTheTown, settings=settings(max_examples=10, stateful_step_count=5, deadline=None)
    )


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize("first", ["the agent", "the run"])
def test_booked_or_given_back_while_invoices_are_issued_the_documents_come_to_what_is_owed(
    first: str,
) -> None:
    """The last day of the month, its limit passed; what the run did not see is a difference on the next invoice."""
    open_town()
    settle()
    book(replace(LUNCH, date=MONDAY), replace(LUNCH, date=on("lundi 2026-11-30"), child="guilhem"))
    today = paris("lundi 2026-11-30 10:30")
    lines = [
        SeenLine(Slot(today.date(), "restauration", "clara"), Action.RESERVE, None),
        SeenLine(Slot(today.date(), "restauration", "guilhem"), Action.CANCEL, None),
    ]
    terms = TownTerms(frozenset({Over.LIMIT}), reason="Oubli")

    def agent() -> None:
        who = ForFamily("lisse", "testmp", AGENT)
        done, _ = book_for_family(who, lines, terms, tell=True, key="while-issued", now=today)
        assert len(done.done) == 2

    def run(month: str, now: str) -> None:
        issue_invoices("lisse", month, by="job", now=paris(now))

    november = ("2026-11", "mardi 2026-12-01 04:15")
    if first == "the agent":
        with meanwhile(lambda: run(*november)):
            agent()
    else:
        with meanwhile(agent):
            run(*november)
    run("2026-12", "vendredi 2027-01-01 04:15")
    issued = invoices.documents("lisse", "testmp")
    [clara, guilhem] = child_months.months_of("lisse", CHILDREN, "2026-11")
    owed = lines_owed(
        a_family(),
        [clara.value, guilhem.value],
        children={"clara": CLARA, "guilhem": GUILHEM},
        reglement=a_reglement(),
        called_off={"2026-11": CalledOffMonth("2026-11")},
    )
    assert total_cents(owed) == 690
    assert sum(document.total_cents - document.credited_cents for document in issued) == 690
