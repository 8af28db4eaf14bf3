"""`python -m infra.journal --commune C [--known EMPREINTE]`: prove that the journal is as it was sealed, night after night."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from functions import wiring
from functions.domain.journal_audit import AuditFinding, JournalAudit, SealFault, audit_chain, audit_day
from functions.domain.journal_seals import JournalSeal, SealedLine
from functions.french.words.dates import date_long
from functions.storage.journal import seals as stored
from infra.french import counted

MOST_NAMED = 20
ERASED = "family_erased"
_SAID = {
    SealFault.SEAL_CHANGED: "le sceau du {day} a été changé.",
    SealFault.CHAIN_BROKEN: "le sceau du {day} ne tient plus à celui d’avant : un sceau a été retiré ou ajouté.",
    SealFault.LINE_CHANGED: "la ligne {line}, du {day}, a été changée.",
    SealFault.LINE_MISSING: "la ligne {line}, du {day}, manque.",
    SealFault.LINE_ADDED: "la ligne {line}, du {day}, a été ajoutée après coup.",
    SealFault.LINE_MOVED: "la ligne {line}, du {day}, a changé de dossier.",
}


def main(arguments: list[str]) -> int:
    """0: as it was sealed. 1: not so, and what is said first is the first that differs. 2: wrong command."""
    parser = ArgumentParser(
        prog="python -m infra.journal", description="Vérifier que le journal est tel qu’il a été scellé."
    )
    parser.add_argument("--commune", required=True)
    parser.add_argument("--known", help="une empreinte notée auparavant, qui doit être celle d’un des sceaux")
    options = parser.parse_args(arguments)
    chain = stored.seals(options.commune)
    if not chain:
        print(
            "Le journal de cette commune n’a pas encore de sceau : le premier se fait la nuit.",
            file=sys.stderr,
        )
        return 1
    audit = audit_journal(options.commune, chain, now=wiring.now())
    for one in audit.findings[:MOST_NAMED]:
        print(_told(one), file=sys.stderr)
    if len(audit.findings) > MOST_NAMED:
        print(f"et {counted(len(audit.findings) - MOST_NAMED, 'autre différence')}.", file=sys.stderr)
    for line in _figures(chain, audit):
        print(line)
    unknown = options.known is not None and options.known not in {one.seal for one in chain}
    if unknown:
        print(f"Aucun sceau n’a l’empreinte {options.known}.", file=sys.stderr)
    return 1 if audit.findings or unknown else 0


def audit_journal(commune: str, chain: list[JournalSeal], *, now: datetime) -> JournalAudit:
    """The seals, then each day of theirs with the lines as they are. A family counts as erased where a line of the commune says so."""
    whole = JournalAudit(audit_chain(chain, today=now.date()))
    days: dict[date, list[SealedLine]] = {}
    for one in chain:
        days.setdefault(one.day, []).extend(one.lines)
    there = {day: stored.lines_of_day(commune, day) for day in days}
    since = [stored.lines_of_day(commune, day) for day in _days_after(chain[-1].day, now.date())]
    erased = frozenset(
        str(line.detail["family"])
        for lines in (*there.values(), *since)
        for _, line in lines
        if line.act == ERASED and "family" in line.detail
    )
    for day, sealed in days.items():
        if not chain[-1].whole and day == chain[-1].day:
            continue  # the rest of it is sealed tonight
        now_there = {line.id: line for line, _ in there[day]}
        told = audit_day(sealed, now_there, day=day, today=now.date(), erased=erased)
        whole.findings += told.findings
        whole.lines += told.lines
        whole.expired += told.expired
        whole.erased += told.erased
    whole.findings.sort(key=lambda one: one.day)
    return whole


def _days_after(day: date, today: date) -> Iterator[date]:
    while day < today:
        day += timedelta(1)
        yield day


def _told(finding: AuditFinding) -> str:
    said = _SAID[finding.fault].format(day=date_long(finding.day), line=finding.line)
    return said[0].upper() + said[1:]


def _figures(chain: list[JournalSeal], audit: JournalAudit) -> Iterator[str]:
    yield f"Du {date_long(chain[0].day)} au {date_long(chain[-1].day)} : {counted(audit.lines, 'ligne')} comme au jour du sceau."
    if audit.expired:
        yield f"{counted(audit.expired, 'ligne')} au terme de leur conservation."
    if audit.erased:
        yield f"{counted(audit.erased, 'ligne')} de familles effacées."
    yield f"Dernier sceau : {chain[-1].seal}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
