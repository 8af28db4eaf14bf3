"""The means of payment that a régie may accept at its counter."""

from enum import StrEnum


class CounterMeans(StrEnum):
    CASH = "cash"
    CHEQUE = "cheque"
    CESU = "cesu"
    """*Chèque emploi service universel*, prefinanced: accepted for childcare."""
    ANCV = "ancv"
    """*Chèque-vacances*."""
    TRANSFER = "transfer"
