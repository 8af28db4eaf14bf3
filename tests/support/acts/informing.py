"""The town writes to many families."""

from functions.storage.table import outbox
from functions.usecases.informing.spread_announcement import spread_announcement
from functions.usecases.informing.write_announcement import send_trial, write_announcement
from tests.support.acts.act import KEY, Do, writes
from tests.support.builders import MARC, NOW, open_account, open_town, settle
from tests.support.informing import EVERYBODY, a_text, write_to, writing


@writes("informing.write_announcement")
def writing_to_many_families() -> Do:
    open_town()
    return lambda: write_announcement(writing(KEY), a_text(), EVERYBODY, store=None)


@writes("informing.write_announcement")
def sending_a_trial() -> Do:
    open_town()
    return lambda: send_trial(writing(KEY), a_text())


@writes("informing.spread_announcement")
def telling_a_page_of_families() -> Do:
    open_town()
    open_account(MARC)
    settle()
    name = write_to()
    [page] = [stored.value for stored in outbox.waiting() if stored.value.data.get("announcement") == name]
    return lambda: spread_announcement(page, NOW)
