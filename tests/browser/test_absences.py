"""A child is ill and it is too late to cancel: declared by thumb with a photo, and read at once what is billed of it."""

import re
import struct
import zlib
from pathlib import Path

import boto3
import pytest
from playwright.sync_api import Page, expect

from functions import wiring
from functions.storage.bookings import child_months
from functions.usecases.absences.prove_absence import proof_place
from functions.usecases.town.publish_reglement import publish_reglement
from infra.local.environment import UPLOADS_BUCKET
from tests.browser.conftest import TownClock
from tests.browser.planning_page import open_week, still_cell
from tests.support.absences import a_town
from tests.support.axe import axe_violations
from tests.support.builders import a_booking, a_month, paris, put_month

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def ill(origin: str, clock: TownClock, uploads_bucket: str) -> None:
    """Monday at eight: the canteen of that day can no longer be cancelled, that of Tuesday can until ten."""
    wiring.documents.cache_clear()
    clock.show("lundi 2026-11-23 08:00")
    publish_reglement("lisse", a_town(), now=paris("lundi 2026-11-16 08:00"))
    put_month(a_month("clara", "2026-11", {(day, "restauration"): a_booking() for day in (23, 24)}))


def a_photo(path: Path, width: int, height: int) -> Path:
    """A PNG as large as a phone's, of one colour."""
    rows = b"".join(b"\0" + bytes((240, 240, 230)) * width for _ in range(height))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows, 1))
        + chunk(b"IEND", b"")
    )
    return path


def no_fault(page: Page) -> None:
    """Nothing for axe to say, and nothing sideways."""
    found = axe_violations(page)
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def stored_proof() -> bytes:
    [stored] = child_months.months_of("lisse", ["clara"], "2026-11")
    [absence] = stored.value.absences.values()
    assert absence.certificate is not None
    place = proof_place("lisse", "testmp", absence.certificate.document)
    body: bytes = boto3.client("s3").get_object(Bucket=UPLOADS_BUCKET, Key=place)["Body"].read()
    return body


def test_by_thumb_with_a_photo_that_leaves_smaller_than_it_came(phone: Page, tmp_path: Path) -> None:
    phone.goto("/espace/reservations/")
    phone.get_by_role("link", name="Déclarer une absence").tap()
    expect(phone.get_by_role("heading", name="Mes absences", exact=True)).to_be_visible()
    expect(phone.get_by_text("Aucune absence déclarée")).to_be_visible()
    no_fault(phone)
    phone.get_by_role("button", name="Voir ce que cela change").tap()
    expect(phone.locator("#child-error")).to_have_text("Choisissez un enfant.")
    phone.get_by_text("Clara", exact=True).tap()
    phone.get_by_role("button", name="La semaine prochaine").tap()
    expect(phone.get_by_label("Premier jour")).to_have_value("2026-11-30")
    expect(phone.get_by_label("Dernier jour")).to_have_value("2026-12-06")
    phone.get_by_role("button", name="Cette semaine").tap()
    expect(phone.get_by_label("Premier jour")).to_have_value("2026-11-23")
    phone.get_by_label("Dernier jour").fill("2026-11-24")
    phone.get_by_label("Justificatif").set_input_files(a_photo(tmp_path / "photo.png", 3000, 2200))
    phone.get_by_role("button", name="Voir ce que cela change").tap()
    expect(phone.get_by_text("l’absence sera déclarée, 3,45 € restent facturés.")).to_be_visible()
    phone.get_by_role("button", name="Annuler 1 réservation et déclarer 1 absence").tap()
    card = phone.locator("#absences li.absence")
    expect(card).to_contain_text("Justificatif envoyé")
    expect(card).to_contain_text("1 réservation n’est pas facturée (3,45 €).")
    expect(card).to_contain_text("Absence avec un justificatif : elle n’est pas facturée.")
    no_fault(phone)
    proof = stored_proof()
    assert proof.startswith(b"\xff\xd8\xff"), "a photo leaves as JPEG"
    assert b"Exif" not in proof
    open_week(phone)
    lunch = still_cell(phone, "Clara", "Restauration scolaire", "lundi 23 novembre")
    expect(lunch).to_have_accessible_name(re.compile("Absence déclarée"))


