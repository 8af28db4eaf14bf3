"""A second stage beside the first: deployed, deployed again, refused, put back, taken down."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import boto3
import pytest

from infra.deploy.checks import CLOUDFRONT_REGION, Missing, Wanted
from infra.deploy.deploy import Declined, Deployed, deploy
from infra.deploy.destroy import destroy
from infra.deploy.stack import ChangeSet, DeployFailed, Stack
from infra.deploy.stage import Stage
from infra.deploy.told import told
from infra.package.build import Package
from tests.infra.deployment.conftest import STAGE, WANTED, Portal, a_town

SECOND = Stage("second")
THIRD = Stage("brouillon")


class Deployer:
    """Somebody at a terminal, who says yes or no."""

    def __init__(self, portal: Portal, package: Package, *, stage: Stage = SECOND) -> None:
        self._account, self._package, self._stage = portal.account, package, stage
        self.said: list[str] = []
        self.shown: list[str] = []

    def deploy(
        self, wanted: Wanted | None = None, *, yes: bool = True, package: Package | None = None
    ) -> Deployed:
        self.said, self.shown = [], []

        def confirm(change_set: ChangeSet) -> bool:
            self.shown = told(change_set.changes)
            return yes

        return deploy(
            self._account,
            self._stage,
            package or self._package,
            wanted or Wanted(),
            first_town=a_town(),
            confirm=confirm,
            tell=self.said.append,
            now=datetime.now(UTC),
        )


@pytest.fixture(scope="module")
def deployer(portal: Portal, package: Package) -> Deployer:
    return Deployer(portal, package)


WITHOUT_BUDGET = replace(WANTED, others={"MonthlyBudgetDollars": "0"})


def test_a_first_deployment_asks_who_writes_and_who_is_warned(deployer: Deployer) -> None:
    with pytest.raises(Missing, match=r"MAIL_FROM[\s\S]*ALARM_MAIL"):
        deployer.deploy()
    assert deployer.shown == []


def test_who_says_no_has_changed_nothing(deployer: Deployer, portal: Portal) -> None:
    with pytest.raises(Declined):
        deployer.deploy(WITHOUT_BUDGET, yes=False)
    assert any("crée 1 table" in line for line in deployer.shown)
    assert not Stack(portal.account.client("cloudformation"), SECOND).exists()


def test_a_stage_opens_beside_the_first_with_data_of_its_own(deployer: Deployer, portal: Portal) -> None:
    second = deployer.deploy(WITHOUT_BUDGET)
    assert second.opened
    for name in ("Table", "PagesBucket", "DocumentsBucket", "UploadsBucket", "Distribution"):
        assert second.outputs[name] != portal.deployed.outputs[name]
    home = boto3.client("s3").get_object(Bucket=second.outputs["PagesBucket"], Key="aide/index.html")
    assert home["CacheControl"].startswith("public, max-age=0")
    secrets = [
        boto3.client("ssm").get_parameter(Name=stage.secret("secret-key"), WithDecryption=True)["Parameter"]
        for stage in (STAGE, SECOND)
    ]
    assert secrets[0]["Value"] != secrets[1]["Value"]
    assert all(secret["Type"] == "SecureString" for secret in secrets)


def test_deploying_again_changes_nothing_and_keeps_the_secrets(deployer: Deployer) -> None:
    before = boto3.client("ssm").get_parameter(Name=SECOND.secret("secret-key"), WithDecryption=True)
    again = deployer.deploy()
    assert deployer.shown == []
    # security.txt says until when it is valid.
    assert {page.path for page in again.uploaded} <= {".well-known/security.txt"}
    assert not again.opened
    after = boto3.client("ssm").get_parameter(Name=SECOND.secret("secret-key"), WithDecryption=True)
    assert before["Parameter"]["Value"] == after["Parameter"]["Value"]


@pytest.fixture
def broken(package: Package, tmp_path: Path) -> Package:
    """One of whose resources never comes."""
    template = json.loads(package.template.read_text())
    template["Resources"] |= {
        "Signal": {"Type": "AWS::CloudFormation::WaitConditionHandle"},
        "Never": {
            "Type": "AWS::CloudFormation::WaitCondition",
            "Properties": {"Handle": {"Ref": "Signal"}, "Timeout": "1"},
        },
    }
    file = tmp_path / "template.json"
    file.write_text(json.dumps(template))
    return replace(package, template=file)


def test_a_first_deployment_that_fails_is_tried_again(
    portal: Portal, package: Package, broken: Package
) -> None:
    deployer = Deployer(portal, package, stage=THIRD)
    with pytest.raises(DeployFailed, match="Never"):
        deployer.deploy(WITHOUT_BUDGET, package=broken)
    with pytest.raises(Missing, match="MAIL_FROM"):
        deployer.deploy()
    assert deployer.deploy(WITHOUT_BUDGET).opened
    destroy(portal.account, THIRD, with_data=True)


def test_a_deployment_that_fails_leaves_everything_as_it_was(
    deployer: Deployer, portal: Portal, broken: Package
) -> None:
    stack = Stack(portal.account.client("cloudformation"), SECOND)
    before, outputs = stack.parameters(), stack.outputs()
    with pytest.raises(DeployFailed, match="Never"):
        deployer.deploy(Wanted(alarm_mail="autre@preau.example"), package=broken)
    found = stack.describe()
    assert found and found["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    assert (stack.parameters(), stack.outputs()) == (before, outputs)


def logged_stages(portal: Portal) -> set[str]:
    """The stages whose requests CloudFront writes down."""
    client = portal.account.client("logs", CLOUDFRONT_REGION)
    region = portal.account.region
    return {
        one["deliverySourceName"].removesuffix(f"-{region}")
        for one in client.describe_deliveries()["deliveries"]
    }


def test_requests_to_each_stage_are_written_down(deployer: Deployer, portal: Portal) -> None:
    assert {STAGE.stack, SECOND.stack} <= logged_stages(portal)


def test_taken_down_its_data_stays_and_the_first_stage_goes_on(deployer: Deployer, portal: Portal) -> None:
    outputs = Stack(portal.account.client("cloudformation"), SECOND).outputs()
    kept = destroy(portal.account, SECOND, with_data=False)
    assert {outputs[name] for name in ("Table", "PagesBucket", "DocumentsBucket", "UploadsBucket")} <= set(
        kept
    )
    assert outputs["Table"] in boto3.client("dynamodb").list_tables()["TableNames"]
    assert portal.visitor().get("/status").status == 200
    assert SECOND.stack not in logged_stages(portal)
    functions = boto3.client("lambda").list_functions()["Functions"]
    assert not [one for one in functions if one["FunctionName"].startswith(SECOND.stack)]


def test_asked_twice_the_data_goes_too(deployer: Deployer, portal: Portal) -> None:
    deployer.deploy(WITHOUT_BUDGET)
    kept = destroy(portal.account, SECOND, with_data=True)
    assert not set(kept) & set(boto3.client("dynamodb").list_tables()["TableNames"])
    buckets = {bucket["Name"] for bucket in boto3.client("s3").list_buckets()["Buckets"]}
    assert not set(kept) & buckets
    with pytest.raises(boto3.client("ssm").exceptions.ParameterNotFound):
        boto3.client("ssm").get_parameter(Name=SECOND.secret("secret-key"))
    assert destroy(portal.account, SECOND, with_data=True) == []
