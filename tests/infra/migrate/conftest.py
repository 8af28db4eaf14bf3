"""A till, for what was issued."""

from tests.usecases.conftest import till, treasury

__all__ = ["till", "treasury"]
