"""Look at a file that came, and keep what was looked at: what is sent to its place afterwards counts no more."""

from dataclasses import replace
from hashlib import sha256

from functions.domain.errors import NotFound
from functions.domain.families.family import Family
from functions.domain.uploads.sealing import sealed_bytes
from functions.domain.uploads.uploads import AttachedFile, FileNotThere, Upload, named
from functions.gateways.documents import DocumentStore
from functions.storage.table import keys
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.storage.uploads import uploads
from functions.usecases.retry import when_moved
from functions.usecases.uploads.upload_act import UploadAct, check_family


def seal_upload(act: UploadAct, upload_id: str, *, store: DocumentStore) -> AttachedFile:
    """Again, it answers the same. The bytes that were looked at are those that are written, so that it does not matter what is sent to
    the place meanwhile.

    Raises NotFound, FileNotThere, FileTooLarge, NotAnAcceptedFile, FileDamaged, DocumentActs, Busy.
    """
    upload_key, family_key = (
        keys.upload(act.commune, act.family, upload_id),
        keys.family(act.commune, act.family),
    )

    def found() -> Stored[Upload]:
        batch = read([upload_key, family_key])
        check_family(batch.get(family_key, Family), act)
        stored = batch.get(upload_key, Upload)
        if stored is None or stored.value.by != act.by:
            raise NotFound
        return stored

    known = found().value
    if known.file is not None:
        return known.file
    incoming = uploads.incoming(act.commune, act.family, upload_id)
    body = store.read(incoming)
    if body is None:
        raise FileNotThere
    file_type, clean = sealed_bytes(body)
    file = AttachedFile(upload_id, named(known.name, file_type), file_type, len(clean))
    place = uploads.sealed(act.commune, act.family, upload_id)
    store.put(place, clean, sha256=sha256(clean).hexdigest(), media_type=file_type.value)

    def again() -> AttachedFile:
        stored = found()
        if stored.value.file is not None:
            return stored.value.file
        transaction = Transaction()
        uploads.put(transaction, replace(stored, value=replace(stored.value, file=file)))
        transaction.commit()
        return file

    sealed = when_moved(again)
    store.delete(incoming)
    return sealed
