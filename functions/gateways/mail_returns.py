"""What SES tells of a mail that left: the mail server refused it for good, or its reader called it unwanted.

The events of a configuration set, as SES publishes them to SNS:
https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
"""

from datetime import datetime
from email.utils import parseaddr

import msgspec
from msgspec import Struct

from functions.domain.accounts.mail_standing import MailReturn, NoMailBecause

PERMANENT = "Permanent"
"""Of the kinds of bounce, the one that says never. A full mailbox or a server that is down is `Transient`: SES has tried for hours, and the
next mail may arrive."""
NOT_SPAM = "not-spam"
"""The reader took the mail out of the spam folder: the contrary of a complaint."""


class _Recipient(Struct, rename="camel"):
    email_address: str


class _Bounce(Struct, rename="camel"):
    bounce_type: str
    bounced_recipients: list[_Recipient]


class _Complaint(Struct, rename="camel"):
    complained_recipients: list[_Recipient]
    complaint_feedback_type: str | None = None


class _Mail(Struct):
    timestamp: datetime


class _Event(Struct, rename="camel"):
    event_type: str
    mail: _Mail
    bounce: _Bounce | None = None
    complaint: _Complaint | None = None


class NotAnEvent(Exception):
    """What came is no event of SES. Its text is not told: it may hold an address."""


def mail_returns_of(body: str) -> list[MailReturn]:
    """What an event says of addresses that do not receive mails; nothing of other events. Raises NotAnEvent."""
    try:
        event = msgspec.json.decode(body, type=_Event)
    except msgspec.DecodeError:
        raise NotAnEvent from None
    if event.event_type == "Bounce" and event.bounce is not None and event.bounce.bounce_type == PERMANENT:
        return _returned(event.bounce.bounced_recipients, NoMailBecause.BOUNCE, event.mail.timestamp)
    complaint = event.complaint
    if (
        event.event_type == "Complaint"
        and complaint is not None
        and complaint.complaint_feedback_type != NOT_SPAM
    ):
        return _returned(complaint.complained_recipients, NoMailBecause.COMPLAINT, event.mail.timestamp)
    return []


def _returned(recipients: list[_Recipient], why: NoMailBecause, sent_at: datetime) -> list[MailReturn]:
    return [MailReturn(_as_typed(each.email_address), why, sent_at) for each in recipients]


def _as_typed(address: str) -> str:
    """The address as people write it: SES knows a domain with an accent in Punycode."""
    bare = parseaddr(address)[1]
    local, _, domain = bare.rpartition("@")
    try:
        return f"{local}@{domain.encode('ascii').decode('idna')}"
    except UnicodeError:
        return bare
