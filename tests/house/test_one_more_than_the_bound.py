"""Where a list is full, one more is refused by name, and what must be written down is not."""

from dataclasses import replace
from datetime import timedelta

import pytest

from functions.domain.accounts.account import MOST_FAMILIES, FamilyRef, LoginFull
from functions.domain.accounts.activation import MOST_INVITED, families_invited
from functions.domain.agents.staff import (
    MOST_AGENTS,
    MOST_IN_SCOPE,
    Appointment,
    Role,
    Scope,
    ScopeTooWide,
    TooManyAgents,
)
from functions.domain.calendar.months import day_of
from functions.domain.families.family import ChildFull, FamilyFull, check_child, check_family
from functions.domain.invoices.credit import MOST_USES, Credit, CreditInPieces, CreditUseKind, draw_credit
from functions.domain.invoices.receivable import MOST_ENTRIES, MOST_RECALLS, LedgerFull
from functions.domain.planning.called_off import CalledOff, CalledOffFull, CalledOffScope
from functions.domain.planning.child_month import Slot, TooManyAbsences
from functions.domain.planning.declared_absence import MOST_DAYS, AbsenceTooLong, Certificate, TooManyProofs
from functions.domain.regie.hand_over import recall
from functions.domain.regie.write_offs import WriteOffKind, write_off
from tests.support.builders import MONDAY, NOW, on, open_account, open_town, settle
from tests.support.fullest import (
    ID,
    a_debt,
    a_full_called_off,
    a_full_child,
    a_full_family,
    a_full_month,
    a_full_staff,
    an_absence,
    slots,
)


def test_one_more_than_the_bound_is_refused() -> None:
    month = a_full_month()
    assert month.takes_no_more
    assert not month.may_attend(Slot(day_of("2026-11", 30), "un autre", ID))
    assert month.may_attend(slots(1)[0])
    absence = next(iter(month.absences.values()))
    assert month.with_absence(replace(absence, decision=None)) == month
    with pytest.raises(TooManyAbsences):
        month.with_absence(an_absence("une autre"))
    with pytest.raises(TooManyProofs):
        absence.proven(Certificate("e" * 32, NOW))
    day = on("mardi 2026-11-17")
    with pytest.raises(AbsenceTooLong):
        absence.with_days({"restauration": {day + timedelta(number): NOW for number in range(MOST_DAYS)}}, {})
    with pytest.raises(CalledOffFull):
        a_full_called_off().with_entry(CalledOff(ID, CalledOffScope(MONDAY, "grève"), ID, NOW))
    with pytest.raises(FamilyFull):
        a_full_family().with_member("another", "autre@famille.example")
    for field in ("guardians", "children", "members", "quotients"):
        held = getattr(a_full_family(), field)
        with pytest.raises(FamilyFull):
            check_family(replace(a_full_family(), **{field: (*held, held[0])}))
    assert check_child(a_full_child()) == a_full_child()
    for field in ("families", "enrolments", "sharing"):
        held = getattr(a_full_child(), field)
        with pytest.raises(ChildFull):
            check_child(replace(a_full_child(), **{field: (*held, held[0])}))
    full = a_full_staff()
    with pytest.raises(TooManyAgents):
        full.with_appointment("another", Appointment((Role.CHILDCARE,)))
    assert len(full.with_appointment(f"{ID}0", Appointment((Role.SECRETARY,))).appointments) == MOST_AGENTS
    assert len(full.with_appointment(f"{ID}0", Appointment(())).appointments) == MOST_AGENTS - 1
    with pytest.raises(ScopeTooWide):
        Scope(("ferry",), ("s",) * MOST_IN_SCOPE)
    refs = tuple(FamilyRef("lisse", str(number)) for number in range(MOST_INVITED + 1))
    with pytest.raises(LoginFull):
        families_invited(refs, refs[:1])


def test_a_debt_that_moved_too_often_takes_what_must_be_written_down_and_nothing_at_will() -> None:
    full = a_debt(MOST_ENTRIES)
    with pytest.raises(LedgerFull):
        write_off(full, 100, kind=WriteOffKind.GRACE, source=ID, reason="", at=NOW)
    paid, _ = full.receive(100, source=ID, at=NOW)
    assert len(paid.entries) == MOST_ENTRIES + 1
    with pytest.raises(LedgerFull):
        recall(a_debt(0, MOST_RECALLS), reason="retour", at=NOW)


def test_a_credit_used_too_often_is_given_back_whole_and_not_in_pieces() -> None:
    credit = Credit(ID, 10_000, ID, ID, NOW)
    for _ in range(MOST_USES):
        [credit] = draw_credit([credit], 1, kind=CreditUseKind.REFUND, source=ID, at=NOW)
    with pytest.raises(CreditInPieces):
        draw_credit([credit], 1, kind=CreditUseKind.REFUND, source=ID, at=NOW)
    [empty] = draw_credit([credit], credit.left_cents, kind=CreditUseKind.REFUND, source=ID, at=NOW)
    assert (empty.left_cents, len(empty.uses)) == (0, MOST_USES + 1)


def test_a_login_looks_in_no_more_families_than_its_bound(table: str) -> None:
    open_town()
    settle()
    account = open_account()
    refs = tuple(FamilyRef("lisse", str(number)) for number in range(MOST_FAMILIES))
    with pytest.raises(LoginFull):
        account.with_families(refs)
