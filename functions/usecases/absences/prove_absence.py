"""A family sends a certificate for an absence, at once or later. Whoever may read it gets a link that soon expires."""

from datetime import date
from hashlib import sha256

from functions.domain.absences.declaration import FURTHEST, AbsenceTooFar
from functions.domain.absences.proof_files import media_type_of
from functions.domain.errors import NotFound
from functions.domain.planning.declared_absence import Certificate, DeclaredAbsence, MediaType
from functions.gateways.documents import DocumentStore
from functions.usecases.absences.absence_act import AbsenceAct, Written, change_absence, found_absence

_EXTENSIONS = {MediaType.PDF: "pdf", MediaType.JPEG: "jpg", MediaType.PNG: "png"}


def prove_absence(act: AbsenceAct, absence: str, body: bytes, *, store: DocumentStore) -> Written:
    """Keep a certificate, beside the earlier ones. The file is written first, so that no absence names a missing file.

    Raises NotFound, NotADocument, DocumentTooLarge, AbsenceTooFar, TooManyProofs, Busy.
    """
    media_type = media_type_of(body)
    digest = sha256(body).hexdigest()
    oldest = act.today() - FURTHEST
    # The name is made of the key and of what is sent, so that a request that comes twice writes one file.
    document = sha256(f"{act.commune}#{act.family}#{act.key}#{digest}".encode()).hexdigest()[:32]

    def decide(known: DeclaredAbsence) -> DeclaredAbsence:
        _not_too_old(known, oldest)
        return known.proven(Certificate(document, act.now, media_type))

    known = found_absence(act, absence)
    if all(sent.document != document for sent in known.certificates):
        decide(known)  # No file is kept for an absence that takes it no more.
    place = proof_place(act.commune, act.family, document)
    store.put(place, body, sha256=digest, media_type=media_type.value)

    return change_absence(act, ("prove", act.by, absence, digest), absence, decide, did="absence_proved")


def proof_link(act: AbsenceAct, absence: str, *, store: DocumentStore) -> str:
    """A link to the last certificate. Raises NotFound, also when the file was deleted after its year."""
    certificate = found_absence(act, absence).certificate
    if certificate is None:
        raise NotFound
    place = proof_place(act.commune, act.family, certificate.document)
    if not store.has(place):
        raise NotFound
    name = f"justificatif-{certificate.at:%Y-%m-%d}.{_EXTENSIONS[certificate.media_type]}"
    return store.link(place, name=name, media_type=certificate.media_type.value)


def proof_place(commune: str, family: str, document: str) -> str:
    """Where a certificate lies in the bucket: what is under this prefix is deleted after a year."""
    return f"proofs/{commune}/{document if '/' in document else f'{family}/{document}'}"


def _not_too_old(absence: DeclaredAbsence, oldest: date) -> None:
    if absence.all_days[-1] < oldest:
        raise AbsenceTooFar(most=FURTHEST.days)
