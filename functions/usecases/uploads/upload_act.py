"""Who sends a file, and about which family."""

from dataclasses import dataclass
from datetime import datetime

from functions.domain.errors import NotFound
from functions.domain.families.access import acts_for
from functions.domain.families.family import Family
from functions.storage.table.stored import Stored


@dataclass(frozen=True, slots=True)
class UploadAct:
    """`by`: an account, of a parent or of an agent; `key`: the idempotency key."""

    commune: str
    family: str
    by: str
    key: str
    now: datetime
    by_town: bool = False


def check_family(stored: Stored[Family] | None, act: UploadAct) -> Stored[Family]:
    """Raises NotFound."""
    if stored is None or stored.value.erased_on is not None:
        raise NotFound
    if not act.by_town and not acts_for(act.by, stored.value):
        raise NotFound
    return stored
