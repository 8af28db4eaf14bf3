"""The demo's towns, seen through what the portal itself reads."""

from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest

from functions.domain.agents.staff import Role
from functions.domain.invoices.receivable import InvoiceState
from functions.domain.messages import MessageKind
from functions.reglement_file import parse
from functions.storage.agents import staff as staffs
from functions.storage.bookings import child_months
from functions.storage.devices import devices
from functions.storage.families import families
from functions.storage.inbox.waiting import waiting_page
from functions.storage.informing import announcements
from functions.storage.invoices import invoices
from functions.storage.news.articles import latest
from functions.storage.requests import threads
from functions.storage.table import outbox
from functions.storage.town.communes import all_communes
from functions.usecases.informing.read_fates import Fate, read_fates
from functions.web.inbox.entries import kind_of
from functions.web.inbox.types import WaitingKind
from infra.demo import people
from infra.demo import seed as demo
from infra.demo.morning.tablet import NAME
from infra.demo.morning.twins import TWINS
from infra.demo.newcomers import NEWCOMERS
from infra.demo.people import households
from infra.demo.towns import TOWNS
from infra.local.dev.phones import phones as agents_phones
from tests.support.effort import at_most

NOW = datetime.fromisoformat("2026-11-19T09:58+01:00")
"""jeudi"""


@pytest.mark.parametrize("file", sorted(demo.REGLEMENTS.glob("*.toml")), ids=lambda file: file.stem)
def test_the_reglement_of_each_town_is_valid(file: Path) -> None:
    assert parse(file.read_text("utf-8")).services


def test_the_same_school_year_makes_the_same_families() -> None:
    assert list(households("aubray", 2026, ("cantine",))) == list(households("aubray", 2026, ("cantine",)))


@pytest.mark.soak
@pytest.mark.usefixtures("table", "documents_bucket", "uploads_bucket")
def test_the_demo_looks_like_life(monkeypatch: pytest.MonkeyPatch) -> None:
    count = at_most(16, people.FAMILIES)
    monkeypatch.setattr(people, "FAMILIES", count)
    guide = demo.seed(NOW)
    hints = guide.enter
    appointments = staffs.staff("aubray").value.appointments
    assert {role for held in appointments.values() for role in held.roles} == set(Role)
    assert [each.until for each in appointments.values() if each.until] == [date(2026, 12, 1)]
    assert len(hints) == 3 + len(appointments)
    phones = {phone.email: phone.code for phone in agents_phones(NOW)}
    assert all(any(email in how for how in hints.values()) and code for email, code in phones.items())
    assert {town.id for town in all_communes()} == {town.id for town in TOWNS}
    assert len(list(families.all_families("aubray"))) == count + 2 + len(NEWCOMERS) + len(TWINS)
    assert latest("aubray") and latest("val-de-lisse")
    assert len(list(child_months.children_of_month("aubray", "2026-10"))) > count
    debts = invoices.receivables("aubray", "aubray-testmp")
    assert [debt.state(NOW.date()) for debt in debts].count(InvoiceState.OPEN) == 1
    november = [stored.value for stored in child_months.months_of("aubray", ["aubray-clara"], "2026-11")]
    [absence] = november[0].absences.values()
    assert absence.certificate is not None
    assert [said.reason for said in november[0].town_acts.values()] == ["Oubli signalé par téléphone"]
    came = [
        month.value
        for month in child_months.children_of_month("aubray", "2026-11")
        if "cantine" in month.value.attended.get(16, {})
    ]
    assert len(came) > count // 2
    asked = {one.value.subject: one.value.state for one in threads.of_family("aubray", "aubray-testmp")}
    assert asked == {"Sortie au musée": "answered", "Assurance scolaire (Guilhem)": "open"}
    kinds = Counter(kind_of(each) for each in waiting_page("aubray", after=None, limit=40).entries)
    assert kinds == {
        WaitingKind.BOOKING: 3,
        WaitingKind.CORRECTION: 3,
        WaitingKind.PAPER: 2,
        WaitingKind.PROOF: 2,
        WaitingKind.QUESTION: 4,
        WaitingKind.ATTENDANCE: 1,
    }
    years = [
        stored.value.confirmed.year for stored in families.all_families("aubray") if stored.value.confirmed
    ]
    assert (years.count(2025), years.count(2026)) == (1, count - -(-count // 3))
    assert [device.value.name for device in devices.of_commune("aubray")] == [NAME]
    assert len(guide.to_try) == 6
    [said] = announcements.written_before("aubray", None, limit=5)
    fates = {
        one.fate for told in read_fates("aubray", said.id, after=None).families for one in told.addressees
    }
    assert fates == {Fate.SENT, Fate.CAME_BACK}
    mails = [
        message.value for message in outbox.waiting() if message.value.kind is not MessageKind.PAGES_CHANGED
    ]
    assert [mail.kind for mail in mails] == [MessageKind.ACTIVATION]
