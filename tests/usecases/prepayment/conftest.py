"""The town whose mornings are paid when they are booked."""

import pytest

from tests.gateways.treasury import Treasury
from tests.support.prepayment import PrepaidTown


@pytest.fixture
def town(table: str, treasury: Treasury) -> PrepaidTown:
    return PrepaidTown(treasury)
