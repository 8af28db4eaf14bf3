"""One request in, one answer out: the web service, the payment page and its style sheet."""

import logging
import threading
import time
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlencode

from infra.local.payfip import pages, soap
from infra.local.payfip.treasury import Anomaly, Operation, Treasury

SERVICE_PATH = "/dev/payfip/tpa/services/securite"
PAGE_PATH = "/dev/payfip/tpa/paiementws.web"
HANG_SECONDS = 30.0

Response = tuple[int, dict[str, str], bytes]
Deliver = Callable[[str, str], None]

_log = logging.getLogger(__name__)


@dataclass
class Failures:
    """What goes wrong from now on. Several may go wrong at once; a new `Failures()` mends everything."""

    hang: bool = False
    """The web service takes the request and says nothing until it is mended, or 30 seconds."""
    http_status: int | None = None
    """The web service's front end answers that, in HTML: 502, 503…"""
    technical_fault: bool = False
    """The web service says that it is not available."""
    ask_fault: str | None = None
    """Every question is answered with that code: P3…"""
    result_code: str | None = None
    """Every result is that code, of which nobody was told."""
    amount_cents: int | None = None
    """Every payment is reported with that amount."""
    notifications: int = 1
    """How many times a payment is notified: 0 is lost, 2 is a duplicate."""


class FakePayFip:
    """`now` gives aware instants; `deliver(url, idop)` posts one notification, by default from a thread."""

    def __init__(
        self, *, now: Callable[[], datetime] = lambda: datetime.now(UTC), deliver: Deliver | None = None
    ) -> None:
        self.failures = Failures()
        self._treasury = Treasury(now)
        self._deliver = deliver or _deliver_from_a_thread

    def handle(
        self, method: str, path: str, query: Mapping[str, str], headers: Mapping[str, str], body: bytes
    ) -> Response:
        """Answer a request under `/dev/payfip/`: its path and decoded query, and headers in any case."""
        if path == SERVICE_PATH and method == "POST":
            return self._serve(headers, body)
        if path == PAGE_PATH and method == "POST":
            return self._decide(query.get("idop", ""), dict(parse_qsl(body.decode("utf-8", "replace"))))
        if path == PAGE_PATH and method in ("GET", "HEAD"):
            return self._show(query.get("idop", ""))
        if path == pages.STYLE_PATH and method in ("GET", "HEAD"):
            return pages.style()
        if path in (SERVICE_PATH, PAGE_PATH, pages.STYLE_PATH):
            return 405, {}, b""
        return pages.not_found()

    def _serve(self, headers: Mapping[str, str], body: bytes) -> Response:
        patience = time.monotonic() + HANG_SECONDS
        while self.failures.hang and time.monotonic() < patience:
            time.sleep(0.02)
        status = self.failures.http_status
        if status:
            return status, {"Content-Type": "text/html"}, f"<h1>{status}</h1>".encode()
        content_type = {name.lower(): value for name, value in headers.items()}.get("content-type", "")
        if not content_type.startswith("text/xml"):
            return 415, {}, b""
        if self.failures.technical_fault:
            return _xml(500, soap.fault("TechIndisponibiliteErreur", "999", severity=3))
        try:
            return _xml(200, self._answer(*soap.read(body)))
        except Anomaly as anomaly:
            return _xml(500, soap.fault("FonctionnelleErreur", anomaly.code))
        except soap.Unreadable:
            return _xml(500, soap.fault("TechProtocolaireErreur", "998", severity=3))

    def _answer(self, operation: str, argument: Mapping[str, str]) -> bytes:
        if operation == "creerPaiementSecurise":
            return soap.answer(operation, {"idOp": self._treasury.open(argument).idop})
        if operation == "recupererDetailPaiementSecurise":
            if self.failures.ask_fault:
                raise Anomaly(self.failures.ask_fault)
            # The name is case-sensitive: the real service answers P1 to `idop`.
            return soap.answer(operation, self._details(self._treasury.ask(argument.get("idOp", ""))))
        raise soap.Unreadable

    def _details(self, operation: Operation) -> dict[str, str]:
        details = soap.details(operation)
        if self.failures.result_code:
            details["resultrans"] = self.failures.result_code
        if self.failures.amount_cents is not None:
            details["montant"] = str(self.failures.amount_cents)
        return details

    def _show(self, idop: str) -> Response:
        try:
            return pages.payment(self._treasury.see_page(idop))
        except Anomaly as anomaly:
            return pages.anomaly(anomaly.code, self._treasury.find(idop))

    def _decide(self, idop: str, form: Mapping[str, str]) -> Response:
        decision = pages.decision(form)
        if decision is None:
            return self._show(idop)
        try:
            operation, changed = self._treasury.decide(idop, decision.result)
        except Anomaly as anomaly:
            return pages.anomaly(anomaly.code, self._treasury.find(idop))
        if changed and decision.notifies:
            for _ in range(self.failures.notifications):
                self._deliver(operation.fields["urlnotif"], idop)
        if not decision.returns:
            return pages.left_behind(operation)
        return 303, {"Location": operation.return_url, "Cache-Control": "no-store"}, b""


def _xml(status: int, body: bytes) -> Response:
    return status, {"Content-Type": "text/xml; charset=utf-8"}, body


def _deliver_from_a_thread(url: str, idop: str) -> None:
    """Like the treasury's: apart from the payer's browser, once, and nobody here waits for the answer."""
    threading.Thread(target=_post, args=(url, idop), daemon=True).start()


def _post(url: str, idop: str) -> None:
    request = urllib.request.Request(url, data=urlencode({"idop": idop}).encode(), method="POST")
    try:
        with urllib.request.urlopen(request, timeout=10):
            _log.info("payfip notified idop=%s", idop)
    except OSError as error:
        _log.warning("payfip notification lost idop=%s %s", idop, type(error).__name__)
