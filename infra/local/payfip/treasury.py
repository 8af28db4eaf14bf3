"""The treasury's books: operations, from the moment they are opened to the night they are forgotten.

An operation waits 15 minutes for its payer, then leaves them two hours. Each night forgets those that came to
nothing; the others are kept a year. A payer who gave up may come back while the 15 minutes last; one who was refused may
try again on the page for as long as it leaves them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import RLock
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit
from uuid import uuid4
from zoneinfo import ZoneInfo

from infra.local.payfip.fields import anomaly

PAGE_OPENS_WITHIN = timedelta(minutes=15)
PAYER_MAY_TAKE = timedelta(hours=2)
KEPT = timedelta(days=365)
PARIS = ZoneInfo("Europe/Paris")
PAID = frozenset({"P", "V"})
FINAL = PAID | {"R", "Z"}
GIVEN_UP = "A"


class Anomaly(Exception):
    """PayFiP says no, with one of its codes."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(slots=True)
class Operation:
    idop: str
    fields: Mapping[str, str]
    """As the request gave them: numcli, exer, refdet, objet, montant, mel, saisie, urlnotif, urlredirect."""
    opened_at: datetime
    page_seen: bool = False
    result: str | None = None
    result_at: datetime | None = None

    @property
    def authorisation(self) -> str:
        """Six digits from a bank, sixteen characters from a debit, nothing when it was not paid."""
        number = int(self.idop[:8], 16)
        return {"P": f"{number % 10**6:06d}", "V": f"OP{number:014d}"}.get(self.result or "", "")

    @property
    def return_url(self) -> str:
        """Where the payer goes back to: the town's address with `idop` added to its query."""
        url = urlsplit(self.fields["urlredirect"])
        query = urlencode([*parse_qsl(url.query, keep_blank_values=True), ("idop", self.idop)])
        return urlunsplit(url._replace(query=query))


class Treasury:
    def __init__(self, now: Callable[[], datetime]) -> None:
        self._clock = now
        self._operations: dict[str, Operation] = {}
        self._lock = RLock()

    def open(self, fields: Mapping[str, str]) -> Operation:
        """Raises Anomaly on the first field that does not fit."""
        code = anomaly(fields)
        if code:
            raise Anomaly(code)
        with self._lock:
            operation = Operation(str(uuid4()), dict(fields), self._now())
            self._operations[operation.idop] = operation
            return operation

    def ask(self, idop: str) -> Operation:
        """An operation with its result. Raises Anomaly P1, P4 (nobody came in time), P5 (not known yet)."""
        with self._lock:
            operation = self._known(idop)
            if operation.result is None:
                late = self._age(operation) > PAGE_OPENS_WITHIN and not operation.page_seen
                raise Anomaly("P4" if late else "P5")
            return operation

    def see_page(self, idop: str) -> Operation:
        """The payer arrives. Raises Anomaly P1, P3 (already used), P4 (too late)."""
        with self._lock:
            operation = self._known(idop)
            self._check_payable(operation)
            operation.page_seen = True
            return operation

    def decide(self, idop: str, result: str) -> tuple[Operation, bool]:
        """The payer's choice; True when it changed something: a second click on the same button does not.

        Raises Anomaly as `see_page`.
        """
        with self._lock:
            operation = self._known(idop)
            if operation.result == result:
                return operation, False
            self._check_payable(operation)
            operation.result, operation.result_at = result, self._now()
            return operation, True

    def find(self, idop: str) -> Operation | None:
        with self._lock:
            operation = self._operations.get(idop)
            return None if operation is None or self._forgotten(operation) else operation

    def _known(self, idop: str) -> Operation:
        operation = self.find(idop)
        if operation is None:
            raise Anomaly("P1")
        return operation

    def _check_payable(self, operation: Operation) -> None:
        age = self._age(operation)
        if operation.result in PAID or (operation.result == GIVEN_UP and age > PAGE_OPENS_WITHIN):
            raise Anomaly("P3")
        if age > (PAYER_MAY_TAKE if operation.page_seen else PAGE_OPENS_WITHIN):
            raise Anomaly("P4")

    def _now(self) -> datetime:
        return self._clock().astimezone(UTC)  # two instants of one zone subtract as wall clocks do

    def _age(self, operation: Operation) -> timedelta:
        return self._now() - operation.opened_at

    def _forgotten(self, operation: Operation) -> bool:
        if operation.result in FINAL:
            return self._age(operation) > KEPT
        return self._now() >= _next_night(operation.opened_at + PAYER_MAY_TAKE)


def _next_night(moment: datetime) -> datetime:
    """Three in the morning in Paris, the next time it strikes; an hour that every night of the year has once."""
    local = moment.astimezone(PARIS)
    night = local.replace(hour=3, minute=0, second=0, microsecond=0, fold=0)
    return night if night > local else night + timedelta(days=1)
