"""Each kind of item that lies with a family, and how it comes to the file that is kept.

A kind that is in none of these tables stops a merge, and a test: whoever adds one says here what becomes of it.
"""

from collections.abc import Callable, Mapping
from typing import Any

from functions.domain.absences.called_off_notices import ToldOff
from functions.domain.absences.proof_to_read import ProofToRead
from functions.domain.accounts.mail_standing import Unreachable
from functions.domain.availability.lateness import LateYear
from functions.domain.billing.prepayment import Hold
from functions.domain.bookings.booking_requests import BookingRequest
from functions.domain.bookings.week_patterns import WeekPatterns
from functions.domain.families.file_corrections import Request
from functions.domain.informing.announcement import FamilyTold
from functions.domain.invoices.credit import Credit
from functions.domain.invoices.credit_notes import CreditNote
from functions.domain.invoices.documents import OF_A_YEAR, Filed
from functions.domain.invoices.invoice import Invoice
from functions.domain.invoices.receivable import Receivable
from functions.domain.merging.joined import (
    one_basket,
    one_late_year,
    one_list_of_patterns,
    one_paper,
    one_told,
)
from functions.domain.papers.papers import Paper
from functions.domain.planning.basket import Basket
from functions.domain.regie.counter_payments import Encashment
from functions.domain.regie.online_payments import Attempt
from functions.domain.requests.threads import Thread, ThreadMessage

MOVES: Mapping[str, type] = {
    "INVOICE": Invoice,
    "CREDIT_NOTE": CreditNote,
    "RECEIVABLE": Receivable,
    "CREDIT": Credit,
    "ENCASHMENT": Encashment,
    "PAYMENT": Attempt,
    "HOLD": Hold,
    "DOCUMENT": Filed,
    "ASKED": BookingRequest,
    "PROOF": ProofToRead,
    "REQUEST": Request,
    "THREAD": Thread,
    "MESSAGE": ThreadMessage,
    "UNREACHABLE": Unreachable,
    "BASKET": Basket,
    "PATTERNS": WeekPatterns,
    "LATE": LateYear,
    "TOLDOFF": ToldOff,
    "PAPER": Paper,
    "ANNOUNCED": FamilyTold,
}
"""What moves, by how its sort key begins, and what it is."""

JOINED: Mapping[str, Callable[[Any, Any], Any]] = {
    "BASKET": one_basket,
    "PATTERNS": one_list_of_patterns,
    "LATE": one_late_year,
    "TOLDOFF": one_told,
    "PAPER": one_paper,
    "UNREACHABLE": lambda kept, other: kept,
    "ANNOUNCED": lambda kept, other: kept,
}
"""Of these, what both files may have under one name: what becomes of the two."""

STAYS = frozenset({"FAMILY", "MERGED", "JOURNAL", "KEY", "UPLOAD", "DOCUMENTS", "DIRECTORY"})
"""The trace of the file; what was done in it, which is read from there (`merged_from`); the answers of its acts and the files on their way,
which go by themselves; how many documents it was sent, which keeps an older plan from sending it another; what is derived, and cleared."""


OF_CHILD = frozenset({"CHILD", "SAFETY", "MONTH", "EVENTS"})
"""What lies with a child: its file and its sheet with the first transaction, the rest afterwards (`functions/usecases/merging`)."""


def stays(sort: str) -> bool:
    """Documents of a year are made again of the bills: those of the file that goes are of half of them."""
    kind, *rest = sort.split("#")
    made_of_a_year = kind == "DOCUMENT" and rest[0] in OF_A_YEAR
    return kind in STAYS or made_of_a_year or rest[-1:] == ["ASKED"]
