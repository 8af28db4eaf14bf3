"""A family's file, whole: what a secretary has before her when somebody telephones.

Two round trips: what its own partition holds, asked at once; then the files that it names. One more where a child has another home.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from functions.domain.absences.proof_to_read import ProofToRead
from functions.domain.accounts.account import Account
from functions.domain.bookings.booking_requests import BookingRequest
from functions.domain.errors import NotFound
from functions.domain.families.family import Child, Family
from functions.domain.families.file_corrections import Request, RequestState
from functions.domain.invoices.credit import Credit, left_cents
from functions.domain.invoices.receivable import Receivable
from functions.domain.journal import FILE_READ, FILE_READ_WITH_SHEETS
from functions.domain.papers.papers import PaperKinds, PaperLine, paper_lines
from functions.domain.reglement.reglement import Reglement
from functions.domain.requests.threads import Thread
from functions.domain.safety.child_safety import ChildSafety
from functions.domain.town.commune import Commune
from functions.storage.absences import proofs_to_read
from functions.storage.bookings import booking_requests
from functions.storage.families import requests
from functions.storage.invoices import invoices
from functions.storage.papers import family_papers
from functions.storage.papers.family_papers import Papers
from functions.storage.requests import threads as stored_threads
from functions.storage.table import keys
from functions.storage.table.reading import read, together
from functions.storage.table.stored import Stored
from functions.storage.town import communes
from functions.storage.town.communes import ReglementHead
from functions.usecases.families.read_people import Person
from functions.usecases.files.named_in_file import NamedInFile, named_in_file
from functions.usecases.journal.note_read import note_read

THREADS = 20
"""The newest."""


@dataclass(frozen=True, slots=True)
class AccountSummary:
    """What the family owes the régie. `late_cents`: of it, what was due before today; `handed_over_cents`: what the treasury collects."""

    owed_cents: int
    late_cents: int
    handed_over_cents: int
    credit_cents: int
    invoices_to_pay: int


@dataclass(frozen=True, slots=True)
class FileRead:
    commune: Commune
    reglement: Reglement
    family: Stored[Family]
    children: list[Stored[Child]]
    """In the order of the file."""
    safeties: dict[str, Stored[ChildSafety]]
    """By child, of those of whom something is written; nothing for who may not read it."""
    papers: list[PaperLine]
    """Each that the family is asked for."""
    homes: dict[str, Family]
    """The other families of its children, by id."""
    people: list[Person]
    requests: list[Request]
    """Those that wait for an answer, the newest first."""
    booking_requests: list[BookingRequest]
    threads: list[Thread]
    """The newest, those that wait for nobody among them."""
    proofs: list[ProofToRead]
    """Of absences, that no agent has looked at."""
    account: AccountSummary
    agents: dict[str, Account]
    """Who wrote by hand in the file, by account."""


def read_file(commune: str, family_id: str, *, by: str, health: bool, now: datetime) -> FileRead:
    """`by`: the agent who reads, which the family's journal says. `health`: whether they may read what keeps the children safe.

    Raises NotFound.
    """
    head, listed = together(
        partial(_head, commune, family_id, by=by, health=health, now=now),
        partial(_listed, commune, family_id),
    )
    if isinstance(head, str):
        return read_file(commune, head, by=by, health=health, now=now)
    named, today = head.named, head.commune.day_of(now)
    return FileRead(
        commune=head.commune,
        reglement=head.reglement,
        family=head.family,
        children=named.children,
        safeties=named.safeties,
        papers=paper_lines(head.paper_kinds, head.family.value, listed.papers, today),
        homes=named.homes,
        people=named.people,
        requests=listed.requests,
        booking_requests=listed.booking_requests,
        threads=listed.threads,
        proofs=listed.proofs,
        account=_summary(listed.debts, left_cents(listed.purse), today),
        agents=named.agents,
    )


@dataclass(frozen=True, slots=True)
class _Listed:
    """What is kept of the family without its file naming it."""

    debts: list[Receivable]
    purse: list[Credit]
    papers: Papers
    requests: list[Request]
    booking_requests: list[BookingRequest]
    threads: list[Thread]
    proofs: list[ProofToRead]


def _listed(commune: str, family: str) -> _Listed:
    (debts, purse, papers), (asked, bookings), (threads, proofs) = together(
        lambda: together(
            partial(invoices.receivables, commune, family),
            partial(invoices.credits_of, commune, family),
            partial(family_papers.of_family, commune, family),
        ),
        lambda: together(
            lambda: list(requests.of_family(commune, family)),
            partial(booking_requests.of_family, commune, family),
        ),
        lambda: together(
            partial(stored_threads.of_family, commune, family, limit=THREADS),
            partial(proofs_to_read.of_family, commune, family),
        ),
    )
    return _Listed(
        debts,
        purse,
        {place: one.value for place, one in papers.items()},
        [one.value for one in asked if one.value.state is RequestState.OPEN],
        [one.value for one in bookings if one.value.is_open],
        [one.value for one in threads],
        proofs,
    )


@dataclass(frozen=True, slots=True)
class _Head:
    commune: Commune
    reglement: Reglement
    family: Stored[Family]
    paper_kinds: PaperKinds
    named: NamedInFile


def _head(commune: str, family_id: str, *, by: str, health: bool, now: datetime) -> _Head | str:
    """The file and what it names, once it is written down who reads it; the id of another one where it was merged into that.

    Raises NotFound.
    """
    own, town_key = keys.family(commune, family_id), keys.commune(commune)
    head_key, kinds_key = keys.reglement_head(commune), keys.paper_kinds(commune)
    found = read([own, town_key, head_key, kinds_key])
    family = found.get(own, Family)
    town, head = found.get(town_key, Commune), found.get(head_key, ReglementHead)
    if family is not None and family.value.merged_into:
        return family.value.merged_into
    if family is None or town is None or head is None or family.value.erased_on is not None:
        raise NotFound
    reading = FILE_READ_WITH_SHEETS if health else FILE_READ
    named, _ = together(
        partial(named_in_file, commune, family.value, health=health, now=now),
        partial(note_read, commune, family_id, by=by, now=now, act=reading),
    )
    return _Head(
        town.value,
        communes.reglement(commune, head.value.reglement),
        family,
        found.get_or(kinds_key, PaperKinds()).value,
        named,
    )


def _summary(debts: Sequence[Receivable], credit_cents: int, today: date) -> AccountSummary:
    owed = [debt for debt in debts if debt.balance_cents > 0]
    return AccountSummary(
        owed_cents=sum(debt.owed_cents for debt in owed),
        late_cents=sum(debt.owed_cents for debt in owed if debt.due_on < today),
        handed_over_cents=sum(debt.balance_cents - debt.owed_cents for debt in owed),
        credit_cents=credit_cents,
        invoices_to_pay=sum(1 for debt in owed if debt.owed_cents),
    )
