"""What a change set would do, and the states that a stack may be found in."""

import json
from typing import Any

import pytest

from infra.deploy import packages
from infra.deploy.stack import Change, Stack
from infra.deploy.stage import Account
from tests.infra.deploy.conftest import ASKED, TEMPLATE, Open


def put(account: Account, template: dict[str, Any] = TEMPLATE) -> str:
    """In the bucket of packages, where CloudFormation reads it."""
    packages._prepare(account.client("s3"), account)
    return packages.put_template(account, json.dumps(template), "template.json")


def test_where_there_is_none_nothing_is_said_of_it(stack: Stack) -> None:
    assert (stack.describe(), stack.exists(), stack.parameters()) == (None, False, {})


@pytest.mark.parametrize("status", ["REVIEW_IN_PROGRESS", "ROLLBACK_COMPLETE"])
def test_what_a_first_attempt_left_is_no_deployment(opened: Open, status: str) -> None:
    stack = opened(status)
    assert stack.describe() is not None
    assert (stack.exists(), stack.parameters()) == (False, {})


@pytest.mark.parametrize("status", ["CREATE_COMPLETE", "UPDATE_IN_PROGRESS", "UPDATE_ROLLBACK_COMPLETE"])
def test_a_deployment_that_was_once_there_is_one_whatever_came_of_the_next(opened: Open, status: str) -> None:
    stack = opened(status)
    assert stack.exists()
    assert stack.parameters() == ASKED


def test_a_first_change_set_says_all_that_it_makes_and_makes_nothing(
    stack: Stack, aws_account: Account
) -> None:
    prepared = stack.prepare(put(aws_account), ASKED)
    assert {(change.action, change.resource) for change in prepared.changes} == {
        ("Add", "Pages"),
        ("Add", "Table"),
        ("Add", "Work"),
    }
    assert prepared.loses_data == []
    assert not stack.exists()
    assert aws_account.client("sqs").list_queues().get("QueueUrls", []) == []


def test_executed_it_is_there(stack: Stack, aws_account: Account) -> None:
    stack.execute(stack.prepare(put(aws_account), ASKED))
    assert stack.exists()
    assert sorted(stack.kept().values()) == ["AWS::DynamoDB::Table", "AWS::S3::Bucket"]


def test_a_stack_that_was_taken_back_whole_is_made_anew(opened: Open, aws_account: Account) -> None:
    """CloudFormation lets nobody update it."""
    stack = opened("ROLLBACK_COMPLETE")
    before = stack.describe()
    prepared = stack.prepare(put(aws_account), ASKED)
    after = stack.describe()
    assert before and after and before["StackId"] != after["StackId"]
    assert {change.action for change in prepared.changes} == {"Add"}


def test_the_same_again_changes_nothing(opened: Open, aws_account: Account) -> None:
    assert opened().prepare(put(aws_account), {}).changes == ()


def test_what_nobody_asks_for_again_stays_as_it_was(opened: Open, aws_account: Account) -> None:
    stack = opened()
    without = {**TEMPLATE, "Resources": {**TEMPLATE["Resources"]}}
    del without["Resources"]["Work"]
    prepared = stack.prepare(put(aws_account, without), {"MailFrom": "autre@preau.example"})
    assert prepared.changes == (Change("Remove", "Work", "AWS::SQS::Queue", False),)
    stack.execute(prepared)
    assert stack.parameters() == ASKED | {"MailFrom": "autre@preau.example"}


def test_deleted_it_is_gone_and_what_holds_data_stays(opened: Open, aws_account: Account) -> None:
    stack = opened()
    kept = stack.kept()
    stack.delete()
    assert stack.describe() is None
    buckets = [bucket["Name"] for bucket in aws_account.client("s3").list_buckets()["Buckets"]]
    tables = aws_account.client("dynamodb").list_tables()["TableNames"]
    assert sorted([*buckets, *tables]) == sorted(kept)
    stack.delete()
