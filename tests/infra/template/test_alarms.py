"""Each alarm of the template, and what makes it ring: the cause is made to happen, and what the alarm counts is read.

The lines of the log go through the template's own filters. What AWS alone counts is held at its edge: what the code must do for AWS
to count it, and a metric that AWS really has under that name and those dimensions.
"""

import ast
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pytest
from botocore.exceptions import ClientError

from app import app
from functions import wiring
from functions.domain.errors import Busy
from functions.domain.messages import Message, MessageKind
from functions.gateways.mail import MailRefused
from functions.jobs import outbox as outbox_job
from functions.jobs.invoicing import invoicing
from functions.jobs.payments_sweep import payments_sweep
from functions.jobs.reminders import reminders
from functions.jobs.towns import SomeTownsFailed
from functions.storage.invoices import invoices
from functions.storage.table import keys, transaction
from functions.storage.table import outbox as stored_outbox
from functions.storage.table.ids import new_id
from functions.storage.table.item import Item
from functions.storage.table.transaction import Transaction
from functions.usecases import retry
from infra.deploy.stage import Account
from infra.local.events import schedule_event
from infra.local.payfip import Failures
from infra.template import alarms, mail_alarms, queues
from infra.template.functions import FUNCTIONS
from tests.gateways.conftest import treasury
from tests.gateways.treasury import Treasury
from tests.support.broken import break_item
from tests.support.builders import MARC, a_commune, log_in, open_town, paris
from tests.support.client import Browser
from tests.support.log_filters import alarms_rung, matches
from tests.support.till import Till, a_till, an_issued_invoice, idop_of

__all__ = ["treasury"]

Test = TypeVar("Test", bound=Callable[..., Any])
RUNG: dict[str, str] = {}
"""Alarm → the test that makes it ring."""


def rings(*names: str) -> Callable[[Test], Test]:
    def note(test: Test) -> Test:
        RUNG.update(dict.fromkeys(names, test.__name__))
        return test

    return note


def made(kind: str) -> dict[str, dict[str, Any]]:
    resources = alarms.resources()
    return {name: one["Properties"] for name, one in resources.items() if one["Type"] == kind}


OF_MAILS = {metric for metric, _, _ in mail_alarms.LANES.values()}
"""Rung in `test_mail_alarms.py`, whose tests go through all of them."""


def test_every_alarm_has_a_test_that_makes_it_ring() -> None:
    assert {*RUNG, *OF_MAILS} == {*made("AWS::CloudWatch::Alarm"), *made("AWS::Budgets::Budget")}


ROOT = Path("functions")
MODULES = {
    ".".join(path.with_suffix("").parts).removesuffix(".__init__"): path for path in ROOT.rglob("*.py")
}


_IMPORT = re.compile(r"^ *from (functions[.\w]*) import (\([^)]*\)|[^\n]*)", re.MULTILINE)


@cache
def _imports(module: str) -> set[str]:
    """The modules of ours that it imports, at its head or within a function."""
    names: set[str] = set()
    for origin, imported in _IMPORT.findall(MODULES[module].read_text("utf-8")):
        names |= {origin, *(f"{origin}.{name}" for name in re.findall(r"\w+", imported))}
    return names & MODULES.keys()


def _reached(module: str) -> set[str]:
    found, left = {module}, [module]
    while left:
        new = _imports(left.pop()) - found
        found |= new
        left += new
    return found


def _begins(module: str) -> list[str]:
    """How the lines begin that the module writes at WARNING or worse, or lets `each_commune` write."""
    found: list[object] = []
    source = MODULES[module].read_text("utf-8")
    for node in (
        ast.walk(ast.parse(source)) if any(sign.begins in source for sign in alarms.SIGNS.values()) else ()
    ):
        if isinstance(node, ast.Call):
            by = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            said = node.args[:1] if by in ("warning", "error", "exception") else []
            said += [keyword.value for keyword in node.keywords if keyword.arg == "undone"]
            found += [one.value for one in said if isinstance(one, ast.Constant)]
    return [str(one) for one in found]


