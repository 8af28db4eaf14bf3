"""Announce a file, and be told where to send it."""

from dataclasses import dataclass

from functions.domain.families.family import Family
from functions.domain.uploads.uploads import MOST_BYTES, Upload, UploadPurpose, check_size
from functions.gateways.documents import DocumentStore
from functions.storage.table import idempotency, keys
from functions.storage.table.idempotency import Done
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.storage.uploads import uploads
from functions.usecases.accounts.throttle import UPLOADS_OF_FAMILY, count_try
from functions.usecases.retry import when_moved
from functions.usecases.uploads.upload_act import UploadAct, check_family


@dataclass(frozen=True, slots=True)
class UploadBegun:
    """What an act answers."""

    upload: str


@dataclass(frozen=True, slots=True)
class WhereToSend:
    upload: str
    url: str
    fields: dict[str, str]
    """To be sent before the file, in a form."""


def begin_upload(
    act: UploadAct, purpose: UploadPurpose, name: str, size: int, *, store: DocumentStore
) -> WhereToSend:
    """The same act again answers another form for the same place. Raises FileTooLarge, Throttled, NotFound, KeyReused, Busy."""
    check_size(size)
    request = ("upload", act.by, purpose, name, size)
    done_key = keys.done(act.commune, act.family, act.key)
    family_key = keys.family(act.commune, act.family)
    if idempotency.earlier_answer(done_key, request, UploadBegun) is None:
        count_try(UPLOADS_OF_FAMILY, f"{act.commune} {act.family}", now=act.now)

    def again() -> UploadBegun:
        found = read([done_key, family_key])
        family = check_family(found.get(family_key, Family), act)
        earlier = idempotency.answer_in(found.get(done_key, Done), request, UploadBegun)
        if earlier is not None:
            return earlier
        upload = Upload(new_id(act.now), purpose, act.by, act.now, name)
        transaction = Transaction()
        uploads.put(transaction, Stored(keys.upload(act.commune, act.family, upload.id), upload, 0))
        transaction.check(family, why="family")
        begun = UploadBegun(upload.id)
        idempotency.remember(transaction, done_key, request, begun, now=act.now)
        transaction.commit()
        return begun

    begun = when_moved(again)
    place = uploads.incoming(act.commune, act.family, begun.upload)
    url, fields = store.form(place, most_bytes=MOST_BYTES)
    return WhereToSend(begun.upload, url, fields)
