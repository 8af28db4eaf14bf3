"""A town whose family books, with an invoice to pay."""

import pytest

from functions.storage.invoices import invoices
from functions.storage.table import keys
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from tests.support.accounts import an_account
from tests.support.builders import open_town, settle
from tests.support.debts import a_debt


@pytest.fixture
def town(table: str) -> None:
    open_town()
    settle()
    an_account()
    transaction = Transaction()
    invoices.put(transaction, "lisse", Stored(keys.receivable("lisse", "testmp", "i42"), a_debt(), 0))
    transaction.commit()
