"""What wakes somebody: every alarm is a mail to one address, and its description says what happened.

Two sources: the metrics of AWS, and what our own log says. Functions log in JSON, so a filter reads the message. Ten alarms are free in
an account and each of the others costs ten cents a month: functions have two between them, not two each.

Each alarm has a test that makes it ring (`tests/infra/template/test_alarms.py`), and each has a page in
`docs/guides/que-faire-quand.md`.
"""

from dataclasses import dataclass
from typing import Any, Final

from infra.template import mail_alarms, table
from infra.template.data import INDEX_NAME
from infra.template.functions import FUNCTIONS
from infra.template.runtime import resource_name

NAMESPACE: Final = {"Fn::Sub": "Preau/${AWS::StackName}"}


@dataclass(frozen=True, slots=True)
class Sign:
    """A line of the log that sets off an alarm."""

    begins: str
    """How the line begins."""
    said: str
    """What is said to whoever gets the mail."""
    written_by: tuple[str, ...]
    """The functions whose log is read. A test holds them against who imports the code that writes the line."""
    of_last: int = 1
    """How many stretches of five minutes are looked at."""
    at_least: int = 1
    """In how many of those the line must be: what mends itself in a minute wakes nobody."""


SIGNS: Final = {
    "ApiFaults": Sign("fault", "The API answers with faults", ("api_handler",)),
    "PaymentHeld": Sign(
        "payment held", "A payment waits for somebody to decide", ("api_handler", "payments_sweep", "holds")
    ),
    "PaidTwice": Sign(
        "paid beyond what was owed",
        "A family paid more than it owed",
        ("api_handler", "payments_sweep", "holds"),
    ),
    "PaymentNotSettled": Sign(
        "payment not settled",
        "The provider has not said for half an hour what became of a payment",
        ("payments_sweep",),
        of_last=6,
        at_least=4,
    ),
    "MessageGivenUp": Sign(
        "message given up",
        "A mail or a page was given up after many tries",
        ("outbox", "urgent_outbox", "documents", "push"),
    ),
    "ReminderNotSent": Sign(
        "reminder not sent", "A family was not reminded of what it owes", ("api_handler", "reminders")
    ),
    "InvoicesNotIssued": Sign(
        "invoices not issued",
        "A commune has not got its invoices",
        ("api_handler", "invoicing", "invoicing_step"),
    ),
}
"""Metric → what of our log sets it off."""
LEFT_UNDONE: Final = "LeftUndone"
"""The metric of every other line at ERROR: what a function passed by so that others were served."""
JOB_FAILED: Final = "job failed"
"""Lambda counts what a job raises, so that `FunctionErrors` rings."""
_FIVE_MINUTES: Final = 300


