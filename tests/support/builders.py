"""A town, its règlement, its families: what tests put on the table. All names are made up.

Builders make values, and take what a test cares about; `open_town`, `settle`, `log_in` and `book` write them to the
test's table.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from functions.domain.accounts.account import Account, FamilyRef
from functions.domain.agents.staff import Appointment, Role, Scope
from functions.domain.bookings.validation import SeenLine, preview
from functions.domain.calendar.school_years import Zone
from functions.domain.calendar.town_calendar import Count
from functions.domain.families.family import Address, Child, Civility, Family, Guardian, QuotientFamilial
from functions.domain.planning.basket import Basket, BasketLine
from functions.domain.planning.child_month import Booking, ChildMonth, Slot
from functions.domain.reglement.deadline_rules import Action, Anchor, Case, Limit, Rule, Unit
from functions.domain.reglement.reglement import Places, Reglement, Service, Terms
from functions.domain.reglement.tariff_grids import QUOTIENT, Conditions, Range, Tariff, TariffLine
from functions.domain.second_factor.pending_sign_in import PendingSignIn
from functions.domain.town.commune import Commune, CommuneKind, Contact, Regie
from functions.storage.accounts import accounts, sessions
from functions.storage.agents import staff as staffs
from functions.storage.bookings import child_months
from functions.storage.families.children import children as children_files
from functions.storage.families.families import family as stored_family
from functions.storage.second_factor import pending_sign_ins
from functions.storage.table import keys
from functions.storage.table.reading import read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.sessions import FactorGiven, new_secret, new_session
from functions.usecases.bookings.change_basket import change_basket
from functions.usecases.bookings.validate_basket import validate_basket
from functions.usecases.families.register_family import register_family
from functions.usecases.family_act import Acting
from functions.usecases.town.open_commune import open_commune
from functions.usecases.town.publish_reglement import publish_reglement

PARIS = ZoneInfo("Europe/Paris")


def paris(text: str) -> datetime:
    """`"lundi 2026-11-16 09:00"`, on the clock of Paris. The weekday is checked: a test cannot lie about it."""
    day, clock = text.rsplit(" ", 1)
    return datetime.combine(on(day), time.fromisoformat(clock), PARIS)


def on(text: str) -> date:
    """`"lundi 2026-11-16"`"""
    weekday, iso = text.split(" ")
    day = date.fromisoformat(iso)
    expected = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")[day.weekday()]
    if weekday != expected:
        raise ValueError(f"{iso} is a {expected}")
    return day


NOW = paris("lundi 2026-11-16 09:00")

MONDAY = on("lundi 2026-11-23")
"""A week of school later: everything can be booked, nothing is late."""


def a_commune(commune_id: str = "lisse", **changes: Any) -> Commune:
    contact = Contact(
        service="Mairie, service enfance",
        line1="1 place de la Mairie",
        postcode="00000",
        city="Lisse",
        phone="01 99 00 12 34",
        email="enfance@lisse.example",
        opening_hours="du lundi au vendredi de 9 h à 12 h",
    )
    commune = Commune(
        id=commune_id,
        name="Lisse",
        kind=CommuneKind.COMMUNE,
        colour="ocean",
        timezone="Europe/Paris",
        siret="00000000000000",
        contact=contact,
        regie=Regie("enfance", "Régie enfance de Lisse", payfip_client="123456"),
        data_protection_email="dpo@lisse.example",
        publication_director="Le maire de Lisse",
    )
    return replace(commune, **changes)


def closing(limit: Limit) -> Rule:
    return Rule(cases=(Case(closes=limit),))


THURSDAY_BEFORE = closing(Limit(back=1, unit=Unit.WEEKS, anchor=Anchor.WEEK, weekday=4, at=10 * 60))
"""Thursday of the week before, at ten."""
WORKING_DAY_BEFORE = closing(Limit(back=1, count=Count.WORKING, at=10 * 60))
DAY_BEFORE_AT_NOON = closing(Limit(back=1, at=12 * 60))


def a_tariff(code: str, *cents: int, **changes: Any) -> Tariff:
    """One price; or three, for quotients below 600, below 1 200, and above."""
    if len(cents) == 1:
        lines: tuple[TariffLine, ...] = (TariffLine(price_cents=cents[0], label="Tarif unique"),)
    else:
        bounds = (
            ("QF jusqu’à 599", Range(None, Decimal(600))),
            ("QF de 600 à 1 199", Range(Decimal(600), Decimal(1200))),
            ("QF à partir de 1 200", Range(Decimal(1200), None)),
        )
        lines = tuple(
            TariffLine(Conditions(ranges=((QUOTIENT, quotients),)), price_cents=price, label=label)
            for price, (label, quotients) in zip(cents, bounds, strict=True)
        )
    return replace(Tariff(code=code, unit="unité", lines=lines), **changes)


def a_service(code: str, name: str, **changes: Any) -> Service:
    service = Service(
        code=code,
        name=name,
        weekdays=(1, 2, 4, 5),
        tariff=code,
        reserve=DAY_BEFORE_AT_NOON,
        cancel=DAY_BEFORE_AT_NOON,
        group="Matin et soir",
    )
    return replace(service, **changes)


CANTEEN = a_service(
    "restauration",
    "Restauration scolaire",
    reserve=THURSDAY_BEFORE,
    cancel=WORKING_DAY_BEFORE,
    group="Midi",
    starts_at=time(12),
)
MORNING = a_service("garderie-matin", "Garderie du matin", starts_at=time(7, 30), places=(Places(30),))
EVENING = a_service("garderie-soir", "Garderie du soir", starts_at=time(16, 30))
WEDNESDAY = a_service(
    "mercredi",
    "Accueil du mercredi",
    weekdays=(3,),
    reserve=THURSDAY_BEFORE,
    cancel=THURSDAY_BEFORE,
    group="Mercredi",
    terms=Terms.SCHOOL_WEEKS,
    starts_at=time(8),
)

SERVICES = (MORNING, CANTEEN, EVENING, WEDNESDAY)
TARIFFS = (
    a_tariff("garderie-matin", 150),
    a_tariff("restauration", 110, 345, 520),
    a_tariff("garderie-soir", 220),
    a_tariff("mercredi", 800, 1400, 2000),
)


def a_reglement(**changes: Any) -> Reglement:
    return replace(Reglement(1, "Europe/Paris", Zone.B, SERVICES, TARIFFS), **changes)


def a_child(child_id: str, families: tuple[str, ...] = ("testmp",), **changes: Any) -> Child:
    child = Child(
        id=child_id,
        first_name=child_id.capitalize(),
        last_name="Testmp",
        birth_date=on("dimanche 2017-04-02"),
        families=families,
        school="ferry",
        school_class="CM1",
    )
    return replace(child, **changes)


CLARA = a_child("clara")
GUILHEM = a_child("guilhem", birth_date=on("lundi 2020-09-14"), school_class="CP")
MARC = "0" * 25 + "m"
"""An account."""
JULIE = "0" * 25 + "j"


def a_family(family_id: str = "testmp", **changes: Any) -> Family:
    """Marc, Julie (both activated), Clara and Guilhem; quotient 812 since September."""
    family = Family(
        id=family_id,
        name="Testmp",
        address=Address("3 rue des Tilleuls", "00000", "Lisse"),
        phone="01 99 00 56 78",
        guardians=(
            Guardian(Civility.MONSIEUR, "Testmp", "Marc", "marc@famille.example", MARC),
            Guardian(Civility.MADAME, "Testmp", "Julie", "julie@famille.example", JULIE),
        ),
        children=("clara", "guilhem"),
        members=(MARC, JULIE),
        quotients=(QuotientFamilial(812, on("mardi 2026-09-01")),),
    )
    return replace(family, **changes)


def open_town(commune: Commune | None = None, reglement: Reglement | None = None) -> Reglement:
    """Put a commune and its règlement on the table; answers the version published."""
    commune = commune or a_commune()
    open_commune(commune, now=paris("mardi 2026-09-01 08:00"))
    return publish_reglement(commune.id, reglement or a_reglement(), now=paris("mardi 2026-09-01 08:00"))


def settle(
    family: Family | None = None, children: Sequence[Child] = (CLARA, GUILHEM), *, commune: str = "lisse"
) -> Family:
    """Put a family and its children on the table."""
    family = family or a_family()
    seen = versions(commune, family)
    register_family(commune, family, children, seen=seen, by="import", now=paris("mardi 2026-09-01 08:00"))
    return family


def versions(commune: str, family: Family) -> dict[str, int]:
    """Of the files of a family and its children, as they lie on the table now."""
    known = read_one(keys.family(commune, family.id), Family)
    files = children_files(commune, family.children)
    return {one: stored.version for one, stored in files.items()} | {family.id: known.version if known else 0}


def appoint(
    account: str,
    *roles: Role,
    commune: str = "lisse",
    until: date | None = None,
    scope: Scope = Scope(),  # noqa: B008
) -> None:
    """Make an agent of somebody, whose login need not exist."""
    transaction = Transaction()
    known = staffs.staff(commune)
    appointment = Appointment(roles, until, scope)
    staffs.put(transaction, commune, known, known.value.with_appointment(account, appointment))
    transaction.commit()


def log_in(account: str, *, now: datetime = NOW, with_factor: bool | None = None) -> str:
    """The cookie of a new session of `account`. An agent's begins with the second factor, as a sign-in makes it."""
    if with_factor is None:
        with_factor = bool(staffs.known_login_and_communes(account)[1])
    factor = FactorGiven(now, "192.0.2.1") if with_factor else None
    cookie, session = new_session(account, "Firefox sur Linux", now=now, factor=factor)
    transaction = Transaction()
    sessions.put(transaction, session)
    transaction.commit()
    return cookie


