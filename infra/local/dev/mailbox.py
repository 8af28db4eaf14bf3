"""The mails the engine's SES took, as MiniStack lists them (`/_ministack/ses/messages`)."""

import json
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Mail:
    id: str
    sent_at: datetime
    to: str
    subject: str
    text: str
    html: str


class Mailbox:
    """`at` turns a real instant into what the clock of the run showed."""

    def __init__(self, engine: str, at: Callable[[datetime], datetime]) -> None:
        self._url = f"{engine}/_ministack/ses/messages"
        self._at = at

    def mails(self) -> list[Mail]:
        """Every mail since the engine started, newest first."""
        with urllib.request.urlopen(self._url, timeout=5) as answer:
            accounts = json.load(answer)["messages"]
        records = [record for account in accounts.values() for record in account]
        records.sort(key=lambda record: record["Timestamp"], reverse=True)
        return [self._mail(record) for record in records]

    def find(self, mail_id: str) -> Mail | None:
        return next((mail for mail in self.mails() if mail.id == mail_id), None)

    def _mail(self, record: dict[str, object]) -> Mail:
        to = record["To"]
        return Mail(
            id=str(record["MessageId"]).partition("@")[0],
            sent_at=self._at(datetime.fromtimestamp(float(str(record["Timestamp"])), UTC)),
            to=", ".join(to) if isinstance(to, list) else str(to),
            subject=str(record["Subject"]),
            text=str(record["BodyText"] or ""),
            html=str(record["BodyHtml"] or ""),
        )
