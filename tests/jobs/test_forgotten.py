"""The evening before a limit: one mail to whoever forgot, once, however often the job runs and wherever it dies."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from functions import wiring
from functions.domain.messages import Message, MessageKind
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Action
from functions.jobs import forgotten as job_module
from functions.jobs.forgotten import forgotten
from functions.jobs.letters import letter
from functions.jobs.letters.mails import rendered
from functions.settings import settings
from functions.storage.families import families
from functions.storage.reminders.reminder_rounds import round_of
from functions.storage.table import outbox
from functions.storage.table.ids import new_id
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.wanted_mails import MailsAtWill, set_wanted, stop_token
from functions.usecases.bookings.validate_basket import validate_basket
from functions.usecases.reminders import remind_of_limits as usecase
from functions.usecases.reminders.remind_of_limits import remind_of_limits
from functions.usecases.town.open_commune import open_commune
from functions.usecases.town.publish_reglement import publish_reglement
from infra.local.events import schedule_event
from tests.support.builders import (
    CLARA,
    JULIE,
    MARC,
    NOW,
    a_booking,
    a_commune,
    a_family,
    a_month,
    a_reglement,
    acting,
    book,
    on,
    open_account,
    open_town,
    paris,
    put_in_basket,
    put_month,
    seen_lines,
    settle,
)
from tests.support.crashes import Calls, Killed, dying

SEVEN = paris("mercredi 2026-11-18 19:00")
USED = {(9, "restauration"): a_booking(), (12, "restauration"): a_booking()}
"""lundi and jeudi: the children of the town who come to the canteen."""


@pytest.fixture
def town(table: str) -> Iterator[None]:
    """Lisse, where Clara comes to the canteen and has nothing booked for the week of lundi 2026-11-23."""
    before = wiring._clock
    open_town()
    settle()
    open_account()
    put_month(a_month("clara", "2026-11", USED))
    yield
    wiring.use_clock(before)


def fire(now: datetime = SEVEN) -> None:
    wiring.use_clock(lambda: now)
    forgotten(schedule_event("forgotten", now), None)


def waiting() -> list[Message]:
    found = [stored.value for stored in outbox.waiting(limit_per_shard=100)]
    return [message for message in found if message.kind is MessageKind.BOOKING_REMINDER]


def a_reminder(account: str = MARC) -> Message:
    data: dict[str, str | int] = {"account": account, "evening": "2026-11-18"}
    return Message(new_id(SEVEN), MessageKind.BOOKING_REMINDER, "lisse", "testmp", data)


@pytest.mark.usefixtures("town")
def test_a_family_is_written_to_once_however_often_the_job_runs() -> None:
    for minutes in (0, 10, 20, 170):
        fire(SEVEN + timedelta(minutes=minutes))
    assert [(message.commune, message.family) for message in waiting()] == [("lisse", "testmp")]


@pytest.mark.usefixtures("town")
def test_nobody_is_written_to_before_six_nor_after_ten_nor_on_another_evening() -> None:
    for now in ("mercredi 2026-11-18 17:59", "mercredi 2026-11-18 22:00", "jeudi 2026-11-19 19:00"):
        fire(paris(now))
    assert waiting() == []


def test_each_town_is_asked_its_own_hour(table: str) -> None:
    """16 h UTC: 17 h in Paris, 20 h in La Réunion."""
    before = wiring._clock
    for name, zone in (("lisse", "Europe/Paris"), ("salazie", "Indian/Reunion")):
        open_town(a_commune(name, timezone=zone))
        settle(commune=name)
        put_month(a_month("clara", "2026-11", USED), commune=name)
    fire(datetime.fromisoformat("2026-11-18T16:00+00:00"))
    wiring.use_clock(before)
    assert {message.commune for message in waiting()} == {"salazie"}


@pytest.mark.usefixtures("town")
def test_a_town_without_a_reglement_or_without_families_is_passed_over(table: str) -> None:
    open_commune(a_commune("vauvert"), now=SEVEN)
    open_town(a_commune("nulle"))
    fire()
    assert len(waiting()) == 1


@pytest.mark.usefixtures("town")
def test_many_families_are_gone_through_by_pages_and_a_firing_goes_on_where_the_last_one_stopped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(usecase, "PAGE", 3)
    for number in range(7):
        family = a_family(f"famille{number}", name=f"Famille {number}", children=(f"enfant{number}",))
        settle(family, [replace(CLARA, id=f"enfant{number}", families=(family.id,))])
        if number % 2:
            put_month(a_month(f"enfant{number}", "2026-11", USED))
    monkeypatch.setattr(job_module, "BUDGET", timedelta(0))
    fire()
    assert waiting() == [], "no time at all: nothing is begun"
    monkeypatch.setattr(job_module, "BUDGET", timedelta(minutes=1))
    fire()
    assert {message.family for message in waiting()} == {"testmp", "famille1", "famille3", "famille5"}
    assert round_of("lisse", SEVEN.date()).value.done


def go_through(commune: str) -> None:
    remind_of_limits(commune, evening=SEVEN.date(), clock=lambda: SEVEN, until=SEVEN + timedelta(seconds=1))


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize("done_first", [False, True])
def test_a_firing_that_dies_anywhere_loses_no_reminder_and_sends_none_twice(done_first: bool) -> None:
    def opened(commune: str) -> str:
        open_town(a_commune(commune))
        settle(commune=commune)
        put_month(a_month("clara", "2026-11", USED), commune=commune)
        return commune

    opened("entiere")
    with dying(Calls()) as counted:
        go_through("entiere")
    towns = {opened(f"morte{at}"): at for at in range(1, counted.made + 1)}
    for commune, at in towns.items():
        with pytest.raises(Killed), dying(Calls(die_at=at, done_first=done_first)):
            go_through(commune)
        go_through(commune)
        go_through(commune)
    assert len(towns) > 5
    assert sorted(str(message.commune) for message in waiting()) == sorted(["entiere", *towns])


@pytest.mark.usefixtures("town")
def test_the_mail_says_whose_days_they_are_and_until_when() -> None:
    written = letter(a_reminder(), now=SEVEN)
    assert written is not None
    mail = rendered(written)
    said = mail.text.replace("\u00a0", " ")
    assert mail.subject == "Demain, dernier moment pour réserver"
    assert (
        "Clara, Restauration scolaire, du lundi 23 au vendredi 27 novembre : jusqu’au jeudi 19 novembre à 10 h."
        in said
    )
    assert "Testmp" not in said
    assert "/espace/reservations/?semaine=2026-W48&famille=lisse/testmp" in said
    token = stop_token(MailsAtWill.REMINDERS, MARC)
    assert mail.unsubscribe == f"{settings().origin}/api/reminders/{token}"
    assert f"{settings().origin}/rappels/#code={token}" in said
    assert mail.html.count("border-radius") == 1, "one button; stopping the reminders is a plain link"


@pytest.mark.usefixtures("town")
def test_a_mail_that_has_nothing_to_say_any_more_is_not_sent() -> None:
    assert letter(a_reminder(), now=paris("jeudi 2026-11-19 10:00")) is None, "the limit has passed"
    book(Slot(on("lundi 2026-11-23"), "restauration", "clara"))
    assert letter(a_reminder(), now=SEVEN) is None, "booked meanwhile"


@pytest.mark.usefixtures("town")
def test_a_basket_that_was_never_validated_is_told_to_the_parent_whose_it_is() -> None:
    open_account(JULIE, "julie@famille.example")
    put_in_basket(acting(), Slot(on("lundi 2026-11-23"), "restauration", "clara"), now=NOW)
    told = {}
    for account in (MARC, JULIE):
        written = letter(a_reminder(account), now=SEVEN)
        assert written is not None
        told[account] = "dans votre panier" in rendered(written).text
    assert told == {MARC: True, JULIE: False}


@pytest.mark.usefixtures("town")
def test_a_basket_that_expired_is_not_said_to_wait() -> None:
    publish_reglement("lisse", a_reglement(basket_minutes=40), now=NOW)
    put_in_basket(acting(), Slot(on("lundi 2026-11-23"), "restauration", "clara"), now=NOW)
    written = letter(a_reminder(), now=SEVEN)
    assert written is not None
    text = rendered(written).text
    assert "attendent dans votre panier" not in text
    assert "ont quitté votre panier sans avoir été validées" in text


@pytest.mark.usefixtures("town")
def test_who_cancelled_the_week_on_purpose_is_left_in_peace() -> None:
    lunch = Slot(on("lundi 2026-11-23"), "restauration", "clara")
    before = paris("mardi 2026-11-17 20:00")
    book(lunch, now=before)
    put_in_basket(acting(), lunch, action=Action.CANCEL, now=before)
    validate_basket(acting(), seen_lines(acting(), now=before), key="a-click-01", now=before)
    fire()
    assert waiting() == []
    assert letter(a_reminder(), now=SEVEN) is None


@pytest.mark.usefixtures("town")
def test_who_wants_no_reminder_gets_none_and_the_other_parent_still_does() -> None:
    open_account(JULIE, "julie@famille.example")
    set_wanted(MailsAtWill.REMINDERS, MARC, wanted=False, idempotency_key="a-click-1", now=SEVEN)
    assert letter(a_reminder(), now=SEVEN) is None
    assert letter(a_reminder(JULIE), now=SEVEN) is not None


@pytest.mark.usefixtures("town")
def test_who_left_the_family_gets_none() -> None:
    found = families.family("lisse", "testmp")
    transaction = Transaction()
    left = replace(found.value, members=(JULIE,))
    families.put(transaction, "lisse", Stored(found.key, left, found.version))
    transaction.commit()
    assert letter(a_reminder(), now=SEVEN) is None
