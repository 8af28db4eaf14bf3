"""One tree of refusals. Each has a kind, a code and data; none contains French or knows about HTTP.

`functions/french/refusals` has the sentence of each code, `functions/web/api/problems.py` the HTTP status of each kind.
"""


class Refusal(Exception):
    """The rules refuse a request. Nothing was changed."""

    code = "refused"

    def __init__(self, *, field: str | None = None, **data: object) -> None:
        super().__init__(self.code)
        self.field = field
        self.data = data


class InvalidRequest(Refusal):
    """The request itself is wrong, whatever is stored and whatever the hour: repeating it unchanged never helps."""


class Conflict(Refusal):
    """The request makes sense, but what is stored, or the hour, does not allow it."""


class Forbidden(Refusal):
    """The caller is known, and is not allowed to do this."""


class TooLarge(Refusal):
    """The request holds more bytes than the portal accepts."""


class Unavailable(Refusal):
    """Nothing is wrong with the request, but a service that it needs does not answer now."""


class NotFound(Refusal):
    """The thing does not exist, or it is not for this caller: the two must look the same."""

    code = "not_found"


class Unauthenticated(Refusal):
    code = "unauthenticated"


class Throttled(Refusal):
    """The caller tried too often. `retry_after` (seconds) is in the data."""

    code = "throttled"


class ReasonMissing(InvalidRequest):
    """Families read about this act, so it needs a reason, and none was given."""

    code = "reason_missing"


class KeyReused(InvalidRequest):
    """An `Idempotency-Key` came back with another body."""

    code = "key_reused"


class Busy(Unavailable):
    """Other requests kept writing the same items. Nothing was changed, so trying again is safe."""

    code = "busy"


class OutcomeUnknown(Unavailable):
    """The table did not say whether the act was written. Sent again under its key, it is done once."""

    code = "outcome_unknown"


class RangeBackwards(InvalidRequest):
    """The range ends before it starts."""

    code = "range_backwards"


def check_reason(reason: str) -> None:
    """Raises ReasonMissing when `reason` is blank."""
    if not reason.strip():
        raise ReasonMissing(field="reason")
