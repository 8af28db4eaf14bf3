"""A file is sent, looked at, and held by a message."""

from hashlib import sha256
from typing import Any

from functions.domain.requests.threads import ThreadKind
from functions.domain.uploads.uploads import UploadPurpose
from functions.storage.table.ids import new_id
from functions.storage.uploads import uploads
from functions.usecases.requests.write_to_town import ask_town
from functions.usecases.uploads.begin_upload import begin_upload
from functions.usecases.uploads.seal_upload import seal_upload
from functions.usecases.uploads.take_uploads import FilesSent
from functions.usecases.uploads.upload_act import UploadAct
from tests.support.acts.act import KEY, Do, Store, writes
from tests.support.acts.requests import an_act
from tests.support.builders import MARC, NOW, open_town, settle
from tests.support.pictures import a_jpeg


class Bucket(Store):
    """It also takes what browsers send."""

    def form(self, place: str, **_: object) -> tuple[str, dict[str, str]]:
        return "https://bucket.example/", {"key": place}

    def copy(self, place: str, to: str) -> bool:
        if place in self.kept:
            self.kept[to] = self.kept[place]
        return place in self.kept


def _upload(key: str = KEY) -> UploadAct:
    return UploadAct("lisse", "testmp", MARC, key, NOW)


def _sent(store: Any) -> str:
    open_town()
    settle()
    name = begin_upload(_upload("begun"), UploadPurpose.REQUEST, "photo.jpg", 9, store=store).upload
    _arrive(store, name)
    return name


def sealed_file(store: Any) -> str:
    name = _sent(store)
    seal_upload(_upload("sealed"), name, store=store)
    return name


def _arrive(store: Any, name: str) -> None:
    body = a_jpeg()
    store.put(uploads.incoming("lisse", "testmp", name), body, sha256=sha256(body).hexdigest())


@writes("uploads.begin_upload")
def announcing_a_file() -> Do:
    open_town()
    settle()
    store: Any = Bucket()
    return lambda: begin_upload(_upload(), UploadPurpose.REQUEST, "photo.jpg", 9, store=store)


@writes("uploads.seal_upload")
def having_a_file_looked_at() -> Do:
    store: Any = Bucket()
    name = _sent(store)

    def act() -> None:
        _arrive(store, name)  # the harness brings the table back to what it was, and knows of no bucket
        seal_upload(_upload(), name, store=store)

    return act


@writes("uploads.take_uploads", "requests.thread_act")
def joining_a_file_to_a_message() -> Do:
    store: Any = Bucket()
    name = sealed_file(store)
    act = an_act(new_id(NOW))
    return lambda: ask_town(act, ThreadKind.PAPER, "Assurance", "", FilesSent((name,), store))
