"""A parent says what of the file is not right: a request to the town, which decides. Nothing of the file is written."""

from collections.abc import Iterable, Mapping
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


OF_FAMILY = ("phone", "address.line1", "address.line2", "address.postcode", "address.city")
LATEST = 20
"""Requests among which an earlier wish for the same field is looked for."""


@dataclass(frozen=True, slots=True)
class AskCorrections:
    """`texts`: what each field shall say: `address.city`, or a part of the sheet of `child` (`sheet_texts.PARTS`). `seen`: as `confirm_file`
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
    that waits. Raises NotFound, FileMoved, PhoneRefused, UnknownMenu, SafetyRefused,
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
        wanted = _corrections(asked, family.value, found)
        if not wanted:
            return ""
        transaction = Transaction()
        transaction.check(family, why="family")
        check_seen(transaction, commune, children, found)
        _take_the_place(transaction, commune, latest, wanted)
        new = Request(new_id(asked.now), RequestKind.CORRECTION, family.value.id, asked.by, asked.now, wanted)
        requests.add(transaction, commune, new)
        line = JournalLine(
            new_id(asked.now),
            "corrections_asked",
            asked.by,
            asked.now,
            {"family": family.version},
            {"request": new.id, "count": len(wanted)},
        )
        journal.add(transaction, commune, family.value.id, line)
        idempotency.remember(transaction, done_key, request, new.id, now=asked.now)
        transaction.commit()
        return new.id

    return when_moved(act)


def _corrections(asked: AskCorrections, family: Family, found: Found) -> tuple[Correction, ...]:
    """Of each field that the file does not say already."""
    if asked.child:
        before = _sheet_before(asked, found)
        place = family.children.index(asked.child)
        named = {part: sheet_field(place, part) for part in asked.texts}
    else:
        before = {name: _of_family(family, name) for name in asked.texts}
        named = {name: name for name in asked.texts}
        phone = asked.texts.get("phone", "")
        if phone and phone != before["phone"] and not are_phones(phone):
            raise PhoneRefused(field="phone")
    return tuple(
        Correction(named[name], before[name], text, asked.child)
        for name, text in asked.texts.items()
        if text != before[name]
    )


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


def _of_family(family: Family, name: str) -> str:
    kind, _, part = name.partition(".")
    return str(getattr(family.address, part) if kind == "address" else getattr(family, kind))


def _take_the_place(
    transaction: Transaction, commune: str, latest: Iterable[Stored[Request]], wanted: Iterable[Correction]
) -> None:
    """What waited for the same fields waits no more: the town is asked once."""
    same = {(one.field, one.subject) for one in wanted}
    for stored in latest:
        kept = tuple(
            one
            for one in stored.value.corrections
            if one.state is not CorrectionState.OPEN or (one.field, one.subject) not in same
        )
        if stored.value.state is RequestState.CLOSED or kept == stored.value.corrections:
            continue
        waits = any(one.state is CorrectionState.OPEN for one in kept)
        state = RequestState.OPEN if waits else RequestState.CLOSED
        changed = replace(stored.value, corrections=kept, state=state)
        requests.put(transaction, commune, Stored(stored.key, changed, stored.version))
