"""What the secretary of the demo keeps of a family: papers seen and missing, a sheet, a quotient that comes, a telephone that she corrected."""

from datetime import datetime, timedelta
from uuid import uuid4

from functions.domain.families.family import QuotientSource
from functions.domain.files.edits import FieldEdit
from functions.domain.papers.papers import PaperAbout, PaperKind, PaperLasts
from functions.domain.safety.child_safety import Allergen, CarePlan, ChildSafety, MayFetch
from functions.domain.safety.health_sheet import HealthSheet
from functions.domain.town.commune import Commune
from functions.usecases.files.edit_family import FamilyEdit, edit_family
from functions.usecases.files.note_quotient import QuotientNoted, note_quotient
from functions.usecases.papers.decide_paper import PaperSeen, decide_paper
from functions.usecases.papers.name_paper_kinds import name_paper_kinds
from functions.usecases.safety.write_safety import SafetyWritten, write_safety
from infra.demo.people import Household

KINDS = (
    PaperKind("domicile", "Justificatif de domicile", PaperAbout.FAMILY, PaperLasts.SCHOOL_YEAR),
    PaperKind("assurance", "Assurance scolaire", PaperAbout.CHILD, PaperLasts.SCHOOL_YEAR),
    PaperKind(
        "vaccins",
        "Vaccinations (copie du carnet)",
        PaperAbout.CHILD,
        PaperLasts.SCHOOL_YEAR,
        required=False,
    ),
    PaperKind("livret", "Livret de famille", PaperAbout.FAMILY, PaperLasts.FOREVER, required=False),
)


def files(town: Commune, home: Household, *, by: str, now: datetime) -> None:
    """`by`: the secretary's account."""
    family, first = home.family, home.children[0]
    yesterday, today = now - timedelta(days=1), town.day_of(now)
    name_paper_kinds(town.id, KINDS, seen=0, by=by, now=yesterday)
    for kind, child in (("domicile", "-"), ("assurance", first.id)):
        seen = PaperSeen(town.id, family.id, kind, child, True, None, "", by, uuid4().hex, yesterday)
        decide_paper(seen)
    sheet = ChildSafety(
        first.id,
        diet="Sans porc",
        allergens=(Allergen.PEANUTS, Allergen.NUTS),
        pai=CarePlan(today - timedelta(days=60), None, True, "Armoire de l’infirmerie"),
        may_fetch=(MayFetch("Rose TESTMP", "06 39 98 00 31", "grand-mère"),),
        health=HealthSheet(True, "Dr Anne SOIN", "01 99 00 45 67", "Asthme à l’effort", "Lunettes", True),
    )
    write_safety(SafetyWritten(town.id, sheet, 0, by, uuid4().hex, yesterday))
    next_month = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    quotient = QuotientNoted(
        town.id, family.id, 640, next_month, QuotientSource.CAF, "Attestation vue", by, uuid4().hex, yesterday
    )
    note_quotient(quotient)
    phone = FieldEdit("phone", family.phone, "06 39 98 00 30")
    edit_family(FamilyEdit(town.id, family.id, (phone,), (), by, uuid4().hex, yesterday))