def test_a_journey_is_cancelled_on_one_screen_and_put_back_within_ten_minutes(desk: Page) -> None:
    """Of Guilhem, Friday's lunch can be cancelled and not be booked again, that of the Monday after can."""
    put_month(a_month("guilhem", "2026-11", {(day, "restauration"): a_booking() for day in (23, 27, 30)}))
    desk.goto("/espace/absences/?enfant=guilhem&jour=2026-11-23")
    desk.get_by_label("Dernier jour").fill("2026-11-30")
    desk.get_by_label("Raison").select_option(label="Raison familiale")
    desk.get_by_role("button", name="Voir ce que cela change").press("Enter")
    expect(
        desk.get_by_text("2 réservations seront annulées : 6,90 € ne seront pas facturés.")
    ).to_be_visible()
    no_fault(desk)
    desk.get_by_role("button", name="Annuler 2 réservations et déclarer 1 absence").press("Enter")
    expect(desk.locator("#absences li.absence")).to_contain_text("1 réservation reste facturée (3,45 €).")
    # It is done: nothing looks as if it were left to do.
    expect(desk.locator("#act")).to_be_hidden()
    expect(desk.locator("#period")).to_be_focused()
    # What another question would change is not done: nothing says « Enregistré » between it and the button that does it.
    back = desk.get_by_role("button", name="Remettre comme avant")
    desk.get_by_role("checkbox", name="Clara").press("Space")
    desk.get_by_label("Premier jour").fill("2026-11-23")
    expect(back).to_be_visible()
    desk.get_by_role("button", name="Voir ce que cela change").press("Enter")
    expect(back).to_be_hidden()
    desk.get_by_role("checkbox", name="Clara").press("Space")
    back.press("Enter")
    expect(desk.locator("#act")).to_be_focused()
    expect(
        desk.get_by_text("1 réservation remise. 1 absence retirée. Trop tard depuis jeudi 10 h.")
    ).to_be_visible()
    expect(desk.locator("#absences li.absence")).to_have_count(0)


def test_with_the_keyboard_without_a_proof_then_with_one_and_one_day_taken_back(
    desk: Page, tmp_path: Path, clock: TownClock
) -> None:
    desk.goto("/espace/absences/")
    desk.get_by_label("Clara").press("Space")
    desk.get_by_label("Raison").select_option(label="Maladie")
    desk.get_by_role("button", name="Voir ce que cela change").press("Enter")
    desk.get_by_role("button", name="Déclarer 1 absence").press("Enter")
    card = desk.locator("#absences li.absence")
    expect(card).to_contain_text("1 réservation reste facturée (3,45 €).")
    expect(card).to_contain_text("Avec un justificatif envoyé jusqu’au mercredi 25 novembre")
    no_fault(desk)
    noise = tmp_path / "notes.txt"
    noise.write_text("mon enfant est malade")
    card.locator("input[type=file]").set_input_files(noise)
    expect(card.get_by_role("alert")).to_contain_text("ni un PDF, ni une photo")
    with desk.expect_file_chooser() as chooser:
        card.get_by_role("button", name="Envoyer un justificatif").press("Enter")
    page = tmp_path / "certificat.pdf"
    page.write_bytes(b"%PDF-1.4 certificat")
    chooser.value.set_files(page)
    expect(card).to_contain_text("1 réservation n’est pas facturée (3,45 €).")
    assert stored_proof() == b"%PDF-1.4 certificat"
    # The illness lasts: Tuesday joins it. Then the child comes on that day after all, though the absence has begun.
    clock.show("lundi 2026-11-23 10:30")
    desk.get_by_role("checkbox", name="Clara").press("Space")
    desk.get_by_label("Premier jour").fill("2026-11-24")
    desk.get_by_label("Raison").select_option(label="Maladie")
    desk.get_by_role("button", name="Voir ce que cela change").press("Enter")
    desk.get_by_role("button", name="Déclarer 1 absence").press("Enter")
    expect(card).to_contain_text("mardi 24 novembre")
    # What was sent does not cover that day: nothing says that all is done.
    expect(card.locator("[data-part=proof]")).to_contain_text("Justificatif à compléter")
    expect(card.get_by_role("button", name="Mon enfant viendra :")).to_be_hidden()
    card.get_by_text("Mon enfant viendra certains jours").press("Enter")
    card.get_by_role("button", name="Mon enfant viendra ces jours-là").press("Enter")
    expect(card.get_by_text("Choisissez un jour.")).to_be_visible()
    no_fault(desk)
    card.get_by_label("mardi 24 novembre, Restauration scolaire").press("Space")
    card.get_by_role("button", name="Mon enfant viendra ces jours-là").press("Enter")
    expect(card).not_to_contain_text("mardi 24 novembre")
    expect(card.locator("[data-part=proof]")).to_contain_text("Justificatif envoyé")
    expect(card.get_by_role("heading")).to_be_focused()
    expect(card.locator("[data-part=coming]")).to_be_hidden()
