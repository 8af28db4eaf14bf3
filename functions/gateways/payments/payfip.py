"""PayFiP for régies, by web service: the treasury's payment page.

Contract: DGFiP's WSDL `PaiementSecuriseService` and its guide « PayFiP régie, web service ». What the guide leaves
open and how we read it: docs/decisions/0003-payfip-client.md. Logs ids and codes only.
"""

import logging
import re
import unicodedata
from datetime import datetime
from zoneinfo import ZoneInfo

from functions.domain.town.commune import PaymentMode
from functions.gateways.payments.port import (
    Means,
    OpenedPayment,
    PaymentRequest,
    PaymentResult,
    PaymentState,
    ProviderRefused,
    ProviderUnavailable,
)
from functions.gateways.payments.soap import Fault, Service

NAMESPACE = (
    "http://securite.service.tpa.cp.finances.gouv.fr/services/mas_securite/"
    "contrat_paiement_securise/PaiementSecuriseService"
)
LARGEST_AMOUNT_CENTS = 9_999_999

_log = logging.getLogger(__name__)
_PARIS = ZoneInfo("Europe/Paris")
_OPERATION_ID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_EMAIL = r"(?=.{6,80}\Z)[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"
_URL = r'(?=.{1,249}\Z)https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[!-"$-~]*)?'
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss"})

_SAISIE = {PaymentMode.TEST: "T", PaymentMode.ACTIVATION: "X", PaymentMode.LIVE: "W"}
_MODES = {saisie: mode for mode, saisie in _SAISIE.items()}
_RESULTS = {
    "P": (PaymentState.PAID, Means.CARD),
    "V": (PaymentState.PAID, Means.DIRECT_DEBIT),
    "R": (PaymentState.REFUSED, Means.CARD),
    "Z": (PaymentState.REFUSED, Means.DIRECT_DEBIT),
    "A": (PaymentState.CANCELLED, None),
}
_FAULTS = {
    "P1": PaymentState.UNKNOWN_OR_PURGED,
    "P3": PaymentState.USED,
    "P4": PaymentState.EXPIRED,
    "P5": PaymentState.PENDING,
}
_FIELDS = {
    "T": "client",
    "M": "amount_cents",
    "A": "payer_email",
    "N": "notification_url",
    "D": "return_url",
    "R": "reference",
    "S": "mode",
}


class PayFip:
    """A `PaymentProvider`. `pages` is the address of the payment page, to which `?idop=` is added."""

    def __init__(
        self, *, endpoint: str, pages: str, connect_seconds: float = 5, answer_seconds: float = 10
    ) -> None:
        self._service = Service(endpoint, NAMESPACE, connect_seconds, answer_seconds)
        self._pages = pages

    def open_payment(self, request: PaymentRequest) -> OpenedPayment:
        argument = _argument(request)
        try:
            idop = self._service.call("creerPaiementSecurise", argument).get("idop", "")
        except Fault as fault:
            _log.warning("payfip refused reference=%s %s", request.reference, _readable(fault))
            if fault.kind != "FonctionnelleErreur":
                raise ProviderUnavailable(_readable(fault)) from fault
            raise ProviderRefused(fault.code, _FIELDS.get(fault.code[:1])) from fault
        if not _OPERATION_ID.fullmatch(idop):
            raise ProviderUnavailable("no operation id")
        _log.info("payfip opened idop=%s reference=%s", idop, request.reference)
        return OpenedPayment(idop, f"{self._pages}?idop={idop}")

    def ask(self, provider_id: str) -> PaymentResult:
        if not _OPERATION_ID.fullmatch(provider_id):
            return PaymentResult(provider_id, PaymentState.UNKNOWN_OR_PURGED)
        try:
            answer = self._service.call("recupererDetailPaiementSecurise", {"idOp": provider_id})
        except Fault as fault:
            if fault.kind != "FonctionnelleErreur":
                raise ProviderUnavailable(_readable(fault)) from fault
            state = _FAULTS.get(fault.code, PaymentState.HELD)
            result = PaymentResult(provider_id, state, provider_code=fault.code)
        else:
            result = _result(provider_id, answer)
        level = logging.WARNING if result.state is PaymentState.HELD else logging.INFO
        code = (result.provider_code or "")[:20]
        _log.log(level, "payfip asked idop=%s state=%s code=%r", provider_id, result.state.value, code)
        return result


def _argument(request: PaymentRequest) -> dict[str, str]:
    """The fields in the order of the WSDL. Raises ProviderRefused rather than send what PayFiP would refuse."""
    if not 100 <= request.amount_cents <= LARGEST_AMOUNT_CENTS:
        raise ProviderRefused("invalid", "amount_cents")
    return {
        "exer": _checked("year", str(request.year), r"20[0-9]{2}"),
        "mel": _checked("payer_email", request.payer_email, _EMAIL),
        "montant": str(request.amount_cents),
        "numcli": _checked("client", request.client, r"[0-9]{6}"),
        "objet": _checked("subject", transliterate(request.subject), r"[A-Za-z0-9 ]{1,100}"),
        "refdet": _checked("reference", request.reference, r"[A-Za-z0-9]{6,30}"),
        "saisie": _SAISIE[request.mode],
        "urlnotif": _checked("notification_url", request.notification_url, _URL),
        "urlredirect": _checked("return_url", request.return_url, _URL),
    }


def _checked(field: str, value: str, pattern: str) -> str:
    if not re.fullmatch(pattern, value):
        raise ProviderRefused("invalid", field)
    return value


def transliterate(text: str) -> str:
    """French in the only characters PayFiP takes: « Cantine d'été n° 3 » → `Cantine d ete n 3`, 100 at most."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    letters = "".join(character for character in decomposed if not unicodedata.combining(character))
    return re.sub(r"[^A-Za-z0-9]+", " ", letters).strip()[:100].rstrip()


def _result(provider_id: str, answer: dict[str, str]) -> PaymentResult:
    code = answer.get("resultrans", "")
    state, means = _RESULTS.get(code, (PaymentState.HELD, None))
    amount = answer.get("montant", "")
    amount_cents = int(amount) if re.fullmatch(r"[0-9]{1,11}", amount) else None
    reference = answer.get("refdet") or None
    paid_at = _instant(answer) if state is PaymentState.PAID else None
    if answer.get("idop", provider_id).lower() != provider_id.lower():
        state = PaymentState.HELD
    if state is PaymentState.PAID and None in (amount_cents, reference, paid_at):
        state = PaymentState.HELD  # money moved, but we could not say which
    return PaymentResult(
        provider_id=provider_id,
        state=state,
        amount_cents=amount_cents,
        reference=reference,
        authorisation=answer.get("numauto") or None,
        paid_at=paid_at,
        means=means,
        mode=_MODES.get(answer.get("saisie", "")),
        provider_code=code,
    )


def _instant(answer: dict[str, str]) -> datetime | None:
    """`dattrans` is JJMMAAAA and `heurtrans` HHMM, on the treasury's clock."""
    moment = answer.get("dattrans", "") + answer.get("heurtrans", "")
    if not re.fullmatch(r"[0-9]{12}", moment):
        return None
    try:
        return datetime.strptime(moment, "%d%m%Y%H%M").replace(tzinfo=_PARIS)
    except ValueError:
        return None


def _readable(fault: Fault) -> str:
    return f"{fault.kind} code={fault.code[:20]!r}"
