"""What a quotient changes, in words: before an agent notes it, and before they accept what a parent told."""

from functions.domain.families.child_names import told_apart
from functions.french.files.quotients import quotient_sentences
from functions.storage.families import children as stored_children
from functions.storage.families import families
from functions.storage.town import communes
from functions.usecases.files.note_quotient import QuotientEffect


def effect_said(commune: str, family: str, effect: QuotientEffect) -> list[str]:
    reglement = communes.reglement_now(commune)
    ids = families.family(commune, family).value.children
    files = stored_children.children(commune, ids)
    return quotient_sentences(
        effect.before,
        effect.after,
        effect.since,
        effect.changes,
        children=told_apart(stored.value for stored in files.values()),
        services={service.code: service.name for service in reglement.services},
    )
