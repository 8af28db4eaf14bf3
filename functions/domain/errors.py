"""One tree of refusals: a code and data, no French and no HTTP.

`functions/french/refusals` owns the sentence of each code, `functions/web/api/problems.py` its HTTP status.
"""


class Refusal(Exception):
    """A request the rules say no to. Nothing was changed."""

    code = "refused"

    def __init__(self, *, field: str | None = None, **data: object) -> None:
        super().__init__(self.code)
        self.field = field
        self.data = data


class NotFound(Refusal):
    """Not there, or not for this caller: the two must look the same."""

    code = "not_found"


class Unauthenticated(Refusal):
    code = "unauthenticated"


class Throttled(Refusal):
    """Too many tries. `retry_after` (seconds) is in the data."""

    code = "throttled"


class ReasonMissing(Refusal):
    """An act that a family reads of says why."""

    code = "reason_missing"


class KeyReused(Refusal):
    """An `Idempotency-Key` came back with another body."""

    code = "key_reused"


class Busy(Refusal):
    """Others kept writing the same items; nothing was changed, trying again is safe."""

    code = "busy"


class RangeBackwards(Refusal):
    """The range ends before it starts."""

    code = "range_backwards"


def check_reason(reason: str) -> None:
    """Raises ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing(field="reason")
