"""The treasury and the till, for what is paid."""

import pytest

from tests.gateways.conftest import treasury
from tests.gateways.treasury import Treasury
from tests.support.till import Till, a_till

__all__ = ["till", "treasury"]


@pytest.fixture
def till(table: str, treasury: Treasury) -> Till:
    """An invoice to pay, and all it takes. It is lundi 2026-11-02, 18 h."""
    return a_till(treasury)
