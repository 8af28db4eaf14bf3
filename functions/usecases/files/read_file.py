"""A family's file, whole: what a secretary has before her when somebody telephones.

Two round trips: what its own partition holds, asked at once; then the files that it names. One more where a child has another home.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from functions.domain.absences.proof_to_read import ProofToRead
from functions.domain.accounts.account import Account
from functions.domain.bookings.booking_requests import BookingRequest
from functions.domain.errors import NotFound
from functions.domain.families.family import Child, Family
from functions.domain.families.file_corrections import Request, RequestState
from functions.domain.invoices.credit import left_cents
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
from functions.storage.requests import threads as stored_threads
from functions.storage.table import keys
from functions.storage.table.reading import Found, read
from functions.storage.table.stored import Stored
from functions.storage.town import communes
from functions.storage.town.communes import ReglementHead
from functions.usecases.families.read_people import (
    Person,
    login_keys,
    people_found,
    people_keys,
    with_logins,
)
from functions.usecases.journal.note_read import note_read

T = TypeVar("T")
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
    own, town_key = keys.family(commune, family_id), keys.commune(commune)
    head_key = keys.reglement_head(commune)
    with ThreadPoolExecutor(8) as pool:
        debts = pool.submit(invoices.receivables, commune, family_id)
        purse = pool.submit(invoices.credits_of, commune, family_id)
        asked = pool.submit(lambda: list(requests.of_family(commune, family_id)))
        threads = pool.submit(lambda: list(stored_threads.of_family(commune, family_id, limit=THREADS)))
        bookings = pool.submit(booking_requests.of_family, commune, family_id)
        proofs = pool.submit(proofs_to_read.of_family, commune, family_id)
        held = pool.submit(family_papers.of_family, commune, family_id)
        kinds_key = keys.paper_kinds(commune)
        found = read([own, town_key, head_key, kinds_key])
        family = found.get(own, Family)
        town, head = found.get(town_key, Commune), found.get(head_key, ReglementHead)
        if family is not None and family.value.merged_into:
            return read_file(commune, family.value.merged_into, by=by, health=health, now=now)
        if family is None or town is None or head is None or family.value.erased_on is not None:
            raise NotFound
        reading = FILE_READ_WITH_SHEETS if health else FILE_READ
        noted = pool.submit(note_read, commune, family_id, by=by, now=now, act=reading)
        named = _named(commune, family.value, health=health, now=now)
        noted.result()
        return FileRead(
            commune=town.value,
            reglement=communes.reglement(commune, head.value.reglement),
            family=family,
            children=named.children,
            safeties=named.safeties,
            papers=paper_lines(
                found.get_or(kinds_key, PaperKinds()).value,
                family.value,
                {place: one.value for place, one in held.result().items()},
                town.value.day_of(now),
            ),
            homes=named.homes,
            people=named.people,
            requests=[one.value for one in asked.result() if one.value.state is RequestState.OPEN],
            booking_requests=[one.value for one in bookings.result() if one.value.is_open],
            threads=[one.value for one in threads.result()],
            proofs=proofs.result(),
            account=_summary(debts.result(), left_cents(purse.result()), town.value.day_of(now)),
            agents=named.agents,
        )


@dataclass(frozen=True, slots=True)
class _Named:
    """What the family's own file names."""

    people: list[Person]
    children: list[Stored[Child]]
    safeties: dict[str, Stored[ChildSafety]]
    homes: dict[str, Family]
    agents: dict[str, Account]


def _named(commune: str, family: Family, *, health: bool, now: datetime) -> _Named:
    """One round trip; another where a child has a second home, was changed by an agent whom the family's file does not name, or where
    somebody's login has another address than the file says."""
    places = {child: keys.child(commune, child) for child in family.children}
    authors = {mark.by for mark in family.by_hand.values()}
    authors |= {family.complete_by_hand.by} if family.complete_by_hand is not None else set()
    authors |= {one.noted_by for one in family.quotients if one.noted_by}
    sheets = {child: keys.safety(commune, child) for child in family.children} if health else {}
    people = (*people_keys(family), *map(keys.account, sorted(authors)))
    found = read(dict.fromkeys((*places.values(), *sheets.values(), *people)))
    children = [stored for key in places.values() if (stored := found.get(key, Child)) is not None]
    others = {home for stored in children for home in stored.value.families} - {family.id}
    more = {mark.by for stored in children for mark in stored.value.by_hand.values()} - authors
    known = people_found(found, commune, family, now=now)
    beside = read(
        (
            *(keys.family(commune, home) for home in sorted(others)),
            *map(keys.account, sorted(more)),
            *dict.fromkeys(login_keys(known)),
        )
    )
    return _Named(
        with_logins(beside, known, now=now),
        children,
        {child: sheet for child, key in sheets.items() if (sheet := found.get(key, ChildSafety)) is not None},
        _by_key(beside, {home: keys.family(commune, home) for home in sorted(others)}, Family),
        _by_key(found, {one: keys.account(one) for one in sorted(authors)}, Account)
        | _by_key(beside, {one: keys.account(one) for one in sorted(more)}, Account),
    )


def _by_key(found: Found, places: Mapping[str, keys.Key], kind: type[T]) -> dict[str, T]:
    """What is there and can be read, by id."""
    return {
        one: stored.value for one, key in places.items() if (stored := found.get_sound(key, kind)) is not None
    }


def _summary(debts: Sequence[Receivable], credit_cents: int, today: date) -> AccountSummary:
    owed = [debt for debt in debts if debt.balance_cents > 0]
    return AccountSummary(
        owed_cents=sum(debt.owed_cents for debt in owed),
        late_cents=sum(debt.owed_cents for debt in owed if debt.due_on < today),
        handed_over_cents=sum(debt.balance_cents - debt.owed_cents for debt in owed),
        credit_cents=credit_cents,
        invoices_to_pay=sum(1 for debt in owed if debt.owed_cents),
    )
