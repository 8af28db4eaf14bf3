"""What is to be paid for what was just booked: apart from how it is held and confirmed, which a week that is read does without."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ToPay:
    """What a validation asked for at once."""

    invoice: str
    number: str
    amount_cents: int
    until: datetime
