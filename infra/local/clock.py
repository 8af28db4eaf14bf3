"""The clock of the local run: it may show another instant, and runs from there as any clock."""

from datetime import UTC, datetime, timedelta
from pathlib import Path


class Clock:
    """`memory` is a file that keeps the clock's setting when the server starts again."""

    def __init__(self, memory: Path) -> None:
        self._memory = memory
        kept = memory.read_text() if memory.exists() else "0"
        self._offset = timedelta(seconds=float(kept))

    def now(self) -> datetime:
        return self.at(datetime.now(UTC))

    def at(self, real: datetime) -> datetime:
        """What this clock shows for a real instant."""
        return real + self._offset

    def set(self, instant: datetime) -> None:
        """Run from that instant, which knows its time zone."""
        self._offset = instant - datetime.now(UTC)
        self._memory.write_text(str(self._offset.total_seconds()))


def instant(text: str) -> datetime:
    """`2026-11-19T09:58+01:00`. Raises ValueError without an offset from UTC."""
    parsed = datetime.fromisoformat(text)
    if parsed.tzinfo is None:
        raise ValueError(f"{text} does not say its time zone: write {text}+01:00 for winter in Paris")
    return parsed
