"""What is paid when it is booked is asked for at once: how much, until when, and of whom nothing."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from functions.domain.billing.prepayment import PrepaidNeedsOnline
from functions.domain.families.cost_sharing import Part, Sharing
from functions.domain.families.family import Child
from functions.domain.messages import MessageKind
from functions.domain.planning.child_month import Slot
from functions.french.reglement.rules import service_sentences
from functions.jobs.letters import letter
from functions.storage.families import children
from functions.storage.invoices import invoices
from functions.storage.table import keys
from functions.storage.table.reading import read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.bookings.validate_basket import validate_basket
from functions.usecases.prepayment.end_holds import Ended
from functions.usecases.town.publish_reglement import publish_reglement
from tests.gateways.treasury import Treasury
from tests.support.accounts import messages
from tests.support.builders import (
    CANTEEN,
    MARC,
    MORNING,
    SERVICES,
    a_commune,
    a_reglement,
    acting,
    on,
    open_town,
    put_in_basket,
    seen_lines,
)
from tests.support.prepayment import PREPAID, PrepaidTown


def test_validating_asks_for_the_money_at_once_with_a_number(town: PrepaidTown) -> None:
    [asked] = town.book().to_pay
    assert (asked.number, asked.amount_cents) == ("2026-000001", 450)
    assert asked.until == town.treasury.clock.now + timedelta(minutes=30)
    document, debt = invoices.invoice("lisse", "testmp", asked.invoice)
    assert document.total_cents == debt.value.total_cents == 450
    assert {booking.pay_by for booking in town.booked("clara").values()} == {asked.until}


def test_a_town_that_gives_an_hour_to_pay_holds_the_places_for_an_hour(town: PrepaidTown) -> None:
    """Families read it on the page of the règlement, and in the mail when the hour is over."""
    an_hour = replace(PREPAID, hold_minutes=60)
    assert "Payé à la réservation : la place est gardée une heure, le temps de payer en ligne." in (
        service_sentences(an_hour, {})
    )
    services = tuple(an_hour if service is MORNING else service for service in SERVICES)
    publish_reglement("lisse", a_reglement(services=services), now=town.treasury.clock.now)
    [asked] = town.book().to_pay
    assert asked.until == town.treasury.clock.now + timedelta(minutes=60)
    town.treasury.clock.wait(minutes=59)
    assert town.sweep() == Ended() and len(town.booked("clara")) == 3
    town.treasury.clock.wait(minutes=2)
    assert town.sweep() == Ended(released=1) and town.booked("clara") == {}
    [released] = [each for each in messages() if each.kind is MessageKind.HOLD_RELEASED]
    written = letter(replace(released, data={**released.data, "account": MARC}), now=town.treasury.clock.now)
    assert written is not None and written.data["until"] == "lundi 2\u00a0novembre à 19\u00a0h"


def test_an_invoice_of_several_services_waits_for_the_longest_time_that_families_read(
    town: PrepaidTown,
) -> None:
    canteen = replace(CANTEEN, prepaid=True, hold_minutes=45)
    services = tuple({MORNING: PREPAID, CANTEEN: canteen}.get(service, service) for service in SERVICES)
    publish_reglement("lisse", a_reglement(services=services), now=town.treasury.clock.now)
    parent, monday = acting(), on("lundi 2026-11-23")
    put_in_basket(
        parent,
        Slot(monday, MORNING.code, "clara"),
        Slot(monday, CANTEEN.code, "clara"),
        now=town.treasury.clock.now,
    )
    lines = seen_lines(parent, now=town.treasury.clock.now)
    [asked] = validate_basket(parent, lines, key=uuid4().hex, now=town.treasury.clock.now)[0].to_pay
    assert asked.until == town.treasury.clock.now + timedelta(minutes=45)


def test_the_same_click_twice_asks_once(town: PrepaidTown) -> None:
    who = acting()
    put_in_basket(who, *town.slots(), now=town.treasury.clock.now)
    lines = seen_lines(who, now=town.treasury.clock.now)
    first, _ = validate_basket(who, lines, key="0123456789", now=town.treasury.clock.now)
    again, _ = validate_basket(who, lines, key="0123456789", now=town.treasury.clock.now)
    assert first == again and len(invoices.receivables("lisse", "testmp")) == 1


def test_less_than_a_provider_takes_waits_for_the_months_invoice(table: str, treasury: Treasury) -> None:
    from tests.support.builders import TARIFFS, a_tariff

    cheap = tuple(a_tariff(MORNING.code, 30) if tariff.code == MORNING.code else tariff for tariff in TARIFFS)
    town = PrepaidTown(treasury)
    services = tuple(PREPAID if service is MORNING else service for service in SERVICES)
    publish_reglement("lisse", a_reglement(services=services, tariffs=cheap), now=treasury.clock.now)
    assert town.book().to_pay == ()
    assert {booking.pay_by for booking in town.booked("clara").values()} == {None}


def share_clara(*parts: Part) -> None:
    file = read_one(keys.child("lisse", "clara"), Child)
    assert file is not None
    agreed = (Sharing(on("mardi 2026-09-01"), parts),)
    shared = replace(file.value, families=("testmp", "voisins"), sharing=agreed)
    transaction = Transaction()
    children.put(transaction, Stored(file.key, shared, file.version))
    transaction.commit()


def test_of_a_shared_child_only_the_familys_part_is_asked_for(town: PrepaidTown) -> None:
    share_clara(Part("testmp", 50), Part("voisins", 50))
    [asked] = town.book().to_pay
    assert asked.amount_cents == 225
    town.choose(town.pay(asked))
    town.treasury.clock.wait(minutes=31)
    assert town.sweep() == Ended(paid=1)


def test_a_part_that_no_provider_takes_waits_for_the_months_invoice(town: PrepaidTown) -> None:
    share_clara(Part("testmp", 20), Part("voisins", 80))
    assert town.book().to_pay == ()
    assert {booking.pay_by for booking in town.booked("clara").values()} == {None}
    assert len(town.booked("clara")) == 3 and invoices.receivables("lisse", "testmp") == []


def test_what_only_the_other_family_pays_for_is_not_held(town: PrepaidTown) -> None:
    share_clara(Part("voisins", 100))
    assert town.book().to_pay == ()
    parent, now = acting(), town.treasury.clock.now
    own = Slot(on("vendredi 2026-11-27"), MORNING.code, "guilhem")
    put_in_basket(parent, own, now=now)
    [asked] = validate_basket(parent, seen_lines(parent, now=now), key=uuid4().hex, now=now)[0].to_pay
    assert asked.amount_cents == 150
    held = {slot for slot, booking in town.booked("clara", "guilhem").items() if booking.pay_by}
    assert held == {own}


def test_a_regie_without_online_payment_cannot_ask_for_it(table: str) -> None:
    regie = replace(a_commune().regie, payfip_client=None)
    services = tuple(PREPAID if service is MORNING else service for service in SERVICES)
    with pytest.raises(PrepaidNeedsOnline):
        open_town(a_commune(regie=regie), a_reglement(services=services))
