"""No list that is stored grows without end: each has a bound."""

from functions.domain.accounts.account import MOST_FAMILIES, MOST_NOTED
from functions.domain.accounts.activation import MOST_INVITED
from functions.domain.agents.staff import MOST_AGENTS, MOST_IN_SCOPE
from functions.domain.attendance.attendance import MOST_CHARGES
from functions.domain.attendance.events import MOST_SEEN, MOST_SERVICES_OF_DAY
from functions.domain.bookings.week_patterns import MOST_PATTERN_LINES, MOST_PATTERNS
from functions.domain.families.cost_sharing import MOST_PARTS, MOST_SHARINGS
from functions.domain.families.family import (
    MOST_CHILDREN,
    MOST_ENDED,
    MOST_ENROLMENTS,
    MOST_GUARDIANS,
    MOST_HOMES,
    MOST_MEMBERS,
    MOST_MERGED,
    MOST_QUOTIENTS,
)
from functions.domain.informing.announcement import MOST_FILES as MOST_JOINED
from functions.domain.informing.announcement import MOST_OTHERWISE
from functions.domain.invoices.credit import MOST_USES
from functions.domain.invoices.receivable import MOST_ENTRIES, MOST_RECALLS
from functions.domain.journal_seals import MOST_SEALED
from functions.domain.kitchen.meal_month import MOST_SCHOOLS
from functions.domain.kitchen.orders import MOST_IN_ONE_MAIL, MOST_WATCHED
from functions.domain.kitchen.settings import MOST_SERVICES
from functions.domain.menus.week_document import MOST_FORMER as MOST_FORMER_DOCUMENTS
from functions.domain.menus.week_menu import MOST_DISHES
from functions.domain.news.article import MOST_FORMER
from functions.domain.news.attachments import MOST_FILES
from functions.domain.news.writing import MOST_AUDIENCE
from functions.domain.papers.papers import MOST_KINDS
from functions.domain.passkeys.passkey import MOST_PASSKEYS
from functions.domain.planning.basket import MAX_LINES, MAX_LINES_AT_ONCE
from functions.domain.planning.called_off import MOST_CALLED_OFF, MOST_CODES, MOST_KEPT
from functions.domain.planning.child_month import (
    MOST_ABSENCES,
    MOST_ATTENDED,
    MOST_BOOKED,
    MOST_OPENED,
    MOST_SERVICES_MISSED,
    ChildMonth,
)
from functions.domain.planning.declared_absence import MOST_CERTIFICATES, MOST_DAYS
from functions.domain.planning.town_act import MOST_TOWN_ACTS, Over
from functions.domain.push.device import PushKind
from functions.domain.regie.online_payments import MOST_INVOICES
from functions.domain.reglement.reglement import Reglement
from functions.domain.requests.ready_sentences import MOST_SENTENCES
from functions.domain.safety.child_safety import MOST_FETCHERS
from functions.domain.safety.menus import MOST_MENUS
from functions.domain.second_factor.factor import RECOVERY_CODES
from functions.domain.uploads.uploads import MOST_AT_ONCE
from functions.storage.directory.directory_lines import MOST_PHONES
from tests.support.stored_kinds import lists_of, stored_kinds

BY_REQUEST = "What one request names, and the request has a bound."
BY_ACT = "What one transaction of at most a hundred actions changed."
BY_TOWN = "What the régie of a town chose, each list within the bound of its route."
BY_SERVICES = "One for each service of the town, or for each of its rules."
BY_MENUS = "One for each school of the town and each of its menus."
BY_PART = "What one part of a run holds: a hundred families."

