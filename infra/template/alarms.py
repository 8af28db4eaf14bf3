"""What wakes somebody: every alarm is a mail to one address, and its description says what happened.

Two sources: the metrics of AWS, and what our own log says. Functions log in JSON, so a filter reads the message. Ten alarms are free in
an account and each of the others costs ten cents a month: functions have two between them, not two each.
"""

from typing import Any, Final

from infra.template import table
from infra.template.data import INDEX_NAME
from infra.template.functions import FUNCTIONS
from infra.template.runtime import resource_name

NAMESPACE: Final = {"Fn::Sub": "Preau/${AWS::StackName}"}
SIGNS: Final = {
    "PaymentHeld": ("payment held", "A payment waits for somebody to decide"),
    "PaidTwice": ("paid beyond what was owed", "A family paid more than it owed"),
    "PaymentNotSettled": ("payment not swept", "The treasury could not be asked about a payment"),
    "MessageGivenUp": ("message given up", "A mail or a page was given up after many tries"),
    "ReminderNotSent": ("reminder not sent", "A family was not reminded of what it owes"),
    "InvoicesNotIssued": ("invoices not issued", "A commune has not got its invoices"),
}
"""Metric → how the line in the log begins, and what is said to whoever gets the mail."""
_WRITTEN_BY: Final = {
    "PaymentHeld": ("api_handler", "payments_sweep"),
    "PaidTwice": ("api_handler", "payments_sweep"),
    "PaymentNotSettled": ("payments_sweep",),
    "MessageGivenUp": ("outbox", "documents"),
    "ReminderNotSent": ("reminders",),
    "InvoicesNotIssued": ("invoicing", "invoicing_step"),
}
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
    }


def _of_signs() -> dict[str, Any]:
    made = {}
    functions = {function.name: resource_name(function) for function in FUNCTIONS}
    for sign, (message, said) in SIGNS.items():
        for name in (functions[writer] for writer in _WRITTEN_BY[sign]):
            made[f"{sign}In{name}"] = {
                "Type": "AWS::Logs::MetricFilter",
                "Properties": {
                    "LogGroupName": {"Ref": f"{name}Logs"},
                    "FilterPattern": f'{{ $.message = "{message}*" }}',
                    "MetricTransformations": [
                        {"MetricNamespace": NAMESPACE, "MetricName": sign, "MetricValue": "1"}
                    ],
                },
            }
        made[sign] = _alarm(said, NAMESPACE, sign, {})
    return made


def _of_services() -> dict[str, Any]:
    of_table = {"TableName": table.NAME}
    of_index = of_table | {"GlobalSecondaryIndexName": INDEX_NAME}
    api = {"ApiName": {"Ref": "AWS::StackName"}}
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
        "ApiFaults": _alarm("The API answers with faults", "AWS/ApiGateway", "5XXError", api),
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
            "EvaluationPeriods": 1,
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
