"""What a parent wishes of the file, as corrections: what each field says today, and what it shall say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from functions.domain.errors import InvalidRequest, NotFound
from functions.domain.families.family import Child, Family, FileMoved
from functions.domain.families.file_corrections import (
    QUOTIENT,
    Correction,
    quotient_text,
    sheet_field,
    wish_of,
)
from functions.domain.families.guardians import full_name
from functions.domain.files.phone_numbers import are_phones
from functions.domain.files.quotients import (
    QuotientNotAsked,
    QuotientWithoutProof,
    check_quotient,
    counts_quotients,
)
from functions.domain.safety.child_safety import ChildSafety, check_safety
from functions.domain.safety.health_sheet import HealthSheet
from functions.domain.safety.menus import MenuNames
from functions.domain.safety.sheet_texts import text_of, with_text
from functions.domain.uploads.uploads import AttachedFile
from functions.storage.table import keys
from functions.storage.table.reading import Found
from functions.storage.town import communes
from functions.usecases.uploads.take_uploads import NO_FILES, FilesSent
from functions.usecases.uploads.upload_act import UploadAct


class PhoneRefused(InvalidRequest):
    """The number that is wished has too few digits, or too many."""

    code = "phone_refused"


IDENTITY = ("last_name", "first_name", "birth_date")
"""Of a child."""


@dataclass(frozen=True, slots=True)
class AskCorrections:
    """`texts`: what each field shall say: `address.city`, `guardians.1.first_name` of a responsable by their place in the file, or of `child`
    a part of the sheet (`sheet_texts.PARTS`) or of who it is (`IDENTITY`), or the `quotient` (`wish_text`), which `files` prove. `seen`: as
    `confirm_file` takes it. `family`: as it was when the parent was let in: it only says what to read."""

    commune: str
    family: Family
    seen: str
    texts: Mapping[str, str]
    by: str
    key: str
    now: datetime
    child: str = ""
    files: FilesSent = NO_FILES

    @property
    def of_uploads(self) -> UploadAct:
        return UploadAct(self.commune, self.family.id, self.by, self.key, self.now)


def wished_corrections(
    asked: AskCorrections, family: Family, found: Found, proofs: Sequence[AttachedFile]
) -> list[Correction]:
    """Of each field, also where the file says it already. `proofs`: of a quotient, those that were sent now or with an earlier wish.

    Raises NotFound, FileMoved, PhoneRefused, UnknownMenu, SafetyRefused, HealthSheetRefused, QuotientRefused, QuotientNotAsked,
    QuotientWithoutProof.
    """
    if asked.child and not asked.texts.keys() <= set(IDENTITY):
        wanted = _of_sheet(asked, family, found)
    elif QUOTIENT in asked.texts:
        wanted = [_of_quotient(asked, family, proofs)]
    elif asked.child:
        wanted = _of_child(asked, family, found)
    else:
        wanted = [_of_family(family, asked.by, name, text) for name, text in asked.texts.items()]
        phone = next((one for one in wanted if one.field == "phone"), None)
        if phone is not None and phone.after not in ("", phone.before) and not are_phones(phone.after):
            raise PhoneRefused(field="phone")
    return wanted


def _of_quotient(asked: AskCorrections, family: Family, proofs: Sequence[AttachedFile]) -> Correction:
    text = asked.texts[QUOTIENT]
    wish = wish_of(text)
    reglement = communes.reglement_now(asked.commune)
    if not counts_quotients(reglement):
        raise QuotientNotAsked
    check_quotient(wish.value, wish.since, today=reglement.day_of(asked.now))
    before = quotient_text(family.noted_quotient_on(wish.since), wish)
    if before != text and not proofs:
        raise QuotientWithoutProof(field="files")
    return Correction(QUOTIENT, before, text, files=tuple(proofs))


def _of_sheet(asked: AskCorrections, family: Family, found: Found) -> list[Correction]:
    before, place = _sheet_before(asked, found), family.children.index(asked.child)
    return [
        Correction(sheet_field(place, part), before[part], text, asked.child)
        for part, text in asked.texts.items()
    ]


def _of_child(asked: AskCorrections, family: Family, found: Found) -> list[Correction]:
    """Who the child is. Raises NotFound."""
    file = found.get(keys.child(asked.commune, asked.child), Child)
    if file is None:
        raise NotFound
    place = family.children.index(asked.child)
    return [
        Correction(f"children.{place}.{part}", str(getattr(file.value, part)), text, asked.child)
        for part, text in asked.texts.items()
    ]


def _sheet_before(asked: AskCorrections, found: Found) -> dict[str, str]:
    """As the sheet stands. What is wished must be one that the town can write. Raises UnknownMenu, SafetyRefused, NotFound."""
    if found.get(keys.child(asked.commune, asked.child), Child) is None:
        raise NotFound
    stored = found.get(keys.safety(asked.commune, asked.child), ChildSafety)
    sheet = ChildSafety(asked.child) if stored is None else stored.value
    wished = sheet
    for part, text in asked.texts.items():
        wished = with_text(wished, part, text, asked.now.date())
    menus = found.get_or(keys.menu_names(asked.commune), MenuNames()).value
    check_safety(wished, menus=menus.names, before=sheet)
    numbers = {one.phone for one in wished.may_fetch} - {one.phone for one in sheet.may_fetch}
    if any(number and not are_phones(number) for number in numbers):
        raise PhoneRefused(field="phone")
    _check_doctors_phone(wished.health, sheet.health)
    return {part: text_of(sheet, part) for part in asked.texts}


def _check_doctors_phone(wished: HealthSheet | None, known: HealthSheet | None) -> None:
    number = "" if wished is None else wished.doctor_phone
    if number and not are_phones(number) and (known is None or known.doctor_phone != number):
        raise PhoneRefused(field="doctor_phone")


def _of_family(family: Family, by: str, name: str, text: str) -> Correction:
    kind, _, part = name.partition(".")
    match kind:
        case "address":
            return Correction(name, str(getattr(family.address, part)), text)
        case "guardians":
            return _of_guardian(family, by, part, text)
        case _:
            return Correction(name, str(getattr(family, kind)), text)


def _of_guardian(family: Family, by: str, part: str, text: str) -> Correction:
    """`guardians.0` is who asks, and the others follow. Raises FileMoved where the file names nobody there any more."""
    place, _, field = part.partition(".")
    if int(place) >= len(family.guardians):
        raise FileMoved
    one = family.guardians[int(place)]
    others = [each for each in family.guardians if each.account != by or not each.account]
    number = 0 if one.account == by else 1 + others.index(one)
    return Correction(f"guardians.{number}.{field}", str(getattr(one, field)), text, full_name(one))