BOUNDS: dict[str, int | str] = {
    "Account.families": MOST_FAMILIES,
    "DayMenu.allergens": 14,
    "DayMenu.dishes": MOST_DISHES,
    "SentOrders.orders": MOST_IN_ONE_MAIL,
    "Session.agent_of": MOST_NOTED,
    "SecondFactor.recovery": RECOVERY_CODES,
    "Passkeys.held": MOST_PASSKEYS,
    "Activation.families": MOST_INVITED,
    "Answered.accepted": MAX_LINES_AT_ONCE,
    "Answered.failed": MAX_LINES_AT_ONCE,
    "Answered.refused": MAX_LINES_AT_ONCE,
    "Attempt.form": "The fields of a form of the provider's, some thirty.",
    "Attempt.shares": MOST_INVOICES,
    "JournalSeal.lines": MOST_SEALED,
    "Appointment.roles": "Each role once.",
    "AttendanceDay.services": MOST_SERVICES_OF_DAY,
    "AttendanceEvent.seen": MOST_SEEN,
    "Attended.charges": MOST_CHARGES,
    "Attended.others": MOST_HOMES - 1,
    "HomeCharges.charges": MOST_CHARGES,
    "Basket.expired": MAX_LINES,
    "Basket.since": MAX_LINES,
    "Basket.wanted": MAX_LINES,
    "BasketChanged.refused": MAX_LINES_AT_ONCE,
    "BookingRequest.lines": MAX_LINES_AT_ONCE,
    "BookedForFamily.done": MAX_LINES_AT_ONCE,
    "BookedForFamily.refused": MAX_LINES_AT_ONCE,
    "Broken.patterns": BY_SERVICES,
    "CalledOffMonth.entries": MOST_CALLED_OFF,
    "CalledOffScope.classes": MOST_CODES,
    "CalledOffScope.kept": MOST_KEPT,
    "CalledOffScope.schools": MOST_CODES,
    "CalledOffScope.services": MOST_CODES,
    "Child.by_hand": "Fields of one child's file.",
    "Child.enrolments": MOST_ENROLMENTS,
    "Child.families": MOST_HOMES,
    "Child.sharing": MOST_SHARINGS,
    "Child.merged_from": MOST_MERGED,
    "Merge.same": "Children of one family.",
    "Merge.children": "Children of two families, and those that one was billed for before they left it.",
    "Merge.keep": "Fields, responsables and children of one family.",
    "ThreadMessage.files": MOST_AT_ONCE,
    "Paper.files": MOST_AT_ONCE,
    "GivenPaper.files": MOST_AT_ONCE,
    "ChildMonth.absences": MOST_ABSENCES,
    "ChildMonth.asked": MOST_BOOKED,
    "ChildMonth.attended": MOST_ATTENDED,
    "ChildMonth.cancelled_by_town": MOST_BOOKED,
    "ChildMonth.days": MOST_BOOKED,
    "ChildMonth.fees": MOST_BOOKED,
    "ChildMonth.opened": MOST_OPENED,
    "ChildSafety.allergens": 14,
    "ChildSafety.may_fetch": MOST_FETCHERS,
    "ChildSafety.may_not_fetch": MOST_FETCHERS,
    "Announcement.otherwise": MOST_OTHERWISE,
    "Collection.imputations": BY_TOWN,
    "Collection.reminder_days": BY_TOWN,
    "Credit.uses": MOST_USES,
    "CreditNote.lines": "Lines of one invoice.",
    "Debtor.people": MOST_GUARDIANS,
    "DeclaredAbsence.certificates": MOST_CERTIFICATES,
    "DeclaredAbsence.days": MOST_DAYS,
    "DeclaredAbsence.rules": MOST_SERVICES_MISSED,
    "DeclaredAbsence.self_declared": MOST_DAYS,  # one more only with one more day
    "DirectoryLine.child_ids": MOST_CHILDREN,
    "DirectoryLine.children": MOST_CHILDREN,
    "DirectoryLine.guardians": MOST_GUARDIANS,
    "DirectoryLine.invitations": MOST_GUARDIANS,
    "DirectoryLine.logins": MOST_MEMBERS,
    "DirectoryLine.merged_from": MOST_MERGED,
    "DirectoryLine.outdated": "Words of the names of one family.",
    "DirectoryLine.phones": MOST_PHONES,
    "DirectoryLine.written": "Words of the names of one family, and one for each address and number.",
    "Encashment.shares": BY_ACT,
    "Enrolment.weekdays": 7,
    "Erasure.accounts": MOST_MEMBERS,
    "Erasure.addresses": "Those of the family's guardians and members.",
    "Erasure.children": "Children of one family, and those that it was billed for before they left it.",
    "Family.by_hand": "Fields of one family's file.",
    "Family.children": MOST_CHILDREN,
    "Family.ended": MOST_ENDED,
    "Family.merged_from": MOST_MERGED,
    "Family.guardians": MOST_GUARDIANS,
    "Family.members": MOST_MEMBERS,
    "Family.quotients": MOST_QUOTIENTS,
    "FileKept.enrolments": BY_REQUEST,
    "Filled.put": MAX_LINES,
    "WeekPatterns.patterns": MOST_PATTERNS,
    "WeekPattern.asked": MOST_PATTERN_LINES,
    "Filled.refused": "What one request names; too much of it is refused as a whole (TooMuchStored).",
    "Handed.invoices": BY_ACT,
    "FieldsTaken.accepted": BY_REQUEST,
    "FieldsTaken.failed": BY_REQUEST,
    "FieldsTaken.refused": BY_REQUEST,
    "Hold.slots": MAX_LINES_AT_ONCE,
    "HouseholdToBill.others": "Children that a family paid for and that left its file.",
    "Invoice.lines": "What children of one family booked in one period.",
    "Invoicing.by_service": BY_TOWN,
    "Issuer.accepts": BY_TOWN,
    "JournalLine.decided_from": BY_ACT,
    "JournalLine.detail": BY_ACT,
    "KitchenSettings.services": MOST_SERVICES,
    "LateYear.last": BY_SERVICES,
    "LateYear.times": BY_SERVICES,
    "LeftUnmarked.days": BY_SERVICES,
    "Lines.lines": "A chunk, cut by its bytes.",
    "MealMonth.extras": MOST_SCHOOLS,
    "MealMonth.served": MOST_SCHOOLS,
    "MealOrder.decided_from": "Two figures.",
    "MealOrder.lines": BY_MENUS,
    "Message.data": "Ids, dates and amounts of one act; the places that it freed.",
    "Movement.shares": BY_ACT,
    "NewsArticle.files": MOST_FILES,
    "AnnouncementText.files": MOST_JOINED,
    "FamilyTold.addressees": MOST_MEMBERS,
    "NewsArticle.former_files": MOST_FORMER,
    "WeekDocument.former": MOST_FORMER_DOCUMENTS,
    "NewsAudience.schools": MOST_AUDIENCE,
    "NewsAudience.services": MOST_AUDIENCE,
    "OrderWatch.days": MOST_WATCHED,
    "Part.households": BY_PART,
    "Part.rows": BY_PART,
    "PaymentOpened.form": "The fields of a form of the provider's, some thirty.",
    "PreviewRow.earlier_cents": "Invoices of one family that speak of one period.",
    "Reason.adjustments": BY_SERVICES,
    "QuotientEffect.changes": "Children of one family and services of the town.",
    "PaperKinds.kinds": MOST_KINDS,
    "ReadySentences.sentences": MOST_SENTENCES,
    "Receivable.credited": "Lines of one invoice.",
    "Receivable.entries": MOST_ENTRIES,
    "Receivable.recalls": MOST_RECALLS,
    "Receivable.reminders": 5,
    "Recorded.shares": BY_ACT,
    "Regie.accepts": BY_TOWN,
    "Regie.imputations": BY_TOWN,
    "Regie.reminder_days": BY_TOWN,
    "MenuNames.names": MOST_MENUS,
    "Rejected.invoices": BY_ACT,
    "Request.corrections": "Fields of one family's file.",
    "Correction.files": MOST_AT_ONCE,
    "Run.starts": "One for each hundred families of a town.",
    "Shard.households": BY_PART,
    "Scope.schools": MOST_IN_SCOPE,
    "Scope.services": MOST_IN_SCOPE,
    "Sharing.by_service": MOST_PARTS,
    "Sharing.parts": MOST_PARTS,
    "Staff.appointments": MOST_AGENTS,
    "Device.wrong": MOST_AGENTS,
    "ToldOff.days": "Booked days of one family's children in a month: what their months hold.",
    "DoneLine.over": len(Over),
    "Booking.others": MOST_HOMES - 1,
    "Booking.past": len(Over),
    "CancelledByTown.past": len(Over),
    "ChildMonth.town_acts": MOST_TOWN_ACTS,
    "PushDevice.kinds": len(PushKind),
    "Reason.past": len(Over),
    "TillLine.imputed": BY_SERVICES,
    "TillLine.invoices": BY_ACT,
    "TillStatement.totals": "One for each means of payment and account.",
    "WatchedDay.lines": BY_MENUS,
    "Validated.accepted": MAX_LINES_AT_ONCE,
    "Validated.refused": MAX_LINES_AT_ONCE,
    "Validated.to_pay": 1,
    "Validated.acts": 1,
    "PeriodDone.acts": 1,
    "PeriodDone.lines": MAX_LINES_AT_ONCE,
}
"""A number: the domain refuses more. A sentence: why the list cannot grow by what people do one act after another."""


def test_every_list_that_is_stored_has_its_bound() -> None:
    """A règlement is written by the town as a whole, and one that is too large is refused when it is published."""
    kinds = stored_kinds()
    assert Reglement in kinds and ChildMonth in kinds
    written_whole = lists_of([Reglement])
    assert lists_of(kinds) - written_whole == BOUNDS.keys() - written_whole
