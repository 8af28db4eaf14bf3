"""How a régie is paid at its counter."""

from enum import StrEnum


class CounterMeans(StrEnum):
    CASH = "cash"
    CHEQUE = "cheque"
    CESU = "cesu"
    """*Chèque emploi service universel*, prefinanced: accepted for childcare."""
    ANCV = "ancv"
    """*Chèque-vacances*."""
    TRANSFER = "transfer"
