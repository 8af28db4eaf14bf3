"""Queues, and where what nobody could do is put aside."""

from typing import Any, Final

from infra.template.data import never_in_clear
from infra.template.functions import FUNCTIONS
from infra.template.mail import RETURNS_QUEUE, may_fill_the_queue
from infra.template.runtime import resource_name

READ_BY: Final = {"InvoicingQueue": "invoicing_step", RETURNS_QUEUE: "mail_returns"}
"""Queue → the function that it hands its messages to."""
DEAD_LETTERS: Final = {
    "InvoicingQueue": "InvoicingDeadLetters",
    RETURNS_QUEUE: "MailReturnsDeadLetters",
}
"""Queue → where its messages are put aside after TRIES."""
TRIES: Final = 5
_DAYS: Final = 24 * 3600


def resources() -> dict[str, Any]:
    made: dict[str, Any] = {}
    for queue, reader in READ_BY.items():
        [function] = [each for each in FUNCTIONS if each.name == reader]
        made[DEAD_LETTERS[queue]] = _queue({"MessageRetentionPeriod": 14 * _DAYS})
        made[queue] = _queue(
            {
                # Six times the function's: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
                "VisibilityTimeout": 6 * function.timeout_seconds,
                "MessageRetentionPeriod": 4 * _DAYS,
                "RedrivePolicy": {
                    "deadLetterTargetArn": {"Fn::GetAtt": [DEAD_LETTERS[queue], "Arn"]},
                    "maxReceiveCount": TRIES,
                },
            }
        )
    return made | {f"{queue}Policy": _policy(queue) for queue in made}


def read_by_their_functions(resources: dict[str, Any]) -> None:
    """Chalice only knows queues by a name of the account's; ours are the stack's."""
    for queue, reader in READ_BY.items():
        [function] = [resource_name(each) for each in FUNCTIONS if each.name == reader]
        for source in resources[function]["Properties"]["Events"].values():
            source["Properties"]["Queue"] = {"Fn::GetAtt": [queue, "Arn"]}


def _policy(queue: str) -> dict[str, Any]:
    others = [may_fill_the_queue()] if queue == RETURNS_QUEUE else []
    document = {
        "Version": "2012-10-17",
        "Statement": [never_in_clear("sqs:*", {"Fn::GetAtt": [queue, "Arn"]}), *others],
    }
    return {
        "Type": "AWS::SQS::QueuePolicy",
        "Properties": {"Queues": [{"Ref": queue}], "PolicyDocument": document},
    }


def _queue(properties: dict[str, Any]) -> dict[str, Any]:
    return {"Type": "AWS::SQS::Queue", "Properties": {"SqsManagedSseEnabled": True, **properties}}
