"""What the town calls its menus besides the usual one: by what is on the plate, never by why."""

from dataclasses import dataclass

from functions.domain.errors import InvalidRequest
from functions.domain.families.spelling import folded

MOST_MENUS = 12
USUAL = ("Sans porc", "Sans viande")
"""Where the town has said nothing yet."""
_CREEDS = (
    *("halal", "hallal", "casher", "kasher", "cacher", "musulman", "islam", "juif", "israelite"),
    *("chretien", "catholique", "hindou", "bouddhis", "religi", "confession", "careme", "ramadan"),
)
"""Words that would make a list of meals a list of beliefs (GDPR, article 9)."""


class MenuRefused(InvalidRequest):
    """A menu has no name, has one twice, names a belief, or there are too many."""

    code = "menu_refused"


@dataclass(frozen=True, slots=True)
class MenuNames:
    names: tuple[str, ...] = USUAL


def menu_names(names: tuple[str, ...]) -> MenuNames:
    """Raises MenuRefused."""
    said = tuple(" ".join(name.split()) for name in names)
    spelled = [folded(name) for name in said]
    if len(said) > MOST_MENUS or not all(spelled) or len(set(spelled)) != len(spelled):
        raise MenuRefused(field="names")
    if any(creed in name for name in spelled for creed in _CREEDS):
        raise MenuRefused(field="names")
    return MenuNames(said)