def resources() -> dict[str, Any]:
    return {
        "Alarms": {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": {"Ref": "AWS::StackName"}}},
        "AlarmsByMail": {
            "Type": "AWS::SNS::Subscription",
            "Properties": {
                "TopicArn": {"Ref": "Alarms"},
                "Protocol": "email",
                "Endpoint": {"Ref": "AlarmMail"},
            },
        },
        "Budget": _budget(),
        **_of_signs(),
        **_of_services(),
        **mail_alarms.resources(),
    }


def _of_signs() -> dict[str, Any]:
    made: dict[str, Any] = {}
    for metric, sign in SIGNS.items():
        for name in sign.written_by:
            made |= _filter(metric, name, f'{{ $.message = "{sign.begins}*" }}')
        made[metric] = _alarm(sign.said, NAMESPACE, metric, {}, of_last=sign.of_last, at_least=sign.at_least)
    for function in FUNCTIONS:
        made |= _filter(LEFT_UNDONE, function.name, _other_errors(function.name))
    made[LEFT_UNDONE] = _alarm(
        "A function passed something by: the others were served", NAMESPACE, LEFT_UNDONE, {}
    )
    return made


def _other_errors(function: str) -> str:
    """The pattern of the lines at ERROR that set off no alarm of their own."""
    own = [sign.begins for sign in SIGNS.values() if function in sign.written_by]
    others = "".join(f' && ($.message != "{begins}*")' for begins in (*own, JOB_FAILED))
    return f'{{ ($.level = "ERROR"){others} }}'


def _filter(metric: str, function: str, pattern: str) -> dict[str, Any]:
    (name,) = (resource_name(one) for one in FUNCTIONS if one.name == function)
    return {
        f"{metric}In{name}": {
            "Type": "AWS::Logs::MetricFilter",
            "Properties": {
                "LogGroupName": {"Ref": f"{name}Logs"},
                "FilterPattern": pattern,
                "MetricTransformations": [
                    {"MetricNamespace": NAMESPACE, "MetricName": metric, "MetricValue": "1"}
                ],
            },
        }
    }


def _of_services() -> dict[str, Any]:
    of_table = {"TableName": table.NAME}
    of_index = of_table | {"GlobalSecondaryIndexName": INDEX_NAME}
    everything: dict[str, Any] = {}  # of the account, in this region
    failed = {"QueueName": {"Fn::GetAtt": ["InvoicingDeadLetters", "QueueName"]}}
    return {
        "DeadLetters": _alarm(
            "Steps of an invoicing run were given up: the next night takes them up again",
            "AWS/SQS",
            "ApproximateNumberOfMessagesVisible",
            failed,
            statistic="Maximum",
        ),
        "TableReadsRefused": _alarm(
            "The table refused reads", "AWS/DynamoDB", "ReadThrottleEvents", of_table
        ),
        "TableWritesRefused": _alarm(
            "The table refused writes", "AWS/DynamoDB", "WriteThrottleEvents", of_table
        ),
        "IndexReadsRefused": _alarm(
            "The table's index refused reads", "AWS/DynamoDB", "ReadThrottleEvents", of_index
        ),
        "IndexWritesRefused": _alarm(
            "The table's index refused writes, and the table with it",
            "AWS/DynamoDB",
            "WriteThrottleEvents",
            of_index,
        ),
        "FunctionErrors": _alarm("A function failed", "AWS/Lambda", "Errors", everything),
        "FunctionThrottles": _alarm("A function was held back", "AWS/Lambda", "Throttles", everything),
        "MailsReturned": _alarm(
            "Of the mails of this account, 5 % come back: SES stops at 10 %",
            "AWS/SES",
            "Reputation.BounceRate",
            everything,
            above=0.05,
            statistic="Maximum",
        ),
    }


def _alarm(
    said: str,
    namespace: Any,
    metric: str,
    of: dict[str, Any],
    *,
    above: float = 0,
    statistic: str = "Sum",
    of_last: int = 1,
    at_least: int = 1,
) -> dict[str, Any]:
    return {
        "Type": "AWS::CloudWatch::Alarm",
        "Properties": {
            "AlarmDescription": said,
            "Namespace": namespace,
            "MetricName": metric,
            "Dimensions": [{"Name": name, "Value": value} for name, value in of.items()],
            "Statistic": statistic,
            "Period": _FIVE_MINUTES,
            "EvaluationPeriods": of_last,
            "DatapointsToAlarm": at_least,
            "Threshold": above,
            "ComparisonOperator": "GreaterThanThreshold",
            "TreatMissingData": "notBreaching",
            "AlarmActions": [{"Ref": "Alarms"}],
        },
    }


def _budget() -> dict[str, Any]:
    told = {"SubscriptionType": "EMAIL", "Address": {"Ref": "AlarmMail"}}
    return {
        "Type": "AWS::Budgets::Budget",
        "Condition": "HasBudget",
        "Properties": {
            "Budget": {
                "BudgetName": {"Fn::Sub": "${AWS::StackName}-${AWS::Region}"},
                "BudgetType": "COST",
                "TimeUnit": "MONTHLY",
                "BudgetLimit": {"Amount": {"Ref": "MonthlyBudgetDollars"}, "Unit": "USD"},
            },
            "NotificationsWithSubscribers": [
                {
                    "Notification": {
                        "NotificationType": kind,
                        "ComparisonOperator": "GREATER_THAN",
                        "Threshold": threshold,
                        "ThresholdType": "PERCENTAGE",
                    },
                    "Subscribers": [told],
                }
                for kind, threshold in (("ACTUAL", 80), ("FORECASTED", 100))
            ],
        },
    }
