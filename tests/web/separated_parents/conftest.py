"""Clara has two homes, which take turns by weeks."""

from dataclasses import replace

import pytest

from app import app
from functions import wiring
from functions.domain.calendar.weeks import Weeks
from functions.domain.families.cost_sharing import Part, Sharing
from functions.domain.families.family import Address, QuotientFamilial
from functions.domain.families.file_corrections import Correction, Request, RequestKind
from functions.domain.planning.child_month import Slot
from functions.domain.safety.child_safety import ChildSafety, MayNotFetch
from functions.domain.uploads.file_types import FileType
from functions.domain.uploads.uploads import AttachedFile
from functions.storage.families import requests
from functions.storage.table.transaction import Transaction
from functions.usecases.invoicing.issue_invoices import issue_invoices
from functions.usecases.safety.write_safety import SafetyWritten, write_safety
from tests.support.builders import (
    CLARA,
    GUILHEM,
    JULIE,
    MARC,
    NOW,
    a_booking,
    a_family,
    a_month,
    book,
    log_in,
    on,
    open_account,
    open_town,
    paris,
    put_month,
    settle,
)
from tests.support.client import Browser
from tests.support.separated_parents import HER_MONDAY, HIS_TUESDAY_BY_HER


@pytest.fixture
def marc(table: str, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """Clara's weeks go from Julie to Marc. Julie, who earns more, booked Monday, and was invoiced for October."""
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    open_town()
    shared = replace(CLARA, families=("testmp", "durand"))
    family = a_family()
    hers = replace(
        family,
        id="durand",
        name="Durand",
        address=Address("77 rue Secrète", "00000", "Lisse"),
        phone="01 99 00 99 99",
        guardians=family.guardians[1:],
        members=(JULIE,),
        children=("clara",),
        quotients=(QuotientFamilial(1433, on("mardi 2026-09-01")),),
    )
    settle(hers, [shared])
    parts = (Part("durand", 100, Weeks.ODD), Part("testmp", 100, Weeks.EVEN))
    agreed = replace(shared, sharing=(Sharing(on("mardi 2026-09-01"), parts),))
    settle(replace(family, guardians=family.guardians[:1], members=(MARC,)), [agreed, GUILHEM])
    for account in (MARC, JULIE):
        open_account(account, f"{account[-1]}@ailleurs.example")
    put_month(a_month("clara", "2026-10", {(5, "restauration"): a_booking(520, payer="durand")}))
    issue_invoices("lisse", "2026-10", by="job", now=paris("dimanche 2026-11-01 04:15"))
    book(Slot(HER_MONDAY, "restauration", "clara"), account=JULIE, family="durand")
    book(Slot(HIS_TUESDAY_BY_HER, "restauration", "clara"), account=JULIE, family="durand")
    told = Correction(
        "quotient",
        "1433|2026-09-01|",
        "1501|2026-12-01|caf",
        files=(AttachedFile("proof", "attestation-julie.pdf", FileType.PDF, 9),),
    )
    transaction = Transaction()
    wish = Request("wish", RequestKind.CORRECTION, "durand", JULIE, NOW, (told,))
    requests.add(transaction, "lisse", wish)
    transaction.commit()
    kept_away = ChildSafety("clara", may_not_fetch=(MayNotFetch("Jean Écarté", "Ordonnance-du-juge"),))
    write_safety(SafetyWritten("lisse", kept_away, 0, "agent", "sheet", NOW))
    return Browser(app, cookie=log_in(MARC))
