"""What a family may ask of its data."""

from functools import partial

from functions.domain.privacy.family_data import DataFolder
from functions.storage.families import families
from functions.usecases.privacy.ask_erasure import ErasureWish, ask_erasure, withdraw_erasure
from functions.usecases.privacy.erase_family import ErasureAsked, erase_family
from functions.usecases.privacy.export_family import ExportAsked, export_family
from tests.support.accounts import (
    an_account,
)
from tests.support.acts.accounts import a_cookie
from tests.support.acts.act import KEY, Do, Store, writes
from tests.support.builders import (
    MARC,
    NOW,
    open_account,
    open_town,
    settle,
)


@writes("privacy.export_family")
def exporting_a_family() -> Do:
    open_town()
    open_account()
    settle()
    asked, store = ExportAsked("lisse", "testmp", MARC, KEY, NOW), Store()
    export = partial(export_family, asked, folder_of=lambda _: DataFolder("export.zip", {}, {}, {}))
    return lambda: export(documents=store, uploads=store)  # type: ignore[arg-type]


def _wish(key: str) -> ErasureWish:
    return ErasureWish("lisse", families.family("lisse", "testmp"), MARC, key, NOW)


@writes("privacy.ask_erasure")
def asking_to_be_erased() -> Do:
    open_town()
    settle()
    wish = _wish(KEY)
    return lambda: ask_erasure(wish)


@writes("privacy.ask_erasure")
def wishing_to_stay_after_all() -> Do:
    asking_to_be_erased()()
    wish = _wish("withdraw")
    return lambda: withdraw_erasure(wish)


@writes("privacy.erase_family", "privacy.erase_login", "privacy.erase_children")
def erasing_a_family() -> Do:
    open_town()
    settle()
    an_account()
    a_cookie()
    asked = ErasureAsked("lisse", "testmp", "command", NOW)
    return lambda: erase_family(asked)
