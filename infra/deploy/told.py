"""What a change set would do, told in French to somebody who need not know CloudFormation."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from infra.deploy.stack import Change
from infra.french import counted

_ACTIONS: Final = {
    "Add": "crée",
    "Modify": "modifie",
    "Remove": "supprime",
    "Import": "reprend",
    "Dynamic": "modifie",
}
_KINDS: Final = {
    "AWS::DynamoDB::Table": ("table de données", "tables de données"),
    "AWS::S3::Bucket": ("espace de fichiers", "espaces de fichiers"),
    "AWS::Lambda::Function": ("fonction", "fonctions"),
    "AWS::IAM::Role": ("rôle", "rôles"),
    "AWS::ApiGateway::RestApi": ("API", "API"),
    "AWS::CloudFront::Distribution": ("distribution CloudFront", "distributions CloudFront"),
    "AWS::SQS::Queue": ("file d’attente", "files d’attente"),
    "AWS::Events::Rule": ("horaire", "horaires"),
    "AWS::CloudWatch::Alarm": ("alarme", "alarmes"),
    "AWS::SES::EmailIdentity": ("adresse d’envoi", "adresses d’envoi"),
    "AWS::Budgets::Budget": ("budget", "budgets"),
}
"""One, several; in the order in which they are told."""


def told(changes: Iterable[Change]) -> list[str]:
    """What is removed or made anew first, then what is changed, each by its name; what is created is counted."""
    listed = list(changes)
    named = [change for change in listed if change.action != "Add"]
    named.sort(key=lambda change: (change.action != "Remove", not change.replaced))
    return [*map(_named, named), *_created(change.kind for change in listed if change.action == "Add")]


def _named(change: Change) -> str:
    action = "remplace" if change.replaced else _ACTIONS[change.action]
    kind, _ = _KINDS.get(change.kind, (change.kind, ""))
    return f"  {action:8} {change.resource} ({kind})"


def _created(kinds: Iterable[str]) -> list[str]:
    found = Counter(kinds)
    said = [counted(found.pop(kind), *words) for kind, words in _KINDS.items() if kind in found]
    if others := found.total():
        said.append(counted(others, "réglage"))
    return [f"  crée {', '.join(said)}"] if said else []
