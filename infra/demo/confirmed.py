"""Files of the year that parents of the demo confirmed: TESTMP's is last year's, which is what *Mon dossier* takes up this year."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from functions.domain.files.year_file import year_to_confirm
from functions.domain.town.commune import Commune
from functions.storage.families import families
from functions.storage.table.reading import read
from functions.usecases.files.confirm_file import ConfirmFile, confirm_file, file_keys, file_seen
from infra.demo.morning.parents import Parent

UNCONFIRMED_EVERY = 3
"""One family in three has not confirmed its file yet."""


def confirmed(town: Commune, mine: Parent, theirs: list[Parent], *, opened: datetime) -> None:
    last_year = datetime(opened.year - 1, 8, 30, 19, 40, tzinfo=UTC)
    _confirm(town, mine, last_year)
    for number, parent in enumerate(theirs):
        if number % UNCONFIRMED_EVERY:
            _confirm(town, parent, opened + timedelta(days=number % 14, hours=11))


def _confirm(town: Commune, parent: Parent, at: datetime) -> None:
    today = town.day_of(at)
    family = families.family(town.id, parent.home.family.id)
    seen = file_seen(family, read(file_keys(town.id, family.value.children)), town.id)
    year = year_to_confirm(today)
    confirm_file(ConfirmFile(town.id, family.value, year, seen, parent.account, uuid4().hex, at, today))
