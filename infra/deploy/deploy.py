"""One deployment, from the package to the first page."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr

from functions.publishing.pages import Page
from functions.publishing.site import Deployment
from infra.deploy import access_logs, checks, packages, pages, secrets, town
from infra.deploy.checks import Wanted
from infra.deploy.stack import ChangeSet, Stack
from infra.deploy.stage import Account, Stage
from infra.deploy.town import Town
from infra.french import counted
from infra.local.events import schedule_event
from infra.package.build import Package

Tell = Callable[[str], None]
Confirm = Callable[[ChangeSet], bool]
"""Shown what would change, whether to go on."""


class WouldLoseData(Exception):
    """The resources that would be made anew, empty. Nothing was done."""


class Declined(Exception):
    """Whoever was asked said no. Nothing was done."""


@dataclass(frozen=True, slots=True)
class Deployed:
    outputs: dict[str, str]
    uploaded: list[Page]
    opened: bool

    @property
    def origin(self) -> str:
        return self.outputs["Origin"]


def deploy(
    account: Account,
    stage: Stage,
    package: Package,
    wanted: Wanted,
    *,
    first_town: Town | None = None,
    confirm: Confirm,
    tell: Tell,
    now: datetime,
) -> Deployed:
    """Safe to repeat: what is done is not done again. Raises Missing, WouldLoseData, Declined, DeployFailed, PagesBroken."""
    stack = Stack(account.client("cloudformation"), stage)
    again = stack.exists()
    if not again:
        checks.check_first(wanted)
    checks.check_certificate(account, wanted)
    parameters = _parameters(account, stack, wanted)
    parameters |= secrets.prepare(account, stage)
    parameters |= packages.upload(account, package)
    template = packages.put_template(account, package.template.read_text(), f"{stage.stack}.json")
    _change(stack, stack.prepare(template, parameters), confirm, tell)
    outputs = stack.outputs()
    made = pages.rendered(Deployment(outputs["Origin"], account.region, _contact(stack)), now=now)
    uploaded = pages.upload(made, account.client("s3"), outputs["PagesBucket"])
    tell(_uploaded(len(uploaded), len(made)))
    opened = first_town is not None and town.open_town(first_town, outputs["Table"], now=now)
    if again:
        pages.invalidate(uploaded, account.client("cloudfront"), outputs["Distribution"])
    # The communes' own pages link the style sheets of the version that made them.
    account.client("lambda").invoke(
        FunctionName=outputs["PagesFunction"],
        InvocationType="Event",
        Payload=json.dumps(schedule_event("deployment", now)).encode(),
    )
    # Last: who may not turn it on has a portal all the same, and is told.
    access_logs.turn_on(account, stage, outputs)
    identity = parameters.get("MailIdentity") or stack.parameters()["MailIdentity"]
    for warning in checks.mail_warnings(account, identity):
        tell(f"À savoir : {warning}")
    return Deployed(outputs, uploaded, opened)


def _uploaded(count: int, made: int) -> str:
    if not count:
        return "Aucune page ne change."
    put = f"{counted(count, 'fichier mis', 'fichiers mis')} en ligne"
    return f"{put}." if count == made else f"{put} sur {made}, les autres n’ont pas changé."


def _change(stack: Stack, change_set: ChangeSet, confirm: Confirm, tell: Tell) -> None:
    if not change_set.changes:
        tell("L’infrastructure ne change pas.")
        stack.forget(change_set)
        return
    if change_set.loses_data:
        stack.forget(change_set)
        raise WouldLoseData(", ".join(change_set.loses_data))
    if not confirm(change_set):
        stack.forget(change_set)
        raise Declined
    stack.execute(change_set)


def _parameters(account: Account, stack: Stack, wanted: Wanted) -> dict[str, str]:
    """Those that were asked for; the stack keeps the others."""
    known = stack.parameters()
    identity = wanted.mail_identity
    if wanted.mail_from and not identity:
        identity = parseaddr(wanted.mail_from)[1].rpartition("@")[2]
    asked = {
        "MailFrom": wanted.mail_from,
        "MailIdentity": identity,
        "AlarmMail": wanted.alarm_mail,
        "Domains": wanted.domains,
        "TownsOfDomains": wanted.towns_of_domains,
        "Certificate": wanted.certificate,
        **wanted.others,
    }
    parameters = {name: value for name, value in asked.items() if value is not None}
    if identity and identity != known.get("MailIdentity"):
        theirs = checks.identity_exists(account, identity)
        parameters["MailIdentityIsOurs"] = "no" if theirs else "yes"
    return parameters


def _contact(stack: Stack) -> str:
    """Of security.txt: whoever is warned."""
    return f"mailto:{stack.parameters()['AlarmMail']}"
