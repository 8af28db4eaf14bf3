"""What SES tells of mails that came back: only what is for good is taken, and no text of it reaches a log."""

import json
from datetime import UTC, datetime

import pytest

from functions.domain.accounts.mail_standing import MailReturn, NoMailBecause
from functions.gateways.mail_returns import NotAnEvent, mail_returns_of
from infra.local.events import mail_return_event
from tests.support.builders import NOW

MARC = "marc@famille.example"
SENT = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)


def test_a_refusal_for_good_and_a_complaint_are_of_the_address_and_of_the_instant_the_mail_left() -> None:
    bounced = MailReturn(MARC, NoMailBecause.BOUNCE, SENT)
    assert mail_returns_of(mail_return_event(MARC, NOW)) == [bounced]
    complained = MailReturn(MARC, NoMailBecause.COMPLAINT, SENT)
    assert mail_returns_of(mail_return_event(MARC, NOW, complaint=True)) == [complained]


@pytest.mark.parametrize(
    "event",
    [
        mail_return_event(MARC, NOW, bounceType="Transient"),
        mail_return_event(MARC, NOW, bounceType="Undetermined"),
        mail_return_event(MARC, NOW, complaint=True, complaintFeedbackType="not-spam"),
        json.dumps(
            {"eventType": "Delivery", "mail": {"timestamp": "2026-11-16T08:00:00.000Z"}, "delivery": {}}
        ),
    ],
    ids=["a full mailbox", "nobody knows", "taken out of the spam folder", "arrived"],
)
def test_what_may_arrive_the_next_time_is_nothing(event: str) -> None:
    assert mail_returns_of(event) == []


@pytest.mark.parametrize(
    "address", ["marc@xn--saint-andr-k7a.example", "Marc <marc@xn--saint-andr-k7a.example>"]
)
def test_an_address_is_read_as_people_write_it(address: str) -> None:
    [returned] = mail_returns_of(mail_return_event(address, NOW))
    assert returned.email == "marc@saint-andré.example"


@pytest.mark.parametrize(
    "body", ["", "{}", '{"eventType": "Bounce", "mail": {"timestamp": "marc@famille.example"}}']
)
def test_what_is_no_event_is_said_without_its_text(body: str) -> None:
    with pytest.raises(NotAnEvent) as refused:
        mail_returns_of(body)
    assert str(refused.value) == "" and refused.value.__cause__ is None
