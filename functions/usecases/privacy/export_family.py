"""Hand a family all that is kept of it, as one file to download at once: its data, its PDFs, the proofs it sent."""

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256

from pynamodb.expressions.operand import Path

from functions.domain.errors import NotFound
from functions.domain.journal import FILE_EXPORTED, JournalLine
from functions.domain.privacy.family_data import DataFolder, FamilyData
from functions.gateways.documents import DocumentStore
from functions.storage.table import idempotency, journal, keys
from functions.storage.table.ids import new_id
from functions.storage.table.reading import together
from functions.storage.table.transaction import Refused, Transaction
from functions.usecases.accounts.throttle import Limit, count_try
from functions.usecases.privacy.read_family_data import read_family_data
from functions.usecases.retry import when_contended

EXPORTS_OF_LOGIN = Limit("export", 5, timedelta(hours=1))
"""A family's whole history is some hundred reads."""
AT_ONCE = 16
"""Files that are fetched together, and all that is held of a family besides what is in the archive."""


@dataclass(frozen=True, slots=True)
class ExportAsked:
    """By a parent, or for the town by an agent (`of_login` False: without anybody's login). `key`: the idempotency key."""

    commune: str
    family: str
    account: str
    key: str
    now: datetime
    of_login: bool = True


@dataclass(frozen=True, slots=True)
class Exported:
    """`place`: in the bucket of what families send, whose files under `exports/` are deleted after a day."""

    place: str
    name: str


def export_family(
    asked: ExportAsked,
    *,
    folder_of: Callable[[FamilyData], DataFolder],
    documents: DocumentStore,
    uploads: DocumentStore,
) -> Exported:
    """Write the file, then the trace of it. `folder_of`: what the data is called for whoever reads it.

    The same request under the same key finds the file that it made. Raises NotFound, Throttled, KeyReused, Busy.
    """
    done_key, request = keys.done(asked.commune, asked.family, asked.key), ("export", asked.account)
    earlier = idempotency.earlier_answer(done_key, request, Exported)
    if earlier is not None and uploads.has(earlier.place):
        return earlier
    count_try(EXPORTS_OF_LOGIN, asked.account, now=asked.now)
    login = asked.account if asked.of_login else None
    data = read_family_data(asked.commune, asked.family, account=login, now=asked.now)
    folder = folder_of(data)
    body = archive(folder, documents=documents, uploads=uploads)
    name = sha256(f"{asked.account}#{asked.key}".encode()).hexdigest()[:32]
    done = Exported(f"exports/{asked.commune}/{asked.family}/{name}.zip", folder.archive)
    uploads.put(done.place, body, sha256=sha256(body).hexdigest(), media_type="application/zip")
    if earlier is None:
        _remember(asked, done_key, request, done)
    return done


def archive(folder: DataFolder, *, documents: DocumentStore, uploads: DocumentStore) -> bytes:
    """The folder as one ZIP. What families send is a few megabytes a file, a few files a year."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as written:
        for name, body in files_of(folder, documents=documents, uploads=uploads):
            written.writestr(name, body)
    return whole.getvalue()


def files_of(
    folder: DataFolder, *, documents: DocumentStore, uploads: DocumentStore
) -> Iterator[tuple[str, bytes]]:
    """Every file with its name. What was deleted in its time, or never typeset, is left out."""
    yield from ((name, text.encode()) for name, text in folder.texts.items())
    wanted = [(name, partial(documents.read, place)) for place, name in folder.documents.items()]
    wanted += [(name, partial(uploads.read, place)) for place, name in folder.proofs.items()]
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        bodies = together(*(fetch for _, fetch in some))
        yield from ((name, body) for (name, _), body in zip(some, bodies, strict=True) if body is not None)


def _remember(asked: ExportAsked, done_key: keys.Key, request: object, done: Exported) -> None:
    """Raises NotFound where the family was erased meanwhile."""
    transaction = Transaction()
    family_key = keys.family(asked.commune, asked.family)
    transaction.check_that(family_key, Path("pk").exists(), why="family")
    act = "data_exported" if asked.of_login else FILE_EXPORTED
    line = JournalLine(new_id(asked.now), act, asked.account, asked.now)
    journal.add(transaction, asked.commune, asked.family, line)
    idempotency.remember(transaction, done_key, request, done, now=asked.now)
    try:
        when_contended(transaction.commit)
    except Refused as refused:
        if "family" in refused.whys:
            raise NotFound from None
        # The same request came twice at once, and wrote the same file.