def begin_sign_in(account: str, *, now: datetime = NOW, enrols: bool = False) -> str:
    """The cookie of a sign-in of `account` that waits for the second factor."""
    secret = new_secret()
    key = pending_sign_ins.key_of(account, sessions.hashed(secret))
    transaction = Transaction()
    pending = PendingSignIn(account, now, "Firefox sur Linux", enrols=enrols)
    pending_sign_ins.put(transaction, Stored(key, pending, 0))
    transaction.commit()
    return f"{account}.{secret}"


def a_booking(price_cents: int = 345, **changes: Any) -> Booking:
    """Validated by Marc a week before the month begins, for his own family."""
    booking = Booking(
        price_cents=price_cents,
        tranche="QF de 600 à 1 199",
        payer="testmp",
        booked_by=MARC,
        booked_at=paris("lundi 2026-09-28 20:15"),
        act="0" * 26,
    )
    return replace(booking, **changes)


def a_month(child: str, month: str, bookings: Mapping[tuple[int, str], Booking]) -> ChildMonth:
    """`bookings` by day of the month and service."""
    year, number = map(int, month.split("-"))
    planned = ChildMonth(child, month)
    for (day, service), booking in bookings.items():
        planned = planned.with_booking(Slot(date(year, number, day), service, child), booking)
    return planned


