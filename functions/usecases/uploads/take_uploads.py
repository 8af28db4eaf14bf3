"""What files are sent for takes them: they lie where they are kept, and no other act takes them."""

from collections.abc import Sequence
from dataclasses import dataclass

from functions.domain.uploads.uploads import (
    MOST_AT_ONCE,
    AttachedFile,
    FileNotThere,
    TooManyFiles,
    Upload,
    UploadPurpose,
)
from functions.gateways.documents import DocumentStore, saved_name
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.storage.table.reading import Found
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.storage.uploads import uploads
from functions.usecases.uploads.upload_act import UploadAct


@dataclass(frozen=True, slots=True)
class FilesSent:
    """Files that were sealed, by their ids, and the bucket in which they lie."""

    names: tuple[str, ...] = ()
    store: DocumentStore | None = None
    """None where there are none."""


NO_FILES = FilesSent()


def upload_keys(act: UploadAct, names: Sequence[str]) -> list[Key]:
    """What to read, with the rest of what the act is decided from. Raises TooManyFiles."""
    if len(set(names)) > MOST_AT_ONCE:
        raise TooManyFiles(most=MOST_AT_ONCE)
    return [keys.upload(act.commune, act.family, name) for name in dict.fromkeys(names)]


def take_uploads(
    transaction: Transaction,
    act: UploadAct,
    names: Sequence[str],
    found: Found,
    purpose: UploadPurpose,
    *,
    store: DocumentStore,
) -> tuple[AttachedFile, ...]:
    """Copy the files to where they are kept, first, so that nothing names a file that is not there; the transaction then takes them.

    `found`: what `upload_keys` asked for. Raises FileNotThere for one that is not sealed, or that something else took.
    """
    taken = []
    for key in upload_keys(act, names):
        stored: Stored[Upload] | None = found.get(key, Upload)
        if stored is None or stored.value.by != act.by or stored.value.purpose is not purpose:
            raise FileNotThere
        file = stored.value.file
        place = uploads.sealed(act.commune, act.family, stored.value.id)
        if file is None or not store.copy(place, uploads.kept(act.commune, act.family, file.id)):
            raise FileNotThere
        uploads.take(transaction, stored)
        taken.append(file)
    return tuple(taken)


def taken_files(
    transaction: Transaction, act: UploadAct, files: FilesSent, found: Found
) -> tuple[AttachedFile, ...]:
    """Those of a message or a paper. Raises FileNotThere."""
    if files.store is None:
        return ()
    return take_uploads(transaction, act, files.names, found, UploadPurpose.REQUEST, store=files.store)


def file_link(commune: str, family: str, file: AttachedFile, *, store: DocumentStore) -> str | None:
    """For two minutes, to be saved and never shown; None where the file went in its time. Who asks has the right to read it."""
    place = uploads.kept(commune, file.sent_by or family, file.id)
    if not store.has(place):
        return None
    return store.link(place, name=saved_name(file.name), media_type=file.file_type.value)
