"""A message of the town to many families. It leaves as a mail and stays in the portal; it cannot be taken back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from functions.domain.errors import InvalidRequest
from functions.domain.informing.addressees import AnnouncementAudience
from functions.domain.news.attachments import NewsFile

LONGEST_SUBJECT = 120
LONGEST_TEXT = 4_000
"""A page. Who has more to say joins a document."""
MOST_FILES = 3
MOST_OTHERWISE = 200
"""Families named whom no mail reaches; all of them are counted."""


class AnnouncementIncomplete(InvalidRequest):
    """A message needs a subject and a text. `field` says which is missing."""

    code = "announcement_incomplete"


@dataclass(frozen=True, slots=True)
class AnnouncementText:
    """`text`: paragraphs parted by empty lines; lines that begin with `- ` are a list."""

    subject: str
    text: str
    files: tuple[NewsFile, ...] = ()

    @property
    def paragraphs(self) -> list[str]:
        """Each line of a list is one of its own."""
        found: list[str] = []
        begins = True
        for line in self.text.splitlines():
            said = " ".join(line.split())
            if not said:
                begins = True
            elif begins or said.startswith(_DASH) or found[-1].startswith(_DASH):
                found.append(said)
                begins = False
            else:
                found[-1] = f"{found[-1]} {said}"
        return found


_DASH = "- "


def checked(text: AnnouncementText) -> AnnouncementText:
    """Without the spaces around. Raises AnnouncementIncomplete."""
    subject, body = " ".join(text.subject.split()), text.text.strip()
    for name, said in (("subject", subject), ("text", body)):
        if not said:
            raise AnnouncementIncomplete(field=name)
    return replace(text, subject=subject, text=body)


@dataclass(frozen=True, slots=True)
class Told:
    """Numbers of families, and of the addresses that a mail was left for."""

    families: int = 0
    addresses: int = 0
    stopped: int = 0
    """Logins that want no message to all."""
    without: int = 0
    """Families of whom the town knows no address at all."""
    silent: int = 0
    """Families of whom no address receives mails: one came back, or was unwanted."""
    unwilling: int = 0
    """Families of which nobody who could be reached wants messages to all."""

    def __add__(self, other: "Told") -> "Told":
        return Told(
            self.families + other.families,
            self.addresses + other.addresses,
            self.stopped + other.stopped,
            self.without + other.without,
            self.silent + other.silent,
            self.unwilling + other.unwilling,
        )

    @property
    def reached(self) -> int:
        """Families to whom a mail leaves."""
        return self.families - self.otherwise - self.unwilling

    @property
    def otherwise(self) -> int:
        """Families to be told otherwise: by telephone, or on paper."""
        return self.without + self.silent


@dataclass(frozen=True, slots=True)
class Announcement:
    """`reached`: the place in the list of families up to which they were told, in `pages`; `done`: all were. `otherwise`: the first
    families whom no mail reaches, to be told otherwise."""

    id: str
    text: AnnouncementText
    audience: AnnouncementAudience
    by: str
    at: datetime
    told: Told = field(default_factory=Told)
    reached: str = ""
    pages: int = 0
    done: bool = False
    otherwise: tuple[str, ...] = ()

    def after_page(self, told: Told, last: str, otherwise: Iterable[str] = ()) -> "Announcement":
        """`last`: where the next page goes on; empty after the last one."""
        return replace(
            self,
            otherwise=tuple(dict.fromkeys((*self.otherwise, *otherwise)))[:MOST_OTHERWISE],
            told=self.told + told,
            reached=last or self.reached,
            pages=self.pages + 1,
            done=not last,
        )


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who is written to: a login; or, of a family that has none, an address of its file by its keyed hash."""

    account: str = ""
    address: str = ""
    stopped: bool = False
    """A login that wants no message to all: no mail was left."""
    elsewhere: bool = False
    """A login that acts for another family too, with which its mail was left."""
    silent: bool = False
    """An address that was known to receive nothing: no mail was left."""

    @property
    def is_mailed(self) -> bool:
        return not self.stopped and not self.elsewhere and not self.silent


def told_of(addressees: Sequence[Addressee]) -> Told:
    """Of one family."""
    mailed = sum(one.is_mailed for one in addressees)
    stopped = sum(one.stopped for one in addressees)
    reached = any(one.is_mailed or one.elsewhere for one in addressees)
    return Told(
        families=1,
        addresses=mailed,
        stopped=stopped,
        without=int(not addressees),
        silent=int(bool(addressees) and not reached and not stopped),
        unwilling=int(not reached and stopped > 0),
    )


@dataclass(frozen=True, slots=True)
class FamilyTold:
    """That a family was sent a message, and how. No addressee: the town knows no address of it."""

    announcement: str
    family: str
    at: datetime
    addressees: tuple[Addressee, ...] = ()

    @property
    def counts(self) -> Told:
        return told_of(self.addressees)

    def message_id(self, place: int) -> str:
        """Of the mail to the addressee at that place: a second delivery of the page leaves no second mail."""
        return f"{self.announcement}-{self.family}-{place:02}"
