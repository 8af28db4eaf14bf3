"""A family's data as the files that are handed to it: JSON with French names, what to make of it, and names for its documents."""

import json
from dataclasses import fields, is_dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from typing import Any

from functions.domain.invoices.documents import DocumentKind
from functions.domain.planning.declared_absence import MediaType
from functions.domain.privacy.family_data import DataFolder, FamilyData, FiledDocument, SentProof
from functions.french.invoices import documents as french
from functions.french.privacy.field_names import FIELDS, LEFT_OUT, VALUES
from functions.french.words.dates import date_long
from functions.french.words.spaces import spaced

DATA_FILE = "donnees.json"
READ_ME = "lisez-moi.txt"
_EXTENSIONS = {MediaType.PDF: "pdf", MediaType.JPEG: "jpg", MediaType.PNG: "png"}


def data_folder(data: FamilyData) -> DataFolder:
    """All that is handed over, under the names that the family reads."""
    numbers = _numbers(data)
    return DataFolder(
        archive=f"mes-donnees-{data.read_at:%Y-%m-%d}.zip",
        texts={
            DATA_FILE: json.dumps(told(data), ensure_ascii=False, indent=1),
            READ_ME: _read_me(data),
        },
        documents={one.place: f"documents/{_document_name(one, numbers)}" for one in data.documents},
        proofs={
            one.place: f"justificatifs/{_proof_name(rank, one)}"
            for rank, one in enumerate(data.proofs, start=1)
        }
        | {
            one.place: f"demandes/{one.at:%Y-%m-%d}-{rank:02}-{one.name}"
            for rank, one in enumerate(data.sent_files, start=1)
        },
    )


def told(value: object) -> Any:
    """The value in types of JSON. Names and codes of our own are translated; ids, days and words of the town stay as they are."""
    if is_dataclass(value) and not isinstance(value, type):
        named = [field.name for field in fields(value) if field.name not in LEFT_OUT]
        return {FIELDS[name]: told(getattr(value, name)) for name in named}
    if isinstance(value, StrEnum):
        return VALUES[value.value]
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dict):
        return {str(key): told(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [told(each) for each in value]
    return value


def _read_me(data: FamilyData) -> str:
    names = [DATA_FILE] + [f"{folder}/" for folder, found in _folders(data) if found]
    return spaced(
        f"""Les données de la famille {data.family.name} au portail de {data.commune_name}, au {date_long(data.read_at.date())}.

Ce dossier contient : {", ".join(names)}.

{DATA_FILE} rassemble tout ce que le portail garde de votre famille : dossier, enfants, réservations, absences, présences, factures, paiements, demandes, et le journal de ce qui a été fait. Si vous l’avez demandé depuis votre compte, il contient aussi ce que le portail garde de votre connexion. Il s’ouvre avec un éditeur de texte ou un navigateur, et un autre service peut le lire (format JSON, RFC 8259). Les sommes sont en centimes, les dates sous la forme 2026-11-23. Les identifiants faits de 26 lettres et chiffres désignent un même enfant, une même facture ou un même compte d’un endroit à l’autre.

Ce fichier ne contient ni votre mot de passe, que le portail ne connaît pas, ni les codes envoyés par e-mail, ni ce qui concerne une autre famille, même celle de l’autre parent d’un enfant. Un justificatif d’absence supprimé au bout d’un an, un message ou un fichier supprimé au bout de deux ans n’y sont plus.

Une question, une erreur à corriger ? Les coordonnées de la personne déléguée à la protection des données sont sur la page « Confidentialité » de la commune.
"""
    )


def _folders(data: FamilyData) -> tuple[tuple[str, object], ...]:
    return (("documents", data.documents), ("justificatifs", data.proofs), ("demandes", data.sent_files))


def _numbers(data: FamilyData) -> dict[str, str]:
    """The number that each invoice, credit note and receipt is known by; a payment online has none of its own."""
    return {
        **{one.id: one.number.label for one in data.invoices},
        **{one.id: one.number.label for one in data.credit_notes},
        **{one.id: one.number.label for one in data.counter_payments},
    }


def _document_name(document: FiledDocument, numbers: dict[str, str]) -> str:
    label = numbers.get(document.subject, document.subject)
    match document.kind:
        case DocumentKind.INVOICE:
            return french.invoice_file(label)
        case DocumentKind.CREDIT_NOTE:
            return french.credit_note_file(label)
        case DocumentKind.RECEIPT:
            return french.receipt_file(label)
        case DocumentKind.STATEMENT:
            return french.statement_file(int(document.subject))
        case DocumentKind.TAX_CERTIFICATE:
            return french.certificate_file(int(document.subject))


def _proof_name(rank: int, proof: SentProof) -> str:
    """The rank tells apart two that were sent on one day."""
    return f"justificatif-{proof.at:%Y-%m-%d}-{rank:02}.{_EXTENSIONS[proof.media_type]}"
