"""Count the questions that the payment provider leaves without an answer, because each costs a run the whole timeout.

They are counted for each commune, whose régie has a contract of its own with the provider: a régie whose credentials are wrong
does not keep the payments of the others from being asked about.
"""

from collections import Counter

IN_A_ROW = 3
"""After so many silences in a row, a run asks no more for that commune; the next run asks again."""
IN_ALL = 10
"""After so many silences of all communes together, a run stops. Each lasts fifteen seconds at worst, so that a run that gets
no answer at all ends before its function's time is over."""


class Silences:
    def __init__(self) -> None:
        self._in_a_row: Counter[str] = Counter()
        self._in_all = 0

    @property
    def too_many(self) -> bool:
        return self._in_all >= IN_ALL

    def gave_up(self, commune: str) -> bool:
        """Whether this run asks the provider no more for that commune."""
        return self.too_many or self._in_a_row[commune] >= IN_A_ROW

    def silent(self, commune: str) -> None:
        self._in_a_row[commune] += 1
        self._in_all += 1

    def answered(self, commune: str) -> None:
        self._in_a_row[commune] = 0
