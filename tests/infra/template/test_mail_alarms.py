"""Mails that wait too long set off an alarm of their lane, and so does a function that does not run."""

import logging
from datetime import timedelta

import pytest

from functions.domain.messages import Lane, Message, MessageKind
from functions.gateways.mail import MailUnavailable
from functions.storage.table import outbox
from functions.storage.table.ids import new_id
from functions.storage.table.transaction import Transaction
from functions.usecases.messages.deliver_messages import deliver_messages
from infra.template import mail_alarms
from infra.template.functions import FUNCTIONS
from infra.template.runtime import resource_name
from tests.support.builders import NOW

RUN_BY = {"UrgentOutbox": Lane.URGENT, "Outbox": Lane.MAIN}
KINDS = {Lane.URGENT: MessageKind.PASSWORD_RESET, Lane.MAIN: MessageKind.INVOICE_ISSUED}


def made(function: str) -> tuple[dict, dict]:
    """The filter of the function's log, and the alarm of what it counts."""
    metric = mail_alarms.LANES[function][0]
    resources = mail_alarms.resources()
    return resources[f"{metric}In{function}"]["Properties"], resources[metric]["Properties"]


def unable(message: Message, now: object) -> None:
    raise MailUnavailable("SendingPausedException")


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize("function", mail_alarms.LANES)
def test_what_waits_beyond_the_age_of_its_lane_rings(function: str, caplog: pytest.LogCaptureFixture) -> None:
    lane, (read, alarm) = RUN_BY[function], made(function)
    transaction = Transaction()
    message = Message(new_id(NOW), KINDS[lane], data={"email": "marc@famille.example"})
    outbox.add(transaction, message)
    transaction.commit()
    caplog.set_level(logging.INFO)
    seconds: int = alarm["Threshold"]

    def age(after: timedelta) -> int:
        """What the filter takes out of the line that the job writes at that instant."""
        caplog.clear()
        deliver_messages(
            {message.kind: unable}, clock=lambda: NOW + after, budget=timedelta(seconds=40), lane=lane
        )
        assert read["FilterPattern"] == '{ $.message = "outbox waits*" }'
        lines = [one for one in caplog.records if one.getMessage().startswith("outbox waits")]
        metric = read["MetricTransformations"][0]
        counted = [vars(line)[metric["MetricValue"].removeprefix("$.")] for line in lines]
        return int(max(counted, default=metric["DefaultValue"]))

    assert age(timedelta(seconds=0)) == 0
    assert age(timedelta(seconds=seconds)) == seconds, "not yet"
    assert age(timedelta(seconds=seconds + 60)) > alarm["Threshold"]
    assert "famille.example" not in caplog.text


@pytest.mark.usefixtures("table")
def test_an_empty_lane_says_so_and_each_lane_speaks_for_itself(caplog: pytest.LogCaptureFixture) -> None:
    transaction = Transaction()
    outbox.add(transaction, Message(new_id(NOW - timedelta(days=1)), MessageKind.INVOICE_ISSUED))
    transaction.commit()
    outcome = deliver_messages({}, clock=lambda: NOW, budget=timedelta(seconds=40), lane=Lane.URGENT)
    assert outcome.oldest_seconds == 0
    assert deliver_messages({}, clock=lambda: NOW, budget=timedelta(seconds=40)).oldest_seconds == 24 * 3600


@pytest.mark.parametrize("function", mail_alarms.LANES)
def test_a_function_that_says_nothing_rings(function: str) -> None:
    read, alarm = made(function)
    assert function in [resource_name(one) for one in FUNCTIONS]
    assert read["LogGroupName"] == {"Ref": f"{function}Logs"}
    assert (alarm["TreatMissingData"], alarm["Statistic"]) == ("breaching", "Maximum")
    assert alarm["MetricName"] == read["MetricTransformations"][0]["MetricName"]
