"""A stage deployed whole, once for all these tests, into an engine that enforces the policies of IAM."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from time import monotonic, sleep

import boto3
import pytest

from functions.domain.calendar.school_years import Zone
from functions.domain.reglement.reglement import Reglement, Terms
from functions.secrets import forget_key_ring, secret
from functions.storage.create_table import use_table
from infra.deploy import checks
from infra.deploy.checks import Wanted
from infra.deploy.deploy import Deployed, deploy
from infra.deploy.stage import Account, Stage
from infra.deploy.town import Town
from infra.local.dev.mailbox import Mailbox
from infra.local.engine import engine as run_engine
from infra.local.environment import environment
from infra.local.events import schedule_event
from infra.local.payfip import FakePayFip
from infra.local.payfip.fake import PAGE_PATH, SERVICE_PATH
from infra.local.payfip.serve import serve
from infra.package.build import Package, build
from infra.package.target import target
from tests.infra.deployment.visitor import Visitor
from tests.support.builders import DAY_BEFORE_AT_NOON, a_commune, a_service, a_tariff

STAGE = Stage("essai")
WANTED = Wanted(mail_from="Préau <ne-pas-repondre@preau.example>", alarm_mail="alerte@preau.example")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """They take a minute, and pip: `make deploy-test` runs them, not `make test`."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.deployment)


@dataclass(frozen=True, slots=True)
class Portal:
    account: Account
    deployed: Deployed
    engine: str
    stage: Stage = STAGE
    fired: Counter[str] = field(default_factory=Counter)
    """How often each scheduled function was fired by a test."""

    @property
    def api(self) -> str:
        return f"{self.engine}/_aws/execute-api/{self.deployed.outputs['RestAPIId']}/api"

    def visitor(self) -> Visitor:
        """A browser at the portal, behind CloudFront."""
        secret = self.stage.secret("edge-secret")
        edge = boto3.client("ssm").get_parameter(Name=secret, WithDecryption=True)
        return Visitor(self.api, self.deployed.origin, edge["Parameter"]["Value"])

    def function(self, logical: str) -> str:
        """The real name of a function of the template."""
        found = boto3.client("cloudformation").describe_stack_resource(
            StackName=self.stage.stack, LogicalResourceId=logical
        )
        name: str = found["StackResourceDetail"]["PhysicalResourceId"]
        return name

    def log(self, function: str) -> str:
        """What a function has written so far."""
        events = boto3.client("logs").filter_log_events(logGroupName=f"/preau/{self.stage.stack}/{function}")
        return "\n".join(event["message"] for event in events["events"])

    def mail(self, to: str, subject: str, *, within_seconds: float) -> str:
        """The text of the mail to that address with those words in its subject, once it is there."""
        mailbox, until = Mailbox(self.engine, lambda instant: instant), monotonic() + within_seconds
        while monotonic() < until:
            for found in mailbox.mails():
                if found.to == to and subject in found.subject:
                    return found.text
            sleep(0.2)
        raise AssertionError(f"no mail about {subject}:\n{self.log('outbox')}")

    def run(self, logical: str) -> None:
        """Fire a scheduled function and wait. Raises AssertionError with what it said where it failed."""
        self.fired[logical] += 1
        event = schedule_event(logical, datetime.now(UTC))
        answer = boto3.client("lambda").invoke(
            FunctionName=self.function(logical), Payload=json.dumps(event).encode()
        )
        assert "FunctionError" not in answer, answer["Payload"].read().decode()


@pytest.fixture(scope="session")
def aws() -> Iterator[str]:
    with run_engine(whole=True) as address, pytest.MonkeyPatch.context() as patch:
        for name, value in environment(address).items():
            patch.setenv(name, value)
        for own in ("PREAU_SECRET_KEY", "PREAU_PAYZEN_KEYS"):
            patch.delenv(own)
        patch.setenv("PREAU_SECRET_KEY_PARAMETER", STAGE.secret("secret-key"))
        secret.cache_clear()
        forget_key_ring()
        yield address
    secret.cache_clear()
    forget_key_ring()


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Package:
    return build(target(), tmp_path_factory.mktemp("package"))


@pytest.fixture(scope="session")
def treasury() -> Iterator[str]:
    """The address of a treasury without money, which calls nobody back."""
    with serve(FakePayFip(deliver=lambda *_: None).handle) as address:
        yield address


def a_town() -> Town:
    """One service, every working day of the year, so that this passes in July as in November."""
    service = a_service(
        "accueil",
        "Accueil de loisirs",
        weekdays=(1, 2, 3, 4, 5),
        terms=Terms.ALL,
        reserve=DAY_BEFORE_AT_NOON,
        cancel=DAY_BEFORE_AT_NOON,
        starts_at=time(8),
    )
    return Town(a_commune(), Reglement(0, "Europe/Paris", Zone.B, (service,), (a_tariff("accueil", 1250),)))


@pytest.fixture(scope="session")
def portal(aws: str, package: Package, treasury: str) -> Iterator[Portal]:
    endpoints = {"PayfipEndpoint": f"{treasury}{SERVICE_PATH}", "PayfipPages": f"{treasury}{PAGE_PATH}"}
    account = checks.account()
    said: list[str] = []
    deployed = deploy(
        account,
        STAGE,
        package,
        replace(WANTED, others={**endpoints, "MonthlyBudgetDollars": "0"}),
        first_town=a_town(),
        confirm=lambda _: True,
        tell=said.append,
        now=datetime.now(UTC),
    )
    use_table(deployed.outputs["Table"])
    yield Portal(account, deployed, aws)


def a_working_day_after(day: date) -> date:
    later = day + timedelta(3)
    while later.isoweekday() > 5:
        later += timedelta(1)
    return later
