"""Keep a picture or a document that an agent sends for an article; nobody reads it before an article that has it is published."""

from collections.abc import Collection
from hashlib import sha256

from functions.domain.news.attachments import NewsFileUnknown, file_name
from functions.domain.news.writing import NewsText
from functions.domain.uploads.sealing import sealed_bytes
from functions.gateways.documents import DocumentStore


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
