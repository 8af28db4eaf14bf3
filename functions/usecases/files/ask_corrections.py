"""A parent says what of the file is not right: a request to the town, which decides. Nothing of the file is written."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from functions.domain.errors import NotFound
from functions.domain.families.access import acts_for
from functions.domain.families.family import Family, FileMoved
from functions.domain.families.file_corrections import (
    QUOTIENT,
    Correction,
    CorrectionState,
    Request,
    RequestKind,
    RequestState,
    open_corrections,
)
from functions.domain.journal import JournalLine
from functions.domain.uploads.uploads import AttachedFile
from functions.storage.families import requests
from functions.storage.table import idempotency, journal, keys
from functions.storage.table.idempotency import Done
from functions.storage.table.ids import new_id
from functions.storage.table.reading import newest, read, together
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.files.confirm_file import check_seen, file_keys, file_seen
from functions.usecases.files.wished_corrections import AskCorrections, wished_corrections
from functions.usecases.retry import when_moved
from functions.usecases.uploads.take_uploads import taken_files, upload_keys

LATEST = 20
"""Requests among which an earlier wish for the same field is looked for."""


def ask_corrections(asked: AskCorrections) -> str:
    """The id of the request; empty where the file says all of it already. A wish for a field takes the place of an earlier one
    that waits; of what the file says already, what the same parent had asked waits no more. Raises what `wished_corrections` raises,
    FileNotThere, TooManyFiles, KeyReused, Busy."""
    commune, children = asked.commune, asked.family.children
    done_key, family_key = (
        keys.done(commune, asked.family.id, asked.key),
        keys.family(commune, asked.family.id),
    )
    menus_key = keys.menu_names(commune)
    request: tuple[object, ...] = ("ask_corrections", asked.by, asked.child, dict(asked.texts), asked.seen)
    request += (asked.files.names,) if asked.files.names else ()
    if asked.child and asked.child not in children:
        raise NotFound

    def act() -> str:
        found, latest = together(
            lambda: read(
                [
                    done_key,
                    family_key,
                    menus_key,
                    *file_keys(commune, children),
                    *upload_keys(asked.of_uploads, asked.files.names),
                ]
            ),
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
        transaction = Transaction()
        proofs = taken_files(transaction, asked.of_uploads, asked.files, found) or _proofs(latest, asked.by)
        told = wished_corrections(asked, family.value, found, proofs)
        wanted = tuple(one for one in told if one.before != one.after)
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


def _proofs(latest: Iterable[Stored[Request]], by: str) -> tuple[AttachedFile, ...]:
    """What the same parent sent with a quotient that waits: a slip in the sum is corrected without sending it again."""
    waiting = (one for stored in latest if stored.value.by == by for one in open_corrections(stored.value))
    return next((one.files for one in waiting if one.field == QUOTIENT), ())
