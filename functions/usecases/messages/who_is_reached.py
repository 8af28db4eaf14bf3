"""To how many logins of each family a mail leaves: an address that is known to receive nothing counts as none."""

from collections.abc import Iterable

from functions.domain.directory.directory_line import DirectoryLine
from functions.storage.accounts import mail_standings
from functions.storage.table import keys
from functions.storage.table.reading import read


def logins_reached(commune: str, families: Iterable[str]) -> dict[str, int]:
    """From the directory, a moment late. Two round trips."""
    wanted = {family: keys.directory(commune, family) for family in families}
    found = read(wanted.values())
    lines = {family: found.get_sound(key, DirectoryLine) for family, key in wanted.items()}
    logins = {family: () if line is None else line.value.logins for family, line in lines.items()}
    silent = mail_standings.silent(login.address for each in logins.values() for login in each)
    return {family: sum(login.address not in silent for login in each) for family, each in logins.items()}
