"""Fill the two towns through the use cases that the portal itself uses, each act at the instant it would have happened."""

import secrets
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from functions.domain.accounts.account import FamilyRef
from functions.domain.accounts.activation import Activation
from functions.domain.availability.availability import availability_of
from functions.domain.bookings.validation import SeenLine
from functions.domain.calendar.months import month_of
from functions.domain.planning.basket import MAX_LINES_AT_ONCE, Basket, BasketLine
from functions.domain.planning.child_month import Slot
from functions.domain.regie.online_payments import MINIMUM_CENTS
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.reglement import Reglement
from functions.domain.town.commune import Commune, CommuneKind
from functions.reglement_file import parse
from functions.storage.accounts import activations
from functions.storage.families import families
from functions.storage.invoices import invoices
from functions.storage.regie import online_payments
from functions.storage.regie.online_payments import Place
from functions.storage.table import outbox
from functions.storage.table.reading import read_one
from functions.usecases.accounts.activate import activate, check_invitation
from functions.usecases.accounts.invite import invite
from functions.usecases.accounts.log_in import Visitor
from functions.usecases.accounts.mailed_codes import Purpose, code_of
from functions.usecases.bookings.change_basket import change_basket
from functions.usecases.bookings.validate_basket import validate_basket
from functions.usecases.families.register_family import register_family
from functions.usecases.family_act import Acting
from functions.usecases.invoicing.issue_invoices import issue_invoices
from functions.usecases.news.news_act import NewsAct
from functions.usecases.news.write_article import write_article
from functions.usecases.payments.open_payment import PaymentAsked, open_payment
from functions.usecases.payments.settle_payment import settle_payment
from functions.usecases.town.open_commune import open_commune
from functions.usecases.town.publish_reglement import publish_reglement
from infra.demo.absences import absences
from infra.demo.announced import announced, came_back
from infra.demo.by_telephone import book_by_telephone
from infra.demo.confirmed import confirmed
from infra.demo.crowd import crowd, full_day
from infra.demo.files import files
from infra.demo.guide import Guide, guide
from infra.demo.kitchen import kitchen
from infra.demo.menus import document, menus, moving_away
from infra.demo.morning.full_canteen import full_canteen
from infra.demo.morning.parents import Parent
from infra.demo.morning.whole_morning import whole_morning
from infra.demo.newcomers import newcomers
from infra.demo.news import NEWS
from infra.demo.own_week import own_week
from infra.demo.payer import EveryonePaid
from infra.demo.people import MARC, SCHOOLS, Household, households, testmp
from infra.demo.requests import requests
from infra.demo.staff import SECRETARY, account_of, appoint
from infra.demo.towns import AUBRAY, TOWNS
from infra.demo.two_homes import two_homes

REGLEMENTS = Path(__file__).parent / "reglements"
BY = "demo"
T = TypeVar("T")
R = TypeVar("R")
UNPAID_EVERY = 5
"""One family in five has not paid its latest invoice yet."""


