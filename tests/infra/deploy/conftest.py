"""A small stack that holds data, in an account of its own, in whatever state CloudFormation may have left it."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from infra.deploy import stack as waiting
from infra.deploy.stack import Stack
from infra.deploy.stage import Account, Stage
from tests.support.aws import backend

STAGE = Stage("essai")
TEMPLATE: dict[str, Any] = {
    "Parameters": {
        "AlarmMail": {"Type": "String"},
        "MailFrom": {"Type": "String"},
    },
    "Resources": {
        "Pages": {
            "Type": "AWS::S3::Bucket",
            "DeletionPolicy": "Retain",
            "Properties": {"VersioningConfiguration": {"Status": "Enabled"}},
        },
        "Table": {
            "Type": "AWS::DynamoDB::Table",
            "DeletionPolicy": "Retain",
            "Properties": {
                "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
                "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
                "BillingMode": "PAY_PER_REQUEST",
                "DeletionProtectionEnabled": True,
            },
        },
        "Work": {"Type": "AWS::SQS::Queue"},
    },
    "Outputs": {"Table": {"Value": {"Ref": "Table"}}, "PagesBucket": {"Value": {"Ref": "Pages"}}},
}

ASKED = {"AlarmMail": "alerte@preau.example", "MailFrom": "ne-pas-repondre@preau.example"}
Open = Callable[..., Stack]
"""Opens the stage's stack, in a state if one is named."""


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "_POLL_SECONDS", 0.0)


@pytest.fixture
def stack(aws_account: Account) -> Stack:
    """Nothing is there yet."""
    return Stack(aws_account.client("cloudformation"), STAGE)


@pytest.fixture
def opened(aws_account: Account, stack: Stack) -> Open:
    def open_stack(status: str = "CREATE_COMPLETE") -> Stack:
        aws_account.client("cloudformation").create_stack(
            StackName=STAGE.stack,
            TemplateBody=json.dumps(TEMPLATE),
            Parameters=[{"ParameterKey": name, "ParameterValue": value} for name, value in ASKED.items()],
        )
        backend(aws_account, "cloudformation").get_stack(STAGE.stack).status = status
        return stack

    return open_stack
