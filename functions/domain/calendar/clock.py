"""From what a town's clock shows to an instant."""

from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo


@lru_cache(maxsize=4096)
def on_the_clock(zone: ZoneInfo, local: datetime) -> datetime:
    """The instant at which the commune's clock shows `local` (naive), with a fixed offset.

    An hour that a spring night skips is the one that follows; an hour that an autumn night shows twice is the first.
    The offset is fixed because Python compares two datetimes of one ZoneInfo by their wall time.
    """
    shown = local.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
    return shown.replace(tzinfo=timezone(shown.utcoffset() or timedelta()), fold=0)