def seed(now: datetime) -> Guide:
    """Two towns as they stand at `now`; answers what to try."""
    year = now.year if now.month >= 8 else now.year - 1
    opened = datetime.combine(date(year, 8, 17), time(9), UTC)
    password = f"préau-{secrets.token_urlsafe(9)}"
    homes = {town.id: _homes(town, year) for town in TOWNS}
    everyone = [(town, home) for town in TOWNS for home in homes[town.id]]
    with ThreadPoolExecutor(4) as pool:
        for town in TOWNS:
            open_commune(town, now=opened)
            publish_reglement(town.id, _reglement(town), now=opened)
        appoint(TOWNS, password, by=BY, now=opened, opens=now)
        _each(pool, lambda pair: _register(*pair, opened), everyone)
        accounts = dict(_each(pool, lambda parent: _activated(*parent, password, opened), _parents(everyone)))
        until = _end_of_next_month(now)
        _each(
            pool,
            lambda pair: _book(*pair, accounts[_parent(pair[1])], opened + timedelta(7), until),
            everyone,
        )
        for town in TOWNS:
            for issued, since in _months(town, year, now):
                issue_invoices(town.id, month_of(issued.date() - timedelta(10)), by=BY, now=issued)
                paid = issued + timedelta(days=6, hours=13)
                _each(pool, partial(_pay, town, now=paid, since=since), homes[town.id])
    first, *others = homes[AUBRAY.id]
    mine, *theirs = [Parent(AUBRAY.id, home, accounts[_parent(home)]) for home in homes[AUBRAY.id]]
    confirmed(AUBRAY, mine, theirs, opened=opened)
    full = full_day(_reglement(AUBRAY), now)
    if full is not None:
        _crowd(AUBRAY.id, theirs, full, now - timedelta(hours=1))
    absences(AUBRAY, first, mine.account, now)
    own_week(AUBRAY, first, mine.account, now - timedelta(days=30))
    files(AUBRAY, first, by=account_of(SECRETARY), now=now)
    requests(mine, theirs[0], now)
    whole_morning(AUBRAY, [mine, *theirs], year, password, now)
    book_by_telephone(AUBRAY, first, by=account_of(SECRETARY), now=now - timedelta(hours=1))
    menus(AUBRAY, by=account_of(SECRETARY), now=now - timedelta(hours=2))
    document(AUBRAY, by=account_of(SECRETARY), now=now - timedelta(hours=2))
    moving_away(AUBRAY, others[-1].children[-1], by=account_of(SECRETARY), now=now - timedelta(hours=2))
    kitchen(AUBRAY, others, by=account_of(SECRETARY), now=now)
    newcomers(AUBRAY, SCHOOLS[0], by=BY, now=now)
    apart = two_homes(
        AUBRAY,
        others[12],
        lambda email, refs: _activated(email, refs, password, now - timedelta(days=20)),
        by=account_of(SECRETARY),
        since=now.date() - timedelta(days=now.weekday()),
        now=now - timedelta(days=20),
    )
    announced(AUBRAY.id, by=account_of(SECRETARY), now=now)
    told = (home for home in others if any(child.school_class == "CM1" for child in home.children))
    came_back(_parent(next(told)), now)
    _deliver_nothing_of_the_past(now)
    for said in NEWS:
        act = NewsAct(said.town, BY, uuid4().hex, now - said.ago)
        write_article(act, said.text(now))
    invite(MARC, [FamilyRef(town.id, homes[town.id][0].family.id) for town in TOWNS], by=BY, now=now)
    return guide(password, full, (_parent(others[12]), apart))


def _crowd(commune: str, parents: list[Parent], day: date, at: datetime) -> None:
    """The day is full, with children who wait for the childcare of its morning. TESTMP is not of the parents, and has not asked for it."""
    crowd(commune, ((parent.home, parent.account) for parent in parents), day, now=at)
    full_canteen(parents, day, at)


def _each(pool: ThreadPoolExecutor, act: Callable[[T], R], things: Iterable[T]) -> list[R]:
    return list(pool.map(act, things))


def _reglement(town: Commune) -> Reglement:
    return parse((REGLEMENTS / f"{town.id}.toml").read_text("utf-8"))


def _homes(town: Commune, year: int) -> list[Household]:
    """Every family in the commune; of the community's clubs, every other one."""
    services = tuple(service.code for service in _reglement(town).services)
    others = list(households(town.id, year, services))
    return [testmp(town.id, year, services), *(others if town.kind is CommuneKind.COMMUNE else others[::2])]


def _parents(homes: list[tuple[Commune, Household]]) -> list[tuple[str, list[FamilyRef]]]:
    """The address of one parent of each family, and the families it acts for."""
    refs: dict[str, list[FamilyRef]] = {}
    for town, home in homes:
        refs.setdefault(_parent(home), []).append(FamilyRef(town.id, home.family.id))
    return list(refs.items())


def _parent(home: Household) -> str:
    email = home.family.guardians[-1].email
    assert email is not None, "every parent of the demo has an address"
    return email


