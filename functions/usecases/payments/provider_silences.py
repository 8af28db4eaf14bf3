"""Who does not answer, so that it is not waited for again and again: each silence costs the provider's whole timeout.

Counted by régie, as each has a contract of its own: one whose credentials are wrong keeps no other from being asked for.
"""

from collections import Counter

IN_A_ROW = 3
"""Then the next run asks that régie's provider again."""
IN_ALL = 10
"""Fifteen seconds each at worst: a run where nobody answers is over while its function lives."""


class Silences:
    def __init__(self) -> None:
        self._in_a_row: Counter[str] = Counter()
        self._in_all = 0

    @property
    def too_many(self) -> bool:
        return self._in_all >= IN_ALL

    def gave_up(self, commune: str) -> bool:
        """Whether its provider is not asked any more in this run."""
        return self.too_many or self._in_a_row[commune] >= IN_A_ROW

    def silent(self, commune: str) -> None:
        self._in_a_row[commune] += 1
        self._in_all += 1

    def answered(self, commune: str) -> None:
        self._in_a_row[commune] = 0
