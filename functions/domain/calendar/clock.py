"""Turns what a town's clock shows into an instant."""

from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo


@lru_cache(maxsize=4096)
def on_the_clock(zone: ZoneInfo, local: datetime) -> datetime:
    """The instant at which the commune's clock shows `local` (naive), with a fixed offset.

    An hour that the clock skips in spring is taken as the hour after it; an hour that the clock shows twice in autumn,
    as the first of the two.
    The offset is fixed because Python compares two datetimes of one ZoneInfo by their wall time.
    """
    shown = local.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
    return shown.replace(tzinfo=timezone(shown.utcoffset() or timedelta()), fold=0)
