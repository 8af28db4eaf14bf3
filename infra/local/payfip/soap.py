"""The web service's messages: requests read as strictly as the WSDL is written, answers as JAX-WS writes them."""

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from xml.sax.saxutils import escape

from infra.local.payfip.treasury import PARIS, Operation

NAMESPACE = (
    "http://securite.service.tpa.cp.finances.gouv.fr/services/mas_securite/"
    "contrat_paiement_securise/PaiementSecuriseService"
)
ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"
LABELS = {
    "S1": "Mode de saisie incorrect.",
    "T1": "Numéro de client incorrect.",
    "E1": "Exercice incorrect.",
    "R3": "Le format du paramètre REFDET n'est pas conforme.",
    "O1": "Le format du paramètre OBJET n'est pas conforme.",
    "M1": "Le format du montant n'est pas correct.",
    "M3": "Le montant est inférieur à un euro.",
    "M5": "Le montant dépasse la limite autorisée.",
    "A1": "Adresse mel non renseignée.",
    "A2": "Adresse mel incorrecte.",
    "N1": "URL de notification incorrecte.",
    "D1": "URL de redirection incorrecte.",
    "P1": "IdOp incorrect.",
    "P3": "IdOp déjà utilisé.",
    "P4": "IdOp enregistré depuis plus de 15 minutes.",
    "P5": "Résultat de la transaction non connu.",
}


class Unreadable(Exception):
    """Not a message of this service."""


def read(body: bytes) -> tuple[str, dict[str, str]]:
    """The operation and the fields of its `arg0`. Raises Unreadable."""
    try:
        text = body.decode("utf-8")
        if "<!DOCTYPE" in text:
            raise Unreadable
        root = ET.fromstring(text)  # noqa: S314 (no DOCTYPE gets here)
    except (UnicodeDecodeError, ET.ParseError) as error:
        raise Unreadable from error
    request = root.find(f"{{{ENVELOPE}}}Body/*")
    argument = None if request is None else request.find("arg0")
    if root.tag != f"{{{ENVELOPE}}}Envelope" or request is None or argument is None:
        raise Unreadable
    namespace, _, operation = request.tag.removeprefix("{").rpartition("}")
    if namespace != NAMESPACE:
        raise Unreadable
    return operation, {field.tag: field.text or "" for field in argument}


def answer(operation: str, fields: Mapping[str, str]) -> bytes:
    """Fields without a value are left out, as JAX-WS leaves out what is null."""
    values = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in fields.items() if value)
    name = f"ns2:{operation}Response"
    return _envelope(f'<{name} xmlns:ns2="{NAMESPACE}"><return>{values}</return></{name}>')


def fault(kind: str, code: str, severity: int = 2) -> bytes:
    """`kind` is the name of one of the WSDL's four faults."""
    name = f"ns2:{kind}"
    return _envelope(
        "<S:Fault><faultcode>S:Server</faultcode>"
        f"<faultstring>fr.gouv.finances.cp.tpa.webservice.exceptions.{kind}</faultstring>"
        f'<detail><{name} xmlns:ns2="{NAMESPACE}"><code>{escape(code)}</code><descriptif></descriptif>'
        f"<libelle>{escape(LABELS.get(code, 'Erreur technique.'))}</libelle><severite>{severity}</severite>"
        f"</{name}></detail></S:Fault>"
    )


def details(operation: Operation) -> dict[str, str]:
    """The fields of `recupererDetailPaiementSecuriseResponse`, in the order of the WSDL."""
    moment = None if operation.result_at is None else operation.result_at.astimezone(PARIS)
    told = operation.fields
    return {
        "dattrans": f"{moment:%d%m%Y}" if moment else "",
        "exer": told["exer"],
        "heurtrans": f"{moment:%H%M}" if moment else "",
        "idOp": operation.idop,
        "mel": told["mel"],
        "montant": told["montant"],
        "numauto": operation.authorisation,
        "numcli": told["numcli"],
        "objet": told.get("objet", ""),
        "refdet": told["refdet"],
        "resultrans": operation.result or "",
        "saisie": told["saisie"],
    }


def _envelope(content: str) -> bytes:
    return (
        "<?xml version='1.0' encoding='UTF-8'?>"
        f'<S:Envelope xmlns:S="{ENVELOPE}"><S:Body>{content}</S:Body></S:Envelope>'
    ).encode()
