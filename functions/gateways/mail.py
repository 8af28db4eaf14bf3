"""Mail through Amazon SES (API v2). boto3 is imported at the first mail: most functions never send one."""

import logging
import re
from dataclasses import dataclass
from email.utils import formataddr, parseaddr
from functools import cached_property
from typing import TYPE_CHECKING, Any

from functions.domain.accounts.mail_address import mailable

if TYPE_CHECKING:
    from botocore.client import BaseClient

_log = logging.getLogger(__name__)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
# Errors of API SendEmail that are about this mail, not about how our account stands.
_PERMANENT = frozenset({"BadRequestException", "MessageRejected"})


@dataclass(frozen=True, slots=True)
class Mail:
    to: str
    """One bare address: `prenom.nom@exemple.fr`."""
    subject: str
    """One line, any language."""
    text: str
    html: str
    unsubscribe: str | None = None
    """Address to which the reader's mail program may POST, without a password, to get no more of them (RFC 8058)."""
    reply_to: str | None = None
    """One bare address, to which an answer goes; none: to the sender."""


class MailError(Exception):
    """The mail did not leave, or we do not know. `code` says why, without the address."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class MailRefused(MailError):
    """This mail will never leave: sending it again would change nothing."""


class MailUnavailable(MailError):
    """Send it again later, from the outbox."""


class SesMailer:
    """Sends from one address. `sender` is `ne-pas-repondre@exemple.fr` or `Préau <ne-pas-repondre@exemple.fr>`."""

    def __init__(self, *, sender: str, configuration_set: str | None = None) -> None:
        name, address = parseaddr(sender)
        try:
            if _CONTROL.search(sender):
                raise MailRefused("invalid_address")
            self._sender = formataddr((name, _ascii_address(address)))
        except MailRefused as error:
            raise ValueError("the sender must be one address, with or without a name") from error
        self._configuration_set = configuration_set

    def send(self, mail: Mail) -> str:
        """Hand one mail to SES; its message id. One try. Raises MailRefused, MailUnavailable."""
        from botocore.exceptions import BotoCoreError, ClientError

        if not mail.subject.strip() or _CONTROL.search(mail.subject):
            raise MailRefused("invalid_subject")
        message: dict[str, Any] = {
            "FromEmailAddress": self._sender,
            "Destination": {"ToAddresses": [_ascii_address(mail.to)]},
            "Content": {
                "Simple": {
                    "Subject": {"Data": mail.subject, "Charset": "UTF-8"},
                    "Body": {
                        "Text": {"Data": mail.text, "Charset": "UTF-8"},
                        "Html": {"Data": mail.html, "Charset": "UTF-8"},
                    },
                }
            },
        }
        if (answers_to := _reply_to(mail)) is not None:
            message["ReplyToAddresses"] = [answers_to]
        if mail.unsubscribe is not None:
            message["Content"]["Simple"]["Headers"] = _one_click(mail.unsubscribe)
        if self._configuration_set:
            message["ConfigurationSetName"] = self._configuration_set
        try:
            message_id: str = self._client.send_email(**message)["MessageId"]
        except ClientError as error:
            # `from None`: the message of SES holds the address, and a traceback would carry it into the logs.
            detail = error.response.get("Error", {})
            code = detail.get("Code", "unknown")
            # A sender that is not verified yet, or the sandbox: every mail would be lost, and an operator mends it.
            if code in _PERMANENT and "not verified" not in detail.get("Message", ""):
                raise MailRefused(code) from None
            raise MailUnavailable(code) from None
        except BotoCoreError as error:
            raise MailUnavailable(type(error).__name__) from None
        _log.info("mail sent id=%s", message_id)
        return message_id

    @cached_property
    def _client(self) -> "BaseClient":
        import boto3
        from botocore.config import Config

        # The outbox tries again; a retry here, after a timeout, would only send the mail twice.
        config = Config(connect_timeout=3, read_timeout=10, retries={"total_max_attempts": 1})
        return boto3.client("sesv2", config=config)


def _reply_to(mail: Mail) -> str | None:
    """A town whose own address was written wrong still sends its mails."""
    if mail.reply_to is None:
        return None
    try:
        return _ascii_address(mail.reply_to)
    except MailRefused:
        _log.warning("no address to answer to")
        return None


def _one_click(address: str) -> list[dict[str, str]]:
    """Both headers are needed, and HTTPS; SES signs them with the rest. Raises MailRefused."""
    if _CONTROL.search(address) or re.search(r"[\s<>]", address):
        raise MailRefused("invalid_unsubscribe")
    return [
        {"Name": "List-Unsubscribe", "Value": f"<{address}>"},
        {"Name": "List-Unsubscribe-Post", "Value": "List-Unsubscribe=One-Click"},
    ]


def _ascii_address(address: str) -> str:
    """The address as SES takes it. Raises MailRefused on anything but one address that a mail can be sent to."""
    ascii_address = mailable(address)
    if ascii_address is None:
        raise MailRefused("invalid_address")
    return ascii_address
