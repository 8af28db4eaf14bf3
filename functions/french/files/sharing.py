"""Who pays what for a child of two homes, as its secretary reads it."""

from collections.abc import Mapping, Sequence
from datetime import date

from functions.domain.calendar.weeks import Weeks
from functions.domain.families.cost_sharing import Part, Sharing
from functions.french.words.dates import date_full, listing

_WEEKS = {Weeks.ALL: "", Weeks.ODD: " les semaines impaires", Weeks.EVEN: " les semaines paires"}


def sharing_sentence(child: str, agreed: Sequence[Sharing], names: Mapping[str, str], today: date) -> str:
    """« Clara, depuis le 1er septembre 2026 : la famille Testmp paie 50 %, la famille Durand 50 %. »"""
    current = [one for one in agreed if one.since <= today][-1:]
    if not current or not current[0].parts:
        return f"{child} : chaque famille paie ce qu’elle réserve."
    [one] = current
    return (
        f"{child}, depuis le {date_full(one.since)} : {listing([_part(part, names) for part in one.parts])}."
    )


def _part(part: Part, names: Mapping[str, str]) -> str:
    who = names.get(part.family, "un autre foyer")
    return f"la famille {who} paie {part.percent} %{_WEEKS[part.weeks]}"
