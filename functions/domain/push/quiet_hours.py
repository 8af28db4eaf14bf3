"""The hours in which nothing rings, on the town's clock.

What is to be told in them waits for their end, and is then told if it is still true. A limit that passes in the night was told of in the
evening, before they begin: reminders leave from six o'clock on (`functions/domain/reminders/limit_reminders.py`).
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

BEGINS: Final = time(21, 30)
ENDS: Final = time(7)


@dataclass(frozen=True, slots=True)
class QuietHours:
    begins: datetime
    ends: datetime

    def holds(self, at: datetime) -> bool:
        return self.begins <= at < self.ends


def quiet_hours(local: datetime) -> QuietHours:
    """Those that `local`, on the town's clock, is in; else the next ones."""
    day = local.date() - timedelta(days=1 if local.time() < ENDS else 0)
    begins = datetime.combine(day, BEGINS, tzinfo=local.tzinfo)
    return QuietHours(begins, datetime.combine(day + timedelta(days=1), ENDS, tzinfo=local.tzinfo))