def test_a_sign_is_read_in_the_log_of_each_function_that_may_write_it() -> None:
    modules = {source.name: source.handler_string.rpartition(".")[0] for source in app.event_sources}
    modules["api_handler"] = "functions.web.audiences"
    loaded = {function.name: _reached(modules[function.name]) for function in FUNCTIONS}
    lines = {module: _begins(module) for module in MODULES}
    for name, sign in alarms.SIGNS.items():
        writers = {
            module for module, said in lines.items() if any(one.startswith(sign.begins) for one in said)
        }
        assert set(sign.written_by) == {one for one, reached in loaded.items() if reached & writers}, name


@pytest.fixture
def heard(caplog: pytest.LogCaptureFixture) -> Callable[[str], set[str]]:
    """The alarms that the lines written since the last question set off, in the log of a function."""

    def ask(function: str) -> set[str]:
        rung = alarms_rung(caplog.records, function)
        caplog.clear()
        return rung

    caplog.set_level("INFO", logger="functions")
    return ask


Heard = Callable[[str], set[str]]


def fire(job: Callable[[Any, Any], None], at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "now", lambda: at)
    job(schedule_event("rule", at), None)


@contextmanager
def refusing(*operations: str, code: str) -> Iterator[None]:
    """A table that refuses some operations, as AWS does, whatever is tried again."""
    client = Item._get_connection().connection.client
    send = client._make_api_call

    def call(operation: str, arguments: Any) -> Any:
        if operation in operations:
            raise ClientError({"Error": {"Code": code, "Message": code}}, operation)
        return send(operation, arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(client, "_make_api_call", call)
        patch.setattr(transaction, "WAITS_SECONDS", (0.0,) * len(transaction.WAITS_SECONDS))
        patch.setattr(retry, "FIRST_WAIT_SECONDS", 0.0)
        yield


def test_the_reader_of_filters_is_no_kinder_than_cloudwatch() -> None:
    line = {"level": "ERROR", "message": "payment held commune=lisse"}
    assert matches('{ $.message = "payment held*" }', line)
    assert not matches('{ $.message = "payment held" }', line)
    assert not matches('{ ($.level = "ERROR") && ($.message != "payment held*") }', line)
    assert not matches('{ $.other != "x" }', line)
    with pytest.raises(ValueError, match="ERROR"):
        matches('{ $.level = "ERROR" || $.level = "FATAL" }', line)


@rings("ApiFaults")
def test_a_fault_rings_and_who_is_only_busy_does_not(
    table: str, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiring, "now", lambda: 1 / 0)
    assert Browser(app).get("/status").status == 500
    assert heard("APIHandler") == {"ApiFaults"}

    def busy() -> datetime:
        raise Busy

    monkeypatch.setattr(wiring, "now", busy)
    assert Browser(app).get("/status").status == 503
    assert heard("APIHandler") == set()


@pytest.fixture
def till(table: str, treasury: Treasury, monkeypatch: pytest.MonkeyPatch) -> Till:
    till = a_till(treasury)
    monkeypatch.setattr(wiring, "payments", lambda: till.provider)
    return till


@rings("PaymentHeld")
def test_a_payment_that_nobody_understands_rings(
    till: Till, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    till.choose(till.click(), "payer")
    till.treasury.fake.failures = Failures(result_code="X")
    till.wait(minutes=5)
    fire(payments_sweep, till.now, monkeypatch)
    assert heard("PaymentsSweep") == {"PaymentHeld"}


@rings("PaidTwice")
def test_money_beyond_what_was_owed_rings(till: Till, heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first page stayed open for two hours in a forgotten tab, and was paid when the second had been."""
    first = till.click()
    till.treasury.visit(idop_of(first))
    till.wait(hours=2, minutes=3)
    second = till.click()
    till.choose(second, "payer")
    till.check(second)
    operation = till.treasury.fake._treasury.find(idop_of(first))
    assert operation is not None
    operation.result, operation.result_at = "P", till.now
    heard("PaymentsSweep")
    till.wait(minutes=5)
    fire(payments_sweep, till.now, monkeypatch)
    assert heard("PaymentsSweep") == {"PaidTwice"}


@rings("PaymentNotSettled")
def test_a_payment_that_stays_unsettled_while_the_provider_is_down_rings_and_one_silence_does_not(
    till: Till, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    till.choose(till.click(), "payer-sans-retour")
    till.treasury.fake.failures = Failures(http_status=502)
    told = []
    for _ in range(6):
        till.wait(minutes=5)
        fire(payments_sweep, till.now, monkeypatch)
        told.append(heard("PaymentsSweep"))
    assert told == [{"PaymentNotSettled"}] * 6, "each sweep of half an hour says so"
    alarm = made("AWS::CloudWatch::Alarm")["PaymentNotSettled"]
    assert alarm["Period"] * alarm["EvaluationPeriods"] == 30 * 60
    assert 1 < alarm["DatapointsToAlarm"] < alarm["EvaluationPeriods"], (
        "a sweep may fall beside its five minutes"
    )
    till.treasury.fake.failures = Failures()
    till.wait(minutes=5)
    fire(payments_sweep, till.now, monkeypatch)
    assert heard("PaymentsSweep") == set() and till.debt.balance_cents == 0


@rings("MessageGivenUp")
def test_a_mail_that_will_never_leave_rings(
    table: str, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_message: Message, _now: datetime) -> None:
        raise MailRefused("invalid_address")

    now = paris("lundi 2026-11-02 18:00")
    put = Transaction()
    stored_outbox.add(put, Message(new_id(now), MessageKind.PASSWORD_CHANGED, data={"account": MARC}))
    put.commit()
    monkeypatch.setitem(outbox_job.DELIVERIES, MessageKind.PASSWORD_CHANGED, refuse)
    fire(outbox_job.urgent_outbox, now, monkeypatch)
    assert heard("UrgentOutbox") == {"MessageGivenUp"}


@rings("ReminderNotSent")
def test_a_reminder_that_cannot_be_written_rings(
    table: str, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_issued_invoice()
    with refusing("TransactWriteItems", code="InternalServerError"):
        fire(reminders, paris("dimanche 2026-12-13 08:40"), monkeypatch)
    assert heard("Reminders") == {"ReminderNotSent"}


@rings("InvoicesNotIssued", "FunctionErrors")
def test_a_town_without_its_invoices_rings_and_the_job_fails_for_lambda_to_count(
    table: str, queue: object, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_town()
    break_item(keys.commune("lisse"))
    fire(invoicing, paris("dimanche 2026-11-01 04:15"), monkeypatch)
    assert heard("Invoicing") == {"LeftUndone"}, "the town's own file"
    open_town(a_commune("vauvert"))
    with (
        refusing("TransactWriteItems", code="InternalServerError"),
        pytest.raises(SomeTownsFailed, match="vauvert"),
    ):
        fire(invoicing, paris("dimanche 2026-11-01 04:15"), monkeypatch)
    assert "InvoicesNotIssued" in heard("Invoicing")
    counted = made("AWS::CloudWatch::Alarm")["FunctionErrors"]
    assert (counted["Namespace"], counted["MetricName"]) == ("AWS/Lambda", "Errors")


@rings("LeftUndone")
def test_whatever_a_job_passes_by_rings_and_the_others_are_served(
    table: str, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    debt = an_issued_invoice()
    open_town(a_commune("abime"))
    break_item(keys.commune("abime"))
    fire(reminders, paris("dimanche 2026-12-13 08:40"), monkeypatch)
    assert heard("Reminders") == {"LeftUndone"}
    assert invoices.receivable("lisse", "testmp", debt.invoice).value.reminders


@rings("DeadLetters", "MailReturnsNotRead")
@pytest.mark.parametrize("queue", queues.READ_BY)
def test_what_fails_each_time_is_put_aside_where_an_alarm_counts(queue: str, aws_account: Account) -> None:
    client, resources = aws_account.client("sqs"), queues.resources()
    aside = client.create_queue(QueueName="aside")["QueueUrl"]
    arn = client.get_queue_attributes(QueueUrl=aside, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    policy = resources[queue]["Properties"]["RedrivePolicy"] | {"deadLetterTargetArn": arn}
    waiting = client.create_queue(QueueName="waiting", Attributes={"RedrivePolicy": json.dumps(policy)})
    client.send_message(QueueUrl=waiting["QueueUrl"], MessageBody="{}")
    for _ in range(queues.TRIES + 1):
        client.receive_message(QueueUrl=waiting["QueueUrl"], VisibilityTimeout=0)
    counted = client.get_queue_attributes(QueueUrl=aside, AttributeNames=["ApproximateNumberOfMessages"])
    named = {"Name": "QueueName", "Value": {"Fn::GetAtt": [queues.DEAD_LETTERS[queue], "QueueName"]}}
    (alarm,) = [one for one in made("AWS::CloudWatch::Alarm").values() if one["Dimensions"] == [named]]
    assert alarm["MetricName"] == "ApproximateNumberOfMessagesVisible"
    assert int(counted["Attributes"]["ApproximateNumberOfMessages"]) > alarm["Threshold"]


@rings("TableReadsRefused", "TableWritesRefused", "IndexReadsRefused", "IndexWritesRefused")
@pytest.mark.parametrize("operation", ["BatchGetItem", "GetItem", "Query", "TransactWriteItems"])
def test_a_table_that_refuses_is_said_to_be_busy_and_aws_alone_rings(
    table: str, heard: Heard, monkeypatch: pytest.MonkeyPatch, operation: str
) -> None:
    """`ReadThrottleEvents` and `WriteThrottleEvents` count these refusals, of the table and of its index each."""
    now = paris("lundi 2026-11-02 18:00")
    monkeypatch.setattr(wiring, "now", lambda: now)
    an_issued_invoice()
    parent = Browser(app, cookie=log_in(MARC, now=now))
    with refusing(operation, code="ThrottlingException"):
        if operation in ("TransactWriteItems", "GetItem"):
            answer = parent.put("/me/reminders", {"wanted": False})
        else:
            answer = parent.get("/communes/lisse/families/testmp/invoices")
    assert answer.status == 503
    assert heard("APIHandler") == set()


OF_AWS = {
    "FunctionErrors": ("AWS/Lambda", "Errors", ()),
    "FunctionThrottles": ("AWS/Lambda", "Throttles", ()),
    "MailsReturned": ("AWS/SES", "Reputation.BounceRate", ()),
    "DeadLetters": ("AWS/SQS", "ApproximateNumberOfMessagesVisible", ("QueueName",)),
    "MailReturnsNotRead": ("AWS/SQS", "ApproximateNumberOfMessagesVisible", ("QueueName",)),
    "TableReadsRefused": ("AWS/DynamoDB", "ReadThrottleEvents", ("TableName",)),
    "TableWritesRefused": ("AWS/DynamoDB", "WriteThrottleEvents", ("TableName",)),
    "IndexReadsRefused": ("AWS/DynamoDB", "ReadThrottleEvents", ("TableName", "GlobalSecondaryIndexName")),
    "IndexWritesRefused": ("AWS/DynamoDB", "WriteThrottleEvents", ("TableName", "GlobalSecondaryIndexName")),
}
"""What AWS counts by itself, by the names of its documentation: monitoring-metrics (Lambda), monitor-sending-activity (SES),
sqs-available-cloudwatch-metrics, metrics-dimensions (DynamoDB). A name that is wrong there is never counted, and never said to be."""


@rings("FunctionThrottles", "MailsReturned", "Budget")
def test_what_aws_alone_counts_is_named_as_aws_names_it_and_silence_is_no_alarm() -> None:
    own = alarms.NAMESPACE
    found = {
        name: (alarm["Namespace"], alarm["MetricName"], tuple(one["Name"] for one in alarm["Dimensions"]))
        for name, alarm in made("AWS::CloudWatch::Alarm").items()
        if alarm["Namespace"] != own
    }
    assert found == OF_AWS
    for name, alarm in made("AWS::CloudWatch::Alarm").items():
        assert (alarm["TreatMissingData"] == "notBreaching") == (name not in OF_MAILS)
        assert alarm["AlarmActions"] == [{"Ref": "Alarms"}]
    (budget,) = made("AWS::Budgets::Budget").values()
    assert {one["Notification"]["Threshold"] for one in budget["NotificationsWithSubscribers"]} == {80, 100}
