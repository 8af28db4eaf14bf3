"""SOAP 1.1, document/literal, one argument and one return value, as JAX-WS publishes it. Standard library only."""

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass

from functions.gateways.payments.http import post
from functions.gateways.payments.port import ProviderUnavailable

ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"


class Fault(Exception):
    """The service answered with a fault: the name of its detail element, and its code."""

    def __init__(self, kind: str, code: str) -> None:
        super().__init__(f"{kind} {code}")
        self.kind = kind
        self.code = code


@dataclass(frozen=True, slots=True)
class Service:
    endpoint: str
    namespace: str
    connect_seconds: float
    answer_seconds: float

    def call(self, operation: str, argument: Mapping[str, str]) -> dict[str, str]:
        """The fields of the answer, names in lower case. Raises Fault, ProviderUnavailable."""
        status, body = self._post(_envelope(self.namespace, operation, argument))
        if status not in (200, 500):  # 500 is how SOAP over HTTP carries a fault
            raise ProviderUnavailable(f"http {status}")
        answer = _first(_body(body))
        if _local(answer) == "fault":
            raise _fault(answer)
        if _local(answer) != f"{operation}Response".lower() or status != 200:
            raise ProviderUnavailable("unexpected answer")
        return _fields(_first(answer))

    def _post(self, body: bytes) -> tuple[int, bytes]:
        headers = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '""'}
        return post(
            self.endpoint,
            body,
            headers,
            connect_seconds=self.connect_seconds,
            answer_seconds=self.answer_seconds,
        )


def _envelope(namespace: str, operation: str, argument: Mapping[str, str]) -> bytes:
    envelope = ET.Element(f"{{{ENVELOPE}}}Envelope")
    body = ET.SubElement(envelope, f"{{{ENVELOPE}}}Body")
    wrapper = ET.SubElement(ET.SubElement(body, f"{{{namespace}}}{operation}"), "arg0")
    for name, value in argument.items():
        ET.SubElement(wrapper, name).text = value
    serialized: bytes = ET.tostring(envelope, encoding="utf-8", xml_declaration=True)
    return serialized


def _body(raw: bytes) -> ET.Element:
    try:
        text = raw.decode("utf-8")
        # Entities, their bombs and their files all need a DOCTYPE, and SOAP 1.1 (§3) forbids one.
        if "<!DOCTYPE" in text:
            raise ProviderUnavailable("unexpected answer")
        body = ET.fromstring(text).find(f"{{{ENVELOPE}}}Body")  # noqa: S314 (no DOCTYPE gets here)
    except (UnicodeDecodeError, ET.ParseError) as error:
        raise ProviderUnavailable("unreadable answer") from error
    if body is None:
        raise ProviderUnavailable("unexpected answer")
    return body


def _fault(fault: ET.Element) -> Fault:
    detail = fault.find("detail")
    if detail is None or not len(detail):
        return Fault("unknown", "")
    return Fault(detail[0].tag.rpartition("}")[2], _fields(detail[0]).get("code", ""))


def _first(element: ET.Element) -> ET.Element:
    if not len(element):
        raise ProviderUnavailable("unexpected answer")
    return element[0]


def _fields(element: ET.Element) -> dict[str, str]:
    return {_local(child): (child.text or "").strip() for child in element}


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2].lower()
