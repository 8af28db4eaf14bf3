"""Delete the files of a family that was erased.

The act that erases leaves a message, and the job that keeps documents does this under its own role: the API deletes no file of a
family, whoever gets hold of it.
"""

from functions.domain.messages import Message
from functions.gateways.documents import DocumentStore
from functions.storage.uploads import uploads as uploads_of_family

FOLDERS = ("proofs", "exports", *uploads_of_family.FOLDERS)
"""Of the bucket of what is sent: in each, a family has a folder of its own."""


def erase_files(message: Message, *, documents: DocumentStore, uploads: DocumentStore) -> None:
    """Done again, it finds nothing left. The data of the message: `families`, and the `places` of documents, apart by spaces."""
    for family in str(message.data["families"]).split():
        for folder in FOLDERS:
            uploads.delete_under(f"{folder}/{message.commune}/{family}/")
    for place in str(message.data["places"]).split():
        documents.delete(place)
