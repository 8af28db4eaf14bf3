"""Two parents who live apart share a child: each reads all of their own, and of the other neither address, mail, means nor what is paid."""

import json
from dataclasses import replace

import pytest

from app import app
from functions.domain.families.family import QuotientFamilial
from functions.domain.planning.child_month import Slot
from functions.storage.bookings import child_months
from functions.storage.families import families
from functions.storage.table.transaction import Transaction
from functions.usecases.invoicing.issue_invoices import issue_invoices
from tests.support.builders import (
    JULIE,
    MARC,
    book,
    log_in,
    on,
    paris,
)
from tests.support.client import Browser
from tests.support.separated_parents import (
    BASKET,
    HER_TUESDAY,
    IDS,
    read_by,
)

HERS = (
    "Secrète",
    "99 99",
    "julie@",
    "1433",
    "1 433",
    "1501",
    "attestation-julie",
    "à partir de 1 200",
    "520",
    "5,20",
    "Écarté",
    "Ordonnance",
)
"""Her address, her phone, her mail, her quotient, the one that she told the town and its proof, her bracket, her price; and who is kept away from the child."""


HIS = ("Tilleuls", "56 78", "marc@", "812", "de 600 à 1 199", "3,45", "345", "Guilhem")
"""The same of him, and his other child: what he booked in her week is hers to pay at her price, and his is on none of her screens."""


def test_no_screen_of_a_parent_tells_the_means_the_address_or_the_sums_of_the_other(marc: Browser) -> None:
    julie = Browser(app, cookie=log_in(JULIE))
    hers = json.dumps(read_by(julie, "durand"), ensure_ascii=False).replace("\u00a0", " ")
    assert all(
        word in hers for word in ("Secrète", "99 99", "1433", "1501", "attestation-julie", "5,20", "520")
    ), "else nothing is shown here"
    book(Slot(on("mardi 2026-12-01"), "restauration", "clara"), account=MARC, family="testmp")
    for month, day in (("2026-11", "mardi 2026-12-01 04:15"), ("2026-12", "vendredi 2027-01-01 04:15")):
        issue_invoices("lisse", month, by="job", now=paris(day))
    for browser, family, words in ((marc, "testmp", HERS), (julie, "durand", HIS)):
        for path, told in read_by(browser, family).items():
            text = IDS.sub(
                "", json.dumps(told, ensure_ascii=False).replace("\u00a0", " ").replace("\u202f", " ")
            )
            for word in words:
                assert word not in text, (path, word)


def with_quotient(family: str, value: int) -> None:
    stored = families.family("lisse", family)
    after = replace(stored.value, quotients=(QuotientFamilial(value, on("mardi 2026-09-01")),))
    transaction = Transaction()
    families.put(transaction, "lisse", replace(stored, value=after))
    transaction.commit()


def test_the_means_of_the_other_change_no_byte_of_what_a_home_reads_and_count_as_they_are_when_it_is_written(
    marc: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    book(Slot(on("mardi 2026-12-01"), "restauration", "clara"), account=MARC, family="testmp")
    before = read_by(marc, "testmp")
    with_quotient("durand", 9000)
    assert json.dumps(read_by(marc, "testmp")) == json.dumps(before)
    # It changes once more between reading and writing.
    basket = BASKET.format("testmp")
    slot = {**HER_TUESDAY, "date": "2026-12-03", "action": "reserve"}
    marc.post(f"{basket}/changes", {"add": [slot], "remove": []})
    commit = Transaction.commit
    moved: list[bool] = []

    def first_moved(self: Transaction) -> None:
        if not moved:
            moved.append(True)
            with_quotient("durand", 500)
        commit(self)

    monkeypatch.setattr(Transaction, "commit", first_moved)
    done = marc.post("/communes/lisse/families/testmp/bookings", {"lines": [slot | {"price_cents": None}]})
    assert [each["price_cents"] for each in done.json["accepted"]] == [0]
    month = child_months.months_of("lisse", ["clara"], "2026-12")[0].value
    booking = month.booking(Slot(on("jeudi 2026-12-03"), "restauration", "clara"))
    assert booking is not None and [
        (each.family, each.price_cents, each.tranche) for each in booking.others
    ] == [("durand", 110, "QF jusqu’à 599")]
