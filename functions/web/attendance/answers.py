"""A child of the day's list as the API and the spreadsheet tell it."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from hashlib import sha256

import msgspec

from functions.domain.absences.slot_bills import SlotBills
from functions.domain.agents.staff import Role
from functions.domain.reglement.reglement import Reglement
from functions.french.attendance import day_list as french
from functions.french.attendance.absence_bills import declared_bills
from functions.french.attendance.noted import came_said
from functions.french.bookings.absences import reason_word
from functions.french.bookings.noted import absence_verdict
from functions.french.kitchen.noted_orders import OWN_MEAL
from functions.usecases.attendance.list_day import ChildOfDay
from functions.web.attendance.types import ChildOfList, Coded, MayFetchShown, UrgentShown

WITH_PRICES = frozenset((Role.SECRETARY, Role.REGISSEUR, Role.ADMINISTRATOR))
"""Who may know what a family's quotient makes it pay."""
PRESENCES = {"expected": "", "present": "là", "left": "parti", "absent": "absent"}
EXPECTED = {"booked": "réservé", "enrolled": "inscrit", "no": "sans réservation"}


def said(
    each: ChildOfDay, name: str, day: date, reglement: Reglement, *, today: date, with_prices: bool
) -> ChildOfList:
    """`with_prices`: of who may know what a family's quotient makes it pay."""
    child, known, state, safety = each.child, each.expected, each.state, each.safety
    marks, care = {}, []
    if each.safety_unreadable:
        marks, care = {"unknown": french.UNKNOWN}, [french.ASK_FIRST]
    elif safety is not None:
        marks, care = french.marks(safety, day), french.care(safety, day)
    return ChildOfList(
        child=child.id,
        first_name=child.first_name,
        last_name=child.last_name,
        name=name,
        school=child.school,
        school_name=reglement.school_names.get(child.school or "", ""),
        school_class=child.school_class,
        expected="booked" if known.booked else "enrolled" if known.enrolled else "no",
        absent=french.DECLARED if known.declared_absent else "",
        bills=bills_said(each.bills, today=today, with_prices=with_prices),
        meal=OWN_MEAL if safety is not None and safety.brings_meal(day) else "",
        presence=state.here.value,
        arrived=clock(state.arrived),
        left=clock(state.left),
        late_minutes=state.late_minutes,
        reason=state.reason,
        left_by=state.left_by,
        note=state.note,
        last_event=state.last_event,
        to_check=bool(state.disagreements),
        marks=coded(marks),
        care=care,
        urgent=_urgent(each),
        may_fetch=[] if safety is None else [MayFetchShown(one.name, one.tie) for one in safety.may_fetch],
        may_not_fetch=[] if safety is None else [one.name for one in safety.may_not_fetch],
    )


def _urgent(each: ChildOfDay) -> list[UrgentShown]:
    if each.safety_unreadable:
        return [UrgentShown(french.ASK_THE_TOWN, "")]
    return [] if each.safety is None else [UrgentShown(*one) for one in french.urgent(each.safety)]


def bills_said(bills: SlotBills, *, today: date, with_prices: bool) -> str:
    """Of who was noted absent, the sentence that the family reads in its week."""
    if bills.declared is not None:
        return declared_bills(bills.declared)
    if bills.noted is None:
        return ""
    if bills.noted.missed is not None:
        return absence_verdict(bills.noted, bills.still, today=today, family_reads=False)
    return came_said(bills.noted) if with_prices else ""


def version_of(children: Sequence[ChildOfList]) -> str:
    """The same for as long as a printed list is right: who came is written on the paper by hand."""
    told = [
        (one.child, one.name, one.school_class, one.expected, one.absent, one.marks, one.care)
        for one in children
    ]
    return sha256(msgspec.json.encode(told)).hexdigest()[:16]


def row(child: ChildOfList) -> tuple[str, ...]:
    return (
        child.school_name,
        child.school_class or "",
        child.last_name,
        child.first_name,
        child.absent or EXPECTED[child.expected],
        ", ".join(mark.label for mark in child.marks),
        PRESENCES[child.presence],
        child.arrived or "",
        child.left or "",
        reason_word(child.reason),
        child.note,
    )


def coded(labels: Mapping[str, str]) -> list[Coded]:
    return [Coded(code, label) for code, label in labels.items()]


def clock(hour: time | None) -> str | None:
    return None if hour is None else f"{hour:%H:%M}"