def _register(town: Commune, home: Household, now: datetime) -> None:
    register_family(town.id, home.family, home.children, seen={}, by=BY, now=now)


def _end_of_next_month(now: datetime) -> date:
    first = now.date().replace(day=1)
    return (first + timedelta(days=63)).replace(day=1) - timedelta(days=1)


def _activated(email: str, refs: list[FamilyRef], password: str, now: datetime) -> tuple[str, str]:
    """The address, and the account its owner opened when the portal opened."""
    invite(email, refs, by=BY, now=now)
    invitation = read_one(activations.activation_key(email), Activation)
    assert invitation is not None, "it was written above"
    code = code_of(Purpose.ACTIVATION, invitation.value.issue)
    visitor = Visitor(place=f"demo-{email}", device="Firefox sur Android")
    given = check_invitation(email, code, visitor=visitor, now=now).sheet
    opened = activate(email, code, password, given, visitor=visitor, idempotency_key=uuid4().hex, now=now)
    return email, opened.account


def _book(town: Commune, home: Household, account: str, now: datetime, until: date) -> None:
    """A family's habits from September on, put in the basket and validated at once."""
    family = families.family(town.id, home.family.id).value
    lines = [
        BasketLine(Slot(day, service, child.id), Action.RESERVE)
        for day in _days(date(now.year, 9, 1), until)
        for service, weekday in home.habits
        if weekday == day.isoweekday()
        for child in home.children
    ]
    acting = Acting(town.id, family, Basket(), account)
    for begins in range(0, max(len(lines), 1), MAX_LINES_AT_ONCE):
        some = lines[begins : begins + MAX_LINES_AT_ONCE]
        _, facts = change_basket(acting, add=some, remove=[], key=uuid4().hex, now=now)
    situation = facts.situation()
    seen = [
        SeenLine(
            line.slot, line.action, availability_of(situation, line.slot, line.action, now=now).price_cents
        )
        for line in facts.basket.value.lines()
    ]
    validate_basket(Acting(town.id, family, facts.basket.value, account), seen, key=uuid4().hex, now=now)


def _days(start: date, end: date) -> Iterator[date]:
    return (start + timedelta(days=number) for number in range((end - start).days + 1))


def _months(town: Commune, year: int, now: datetime) -> Iterator[tuple[datetime, int]]:
    """When each month that is over was invoiced: on the third of the next; and how many were since."""
    zone = town.clock
    thirds = [date(year + (month > 12), (month - 1) % 12 + 1, 3) for month in range(10, 22)]
    issued = [instant for third in thirds if (instant := datetime.combine(third, time(7), zone)) < now]
    for number, instant in enumerate(issued):
        yield instant, len(issued) - 1 - number


def _pay(town: Commune, home: Household, *, now: datetime, since: int) -> None:
    """What a family owes. Of the latest invoices a few wait, and TESTMP's: its two latest once it has paid one."""
    if home.family.id.endswith("-testmp"):
        waits = since <= bool(online_payments.of_family(town.id, home.family.id))
    else:
        waits = not since and int(home.family.id[-2:]) % UNPAID_EVERY == 0
    if waits:
        return
    provider = EveryonePaid(now)
    member = families.family(town.id, home.family.id).value.members[0]
    for debt in invoices.receivables(town.id, home.family.id):
        if debt.balance_cents < MINIMUM_CENTS:
            continue
        opened = open_payment(
            PaymentAsked(town.id, home.family.id, (debt.invoice,), member, uuid4().hex),
            provider=provider,
            return_url=lambda _: "/espace/factures/",
            api_url="/api",
            now=now,
        )
        settle_payment(Place(town.id, home.family.id, opened.payment), provider=provider, now=now)


def _deliver_nothing_of_the_past(now: datetime) -> None:
    """The messages of the months gone by were read long ago: Marc's is the only mail that waits."""
    while waiting := outbox.waiting():
        for message in waiting:
            taken = outbox.take(message, now=now, until=now + timedelta(minutes=1))
            if taken is not None:
                outbox.sent(taken)
