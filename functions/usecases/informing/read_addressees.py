"""Of a page of families, who is written to and who is not: who wants no message to all, whose address receives nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from functions.domain.accounts.account import Account
from functions.domain.directory.directory_line import DirectoryLine
from functions.domain.informing.addressees import AnnouncementAudience
from functions.domain.informing.announcement import Addressee
from functions.storage.accounts import mail_standings
from functions.storage.table import keys
from functions.storage.table.reading import read


@dataclass(frozen=True, slots=True)
class PageAddressees:
    """`accounts`: of the logins that act for the families, by id. `silent`: keyed hashes of addresses to which no mail is sent."""

    accounts: Mapping[str, Account]
    stopped: frozenset[str]
    silent: frozenset[str]

    @classmethod
    def of(cls, audience: AnnouncementAudience, lines: Sequence[DirectoryLine]) -> "PageAddressees":
        """Two round trips."""
        wanted = dict.fromkeys(login.account for line in lines for login in line.logins)
        found = read(keys.account(account) for account in wanted)
        sound = (found.get_sound(keys.account(account), Account) for account in wanted)
        accounts = {stored.value.id: stored.value for stored in sound if stored is not None}
        stopped = frozenset(
            one.id for one in accounts.values() if audience.is_general and not one.announcements
        )
        addresses = (address for line in lines for _, address in _addresses(line))
        return cls(accounts, stopped, mail_standings.silent(addresses))

    def of_family(self, line: DirectoryLine) -> tuple[Addressee, ...]:
        """Every login that acts for the family; where there is none, every address of its file."""
        return tuple(
            Addressee(
                account=account,
                address="" if account else address,
                stopped=account in self.stopped,
                silent=address in self.silent and account not in self.stopped,
            )
            for account, address in _addresses(line)
        )


def _addresses(line: DirectoryLine) -> list[tuple[str, str]]:
    """Login, or empty, and keyed hash of the address, or empty where that of a login is not known."""
    if line.logins:
        return [(login.account, login.address) for login in line.logins]
    known = dict.fromkeys(one.address for one in line.guardians if one.address)
    return [("", address) for address in known]
