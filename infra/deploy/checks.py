"""What must be there before anything is touched, and what is worth knowing."""

from dataclasses import dataclass, field
from typing import Any, Final

import boto3
from botocore.exceptions import BotoCoreError, ClientError, ParamValidationError

from functions.publishing.site import REGIONS
from infra.deploy.region import settle as settle_region
from infra.deploy.stack import Stack
from infra.deploy.stage import Account, Stage

CLOUDFRONT_REGION: Final = "us-east-1"
"""CloudFront reads certificates nowhere else, and is told nowhere else where to write its logs."""


class Missing(Exception):
    """What is missing, in French, for whoever deploys."""


@dataclass(slots=True)
class Wanted:
    """What the command line asked for; None keeps what the stage has."""

    mail_from: str | None = None
    mail_identity: str | None = None
    alarm_mail: str | None = None
    domains: str | None = None
    towns_of_domains: str | None = None
    certificate: str | None = None
    others: dict[str, str] = field(default_factory=dict)
    """Parameters of the template, by their names."""


def region() -> str:
    """Where, for all clients of a command. Raises Missing."""
    said = settle_region()
    if said is None:
        raise Missing("Dites dans quelle région : export AWS_REGION=eu-west-3 (Paris).")
    if said not in REGIONS:
        known = ", ".join(f"{name} ({place})" for name, place in REGIONS.items())
        raise Missing(f"{said} est hors de l’Union européenne. Choisissez parmi : {known}.")
    return said


def account() -> Account:
    """Whose credentials these are, and where. Raises Missing."""
    here = region()
    try:
        session = boto3.session.Session(region_name=here)
        number = session.client("sts").get_caller_identity()["Account"]
    except (BotoCoreError, ClientError) as problem:
        raise Missing(
            "AWS ne vous reconnaît pas. Connectez-vous (aws sso login) ou donnez AWS_PROFILE, "
            f"puis recommencez. AWS dit : {problem}"
        ) from None
    return Account(number, here, session)


def deployed(stage: Stage) -> Stack:
    """The stack of a stage that is there. Raises Missing."""
    here = account()
    stack = Stack(here.client("cloudformation"), stage)
    if not stack.exists():
        raise Missing(f"Il n’y a pas de {stage.stack} dans le compte {here.number}, région {here.region}.")
    return stack


def check_first(wanted: Wanted) -> None:
    """A first deployment says who writes the mails and who is warned. Raises Missing."""
    missing = []
    if not wanted.mail_from:
        missing.append("MAIL_FROM='Préau <ne-pas-repondre@exemple.fr>' : l’expéditeur des mails aux familles")
    if not wanted.alarm_mail:
        missing.append("ALARM_MAIL=vous@exemple.fr : l’adresse qui reçoit les alertes")
    if missing:
        raise Missing("Pour un premier déploiement, ajoutez :\n  " + "\n  ".join(missing))


def check_certificate(account: Account, wanted: Wanted) -> None:
    """A name of one's own needs a certificate that is issued. Raises Missing."""
    if not wanted.domains:
        return
    if not wanted.certificate:
        raise Missing(
            "DOMAINS demande aussi CERTIFICATE : l’ARN d’un certificat ACM de ces noms, demandé dans la région "
            f"{CLOUDFRONT_REGION} (CloudFront n’en lit aucune autre)."
        )
    try:
        found = account.client("acm", CLOUDFRONT_REGION).describe_certificate(
            CertificateArn=wanted.certificate
        )
    except (ParamValidationError, ClientError) as problem:  # what is no ARN at all is not even asked
        raise Missing(f"Ce certificat n’existe pas dans {CLOUDFRONT_REGION} : {problem}") from None
    certificate = found["Certificate"]
    names = {certificate.get("DomainName"), *certificate.get("SubjectAlternativeNames", [])}
    absent = [name for name in wanted.domains.split(",") if not names & {name, f"*.{name.partition('.')[2]}"}]
    if absent:
        raise Missing(f"Le certificat ne vaut pas pour : {', '.join(absent)}.")
    if certificate.get("Status") != "ISSUED":
        raise Missing(
            "Le certificat n’est pas encore délivré : ajoutez chez votre hébergeur de noms l’enregistrement que la "
            "console ACM affiche, puis attendez quelques minutes."
        )


def mail_warnings(account: Account, identity: str) -> list[str]:
    """What keeps mails from leaving. None of it keeps the portal from being deployed."""
    client = account.client("sesv2")
    said = client.get_account()
    warnings = []
    if not said.get("ProductionAccessEnabled"):
        warnings.append(
            "SES est en bac à sable : seules les adresses vérifiées reçoivent des mails. Demandez l’accès en "
            "production dans la console SES (réponse en un jour)."
        )
    if not said.get("SendingEnabled", True):
        warnings.append("SES a suspendu les envois de ce compte : voyez la console SES.")
    if not verified(client, identity):
        warnings.append(
            f"{identity} n’est pas encore vérifié : après le déploiement, ajoutez chez votre hébergeur de noms les "
            "trois enregistrements CNAME que la console SES affiche (une adresse : cliquez le lien reçu)."
        )
    return warnings


def identity_exists(account: Account, identity: str) -> bool:
    return _identity(account.client("sesv2"), identity) is not None


def verified(client: Any, identity: str) -> bool:
    known = _identity(client, identity)
    return known is not None and bool(known.get("VerifiedForSendingStatus"))


def _identity(client: Any, identity: str) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = client.get_email_identity(EmailIdentity=identity)
    except client.exceptions.NotFoundException:
        return None
    return found
