"""How long mails wait, and what is said when they wait too long.

Each minute the function of a lane writes down the age of its oldest message (`functions/usecases/messages/deliver_messages.py`), if it has one.
Its other lines then count as an age of zero, so that a function that writes nothing at all leaves the metric empty: that is an alarm too.
"""

from typing import Any, Final

NAMESPACE: Final = {"Fn::Sub": "Preau/${AWS::StackName}"}
LINE: Final = "outbox waits"
FIELD: Final = "oldest_seconds"
LANES: Final = {
    "UrgentOutbox": ("UrgentMailsWait", 10 * 60, "A code or a confirmation has waited for ten minutes"),
    "Outbox": ("MailsWait", 2 * 3600, "A mail or a page has waited for two hours"),
}
"""Function → its metric and alarm, the age in seconds that sets it off, what is said."""
DEAD_LETTERS: Final = "MailReturnsDeadLetters"
_FIVE_MINUTES: Final = 300
_QUIET: Final = 3
"""Stretches of five minutes: a deployment is over by then."""


def resources() -> dict[str, Any]:
    made: dict[str, Any] = {}
    for function, (metric, seconds, said) in LANES.items():
        made[f"{metric}In{function}"] = {
            "Type": "AWS::Logs::MetricFilter",
            "Properties": {
                "LogGroupName": {"Ref": f"{function}Logs"},
                "FilterPattern": f'{{ $.message = "{LINE}*" }}',
                "MetricTransformations": [
                    {
                        "MetricNamespace": NAMESPACE,
                        "MetricName": metric,
                        "MetricValue": f"$.{FIELD}",
                        "DefaultValue": 0,
                        "Unit": "Seconds",
                    }
                ],
            },
        }
        made[metric] = {
            "Type": "AWS::CloudWatch::Alarm",
            "Properties": {
                "AlarmDescription": f"{said}, or the function that sends them says nothing",
                "Namespace": NAMESPACE,
                "MetricName": metric,
                "Dimensions": [],
                "Statistic": "Maximum",
                "Period": _FIVE_MINUTES,
                "EvaluationPeriods": _QUIET,
                "DatapointsToAlarm": _QUIET,
                "Threshold": seconds,
                "ComparisonOperator": "GreaterThanThreshold",
                "TreatMissingData": "breaching",
                "AlarmActions": [{"Ref": "Alarms"}],
            },
        }
    return made | {
        "MailReturnsNotRead": {
            "Type": "AWS::CloudWatch::Alarm",
            "Properties": {
                "AlarmDescription": "What SES tells of mails that came back was given up: we go on writing to those addresses",
                "Namespace": "AWS/SQS",
                "MetricName": "ApproximateNumberOfMessagesVisible",
                "Dimensions": [
                    {
                        "Name": "QueueName",
                        "Value": {"Fn::GetAtt": [DEAD_LETTERS, "QueueName"]},
                    }
                ],
                "Statistic": "Maximum",
                "Period": _FIVE_MINUTES,
                "EvaluationPeriods": 1,
                "Threshold": 0,
                "ComparisonOperator": "GreaterThanThreshold",
                "TreatMissingData": "notBreaching",
                "AlarmActions": [{"Ref": "Alarms"}],
            },
        }
    }