def put_month(month: ChildMonth, *, commune: str = "lisse") -> None:
    """Put a child's bookings on the table, in the place of those of that month."""
    [found] = child_months.months_of(commune, [month.child], month.month)
    transaction = Transaction()
    child_months.put(transaction, commune, Stored(found.key, month, found.version))
    transaction.commit()


def open_account(
    account: str = MARC, email: str = "marc@famille.example", *, commune: str = "lisse"
) -> Account:
    """Put the login of a parent of the usual family on the table. Nobody knows its password."""
    opened = Account(
        account,
        email,
        "no password opens this",
        Civility.MONSIEUR,
        "Marc",
        "Testmp",
        (FamilyRef(commune, "testmp"),),
        paris("mardi 2026-09-01 08:00"),
    )
    transaction = Transaction()
    accounts.put_account(transaction, Stored(keys.account(account), opened, 0))
    transaction.commit()
    return opened


def acting(account: str = MARC, *, family: str = "testmp", commune: str = "lisse") -> Acting:
    """Somebody of a family that is on the table, as admitted."""
    basket = read_one(keys.basket(commune, family, account), Basket)
    file = stored_family(commune, family).value
    return Acting(commune, file, basket.value if basket else Basket(), account)


def put_in_basket(who: Acting, *slots: Slot, action: Action = Action.RESERVE, now: datetime = NOW) -> None:
    """Raises AssertionError for a line that cannot go in."""
    lines = [BasketLine(slot, action) for slot in slots]
    changed, _ = change_basket(who, add=lines, remove=[], key=uuid4().hex, now=now)
    if changed.refused:
        raise AssertionError(changed.refused)


def seen_lines(who: Acting, *, now: datetime = NOW) -> list[SeenLine]:
    """What `who` sees in the basket, as sent by *Valider*."""
    who = acting(who.account, family=who.family.id, commune=who.commune)
    facts, _ = who.read((), also=who.done_key("none"))
    situation = facts.situation()
    shown = preview(situation, facts.basket.value, now=now)
    return [
        SeenLine(
            line.slot,
            line.action,
            None if found.amount_cents is None else situation.own_cents(line.slot, found.amount_cents),
        )
        for line, found in shown.items()
    ]


def book(
    *slots: Slot,
    account: str = MARC,
    family: str = "testmp",
    commune: str = "lisse",
    action: Action = Action.RESERVE,
    now: datetime = NOW,
) -> None:
    """Reserve, or cancel, and validate, at the prices of the règlement. Raises AssertionError for a line that is refused."""
    who = acting(account, family=family, commune=commune)
    put_in_basket(who, *slots, action=action, now=now)
    validated, _ = validate_basket(who, seen_lines(who, now=now), key=uuid4().hex, now=now)
    if validated.refused:
        raise AssertionError(validated.refused)
