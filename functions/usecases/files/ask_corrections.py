"""A parent says what of the file is not right: a request to the town, which decides. Nothing of the file is written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from functions.domain.errors import InvalidRequest, NotFound
from functions.domain.families.access import acts_for
from functions.domain.families.family import Child, Family, FileMoved
from functions.domain.families.file_corrections import (
    Correction,
    CorrectionState,
    Request,
    RequestKind,
    RequestState,
    sheet_field,
)
from functions.domain.families.guardians import full_name
from functions.domain.files.phone_numbers import are_phones
from functions.domain.journal import JournalLine
from functions.domain.safety.child_safety import ChildSafety, check_safety
from functions.domain.safety.health_sheet import HealthSheet
from functions.domain.safety.menus import MenuNames
from functions.domain.safety.sheet_texts import text_of, with_text
from functions.storage.families import requests
from functions.storage.table import idempotency, journal, keys
from functions.storage.table.idempotency import Done
from functions.storage.table.ids import new_id
from functions.storage.table.reading import Found, newest, read, together
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.files.confirm_file import check_seen, file_keys, file_seen
from functions.usecases.retry import when_moved


class PhoneRefused(InvalidRequest):
    """The number that is wished has too few digits, or too many."""

    code = "phone_refused"


IDENTITY = ("last_name", "first_name", "birth_date")
"""Of a child."""
LATEST = 20
"""Requests among which an earlier wish for the same field is looked for."""


@dataclass(frozen=True, slots=True)
class AskCorrections:
    """`texts`: what each field shall say: `address.city`, `guardians.1.first_name` of a responsable by their place in the file, or of `child`
    a part of the sheet (`sheet_texts.PARTS`) or of who it is (`IDENTITY`). `seen`: as `confirm_file`
    takes it. `family`: as it was when the parent was let in: it only says what to read."""

    commune: str
    family: Family
    seen: str
    texts: Mapping[str, str]
    by: str
    key: str
    now: datetime
    child: str = ""


def ask_corrections(asked: AskCorrections) -> str:
    """The id of the request; empty where the file says all of it already. A wish for a field takes the place of an earlier one
    that waits; of what the file says already, what the same parent had asked waits no more. Raises NotFound, FileMoved, PhoneRefused, UnknownMenu, SafetyRefused,
    HealthSheetRefused, KeyReused, Busy."""
    commune, children = asked.commune, asked.family.children
    done_key, family_key = (
        keys.done(commune, asked.family.id, asked.key),
        keys.family(commune, asked.family.id),
    )
    menus_key = keys.menu_names(commune)
    request = ("ask_corrections", asked.by, asked.child, dict(asked.texts), asked.seen)
    if asked.child and asked.child not in children:
        raise NotFound

    def act() -> str:
        found, latest = together(
            lambda: read([done_key, family_key, menus_key, *file_keys(commune, children)]),
            lambda: newest(family_key.pk, "REQUEST#", Request, limit=LATEST),
        )
        earlier = idempotency.answer_in(found.get(done_key, Done), request, str)
        if earlier is not None:
            return earlier
        family = found.get(family_key, Family)
        if family is None or not acts_for(asked.by, family.value):
            raise NotFound
        if family.value.children != children or file_seen(family, found, commune) != asked.seen:
            raise FileMoved
        told = _corrections(asked, family.value, found)
        wanted = tuple(one for one in told if one.before != one.after)
        transaction = Transaction()
        transaction.check(family, why="family")
        check_seen(transaction, commune, children, found)
        withdrawn = _take_the_place(transaction, commune, latest, told, asked.by)
        if not wanted and not withdrawn:
            return ""
        new_request = new_id(asked.now) if wanted else ""
        if wanted:
            new = Request(new_request, RequestKind.CORRECTION, family.value.id, asked.by, asked.now, wanted)
            requests.add(transaction, commune, new)
        line = JournalLine(
            new_id(asked.now),
            "corrections_asked" if wanted else "corrections_withdrawn",
            asked.by,
            asked.now,
            {"family": family.version},
            {"request": new_request, "count": len(wanted)} if wanted else {"count": withdrawn},
        )
        journal.add(transaction, commune, family.value.id, line)
        idempotency.remember(transaction, done_key, request, new_request, now=asked.now)
        transaction.commit()
        return new_request

    return when_moved(act)


def _corrections(asked: AskCorrections, family: Family, found: Found) -> list[Correction]:
    """Of each field, also where the file says it already."""
    if asked.child and not asked.texts.keys() <= set(IDENTITY):
        wanted = _of_sheet(asked, family, found)
    elif asked.child:
        wanted = _of_child(asked, family, found)
    else:
        wanted = [_of_family(family, asked.by, name, text) for name, text in asked.texts.items()]
        phone = next((one for one in wanted if one.field == "phone"), None)
        if phone is not None and phone.after not in ("", phone.before) and not are_phones(phone.after):
            raise PhoneRefused(field="phone")
    return wanted


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


def _take_the_place(
    transaction: Transaction,
    commune: str,
    latest: Iterable[Stored[Request]],
    told: Sequence[Correction],
    by: str,
) -> int:
    """What waited for the same fields waits no more: the town is asked once. A field that is told as the file has it takes back only what
    `by` asked themselves, because their form had shown no other. How many corrections wait no more."""
    withdrawn = 0
    for stored in latest:
        mine = stored.value.by == by
        same = {(one.field, one.subject) for one in told if mine or one.before != one.after}
        kept = tuple(
            one
            for one in stored.value.corrections
            if one.state is not CorrectionState.OPEN or (one.field, one.subject) not in same
        )
        if stored.value.state is RequestState.CLOSED or kept == stored.value.corrections:
            continue
        withdrawn += len(stored.value.corrections) - len(kept)
        waits = any(one.state is CorrectionState.OPEN for one in kept)
        state = RequestState.OPEN if waits else RequestState.CLOSED
        changed = replace(stored.value, corrections=kept, state=state)
        requests.put(transaction, commune, Stored(stored.key, changed, stored.version))
    return withdrawn
