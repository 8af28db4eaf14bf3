"""Keep a picture or a document that an agent sends for an article; nobody reads it before an article that has it is published.

The browser sends it straight to the bucket, by a form that the API signs; then it is looked at there, and what was looked at is kept.
"""

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256

from functions.domain.news.attachments import NewsFileUnknown, file_name
from functions.domain.news.writing import NewsText
from functions.domain.uploads.sealing import sealed_bytes
from functions.domain.uploads.uploads import MOST_BYTES, FileNotThere, check_size
from functions.gateways.documents import DocumentStore
from functions.usecases.news.news_act import NewsAct


@dataclass(frozen=True, slots=True)
class FileForm:
    id: str
    url: str
    fields: dict[str, str]


def where_to_send(act: NewsAct, size: int, *, store: DocumentStore) -> FileForm:
    """The same act again answers another form for the same place. Raises FileTooLarge."""
    check_size(size)
    # Made of who sends and of the key: nothing need be written down of a file that may never come.
    name = sha256(f"{act.commune}#{act.by}#{act.key}".encode()).hexdigest()[:32]
    url, fields = store.form(_incoming(act.commune, name), most_bytes=MOST_BYTES)
    return FileForm(name, url, fields)


def seal_file(commune: str, name: str, *, store: DocumentStore) -> str:
    """Look at a file that came; again, it answers the same until the bucket drops what came, a day later.

    Raises FileNotThere, and what `keep_file` raises.
    """
    body = store.read(_incoming(commune, name))
    if body is None:
        raise FileNotThere
    return keep_file(commune, body, store=store)


def keep_file(commune: str, body: bytes, *, store: DocumentStore) -> str:
    """The name by which articles call it. What a camera wrote into a picture is not kept. Sent again, it is the same file.

    Raises FileTooLarge, PictureTooLarge, NotAnAcceptedFile, FileDamaged, DocumentActs.
    """
    kind, sealed = sealed_bytes(body)
    name = file_name(kind, sealed)
    store.put(file_place(commune, name), sealed, sha256=sha256(sealed).hexdigest(), media_type=kind.value)
    return name


def check_files(commune: str, text: NewsText, known: Collection[str], store: DocumentStore | None) -> None:
    """Those that the article has not had before must have been sent. Raises NewsFileUnknown."""
    named = [("files", each.file) for each in text.files]
    if text.image is not None:
        named.append(("image", text.image.file))
    for field, name in named:
        if name not in known and (store is None or not store.has(file_place(commune, name))):
            raise NewsFileUnknown(field=field)


def file_place(commune: str, name: str) -> str:
    """In the bucket of what is sent."""
    return f"news/{commune}/{name}"


def _incoming(commune: str, name: str) -> str:
    return f"incoming/{commune}/news/{name}"
