"""The clock of the local run: it may start at another instant, then it runs as any clock."""

from datetime import UTC, datetime, timedelta


class Clock:
    def __init__(self, offset: timedelta = timedelta()) -> None:
        self.offset = offset

    def now(self) -> datetime:
        return self.at(datetime.now(UTC))

    def at(self, real: datetime) -> datetime:
        """What this clock showed at that real instant."""
        return real + self.offset


def offset_to(start: str) -> timedelta:
    """How far from now is `2026-11-19T09:58+01:00`. Raises ValueError without an offset from UTC."""
    instant = datetime.fromisoformat(start)
    if instant.tzinfo is None:
        raise ValueError(f"NOW={start} does not say its time zone: NOW={start}+01:00 for winter in Paris")
    return instant - datetime.now(UTC)
