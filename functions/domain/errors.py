"""One tree of refusals: each has a kind, a code and data, and neither French nor HTTP.

`functions/french/refusals` has the sentence of each code, `functions/web/api/problems.py` the HTTP status of each kind.
"""


class Refusal(Exception):
    """A request the rules say no to. Nothing was changed."""

    code = "refused"

    def __init__(self, *, field: str | None = None, **data: object) -> None:
        super().__init__(self.code)
        self.field = field
        self.data = data


class InvalidRequest(Refusal):
    """What was sent is wrong in itself, whatever the state of things and the hour: sent again as it is, it is refused again."""


class Conflict(Refusal):
    """The request makes sense, and the state of things or the hour does not allow it."""


class Forbidden(Refusal):
    """Known, and not allowed to do this."""


class TooLarge(Refusal):
    """More bytes than are taken."""


class Unavailable(Refusal):
    """Nothing is wrong with the request: what it needs does not answer now."""


class NotFound(Refusal):
    """Not there, or not for this caller: the two must look the same."""

    code = "not_found"


class Unauthenticated(Refusal):
    code = "unauthenticated"


class Throttled(Refusal):
    """Too many tries. `retry_after` (seconds) is in the data."""

    code = "throttled"


class ReasonMissing(InvalidRequest):
    """An act that a family reads of says why."""

    code = "reason_missing"


class KeyReused(InvalidRequest):
    """An `Idempotency-Key` came back with another body."""

    code = "key_reused"


class Busy(Unavailable):
    """Others kept writing the same items; nothing was changed, trying again is safe."""

    code = "busy"


class RangeBackwards(InvalidRequest):
    """The range ends before it starts."""

    code = "range_backwards"


def check_reason(reason: str) -> None:
    """Raises ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing(field="reason")
