"""`python -m infra.backup export|totals|compare|restore|part`: see `docs/guides/sauvegarder-et-restaurer.md`.

`--stage` finds the table and the bucket of a deployment; `--table` and `--bucket` name others.
"""

import getpass
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from functions.storage.create_table import use_table
from infra.backup import part, totals
from infra.backup.bookings import MonthChange
from infra.backup.ended import ended_in, put_out_again
from infra.backup.erased import erase_what_came_back, erased_in
from infra.backup.exports import Export, ExportFailed, export, items, opened, parse_address
from infra.backup.merged import merge_what_came_back, merged_in
from infra.backup.part import Plan
from infra.backup.restore import RestoreFailed, restore
from infra.backup.totals import Totals
from infra.deploy import checks
from infra.deploy.checks import Missing
from infra.deploy.stage import stage_named
from infra.french import counted
from infra.on import know_secrets


def main(arguments: list[str], dynamodb: Any = None, s3: Any = None) -> int:
    """0: done. 1: it could not be, or two things differ: the output says why. 2: wrong command."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        checks.region()
        _find(options)
        for name in ("table", "bucket", "into"):
            if getattr(options, name, "") is None and not (options.run is _totals and options.kept):
                parser.error(f"--stage, ou --{name}")
        options.dynamodb = dynamodb or boto3.client("dynamodb")
        options.s3 = s3 or boto3.client("s3")
        for line in options.run(options):
            print(line, flush=True)
    except Missing as missing:
        print(missing, file=sys.stderr)
        return 1
    except (ExportFailed, RestoreFailed) as failure:
        print(f"Échec : {failure}", file=sys.stderr)
        return 1
    except (BotoCoreError, ClientError) as refused:
        print(f"Échec, AWS refuse : {refused}", file=sys.stderr)
        return 1
    return 0


def _find(options: Namespace) -> None:
    """What the command did not name, from the stage's outputs. Raises Missing."""
    if getattr(options, "stage", None) is None:
        return
    know_secrets(options.stage)
    outputs = checks.deployed(options.stage).outputs()
    for name, output in (("table", "Table"), ("bucket", "BackupsBucket")):
        if getattr(options, name, "") is None:
            setattr(options, name, outputs[output])
    if getattr(options, "live", "") is None:
        options.live = outputs["Table"]
    if getattr(options, "into", "") is None:
        options.into = f"{options.stage.stack}-{datetime.now(UTC):%Y%m%d-%H%M%S}"


def _export(options: Namespace) -> Iterator[str]:
    yield "Sauvegarde en cours (quelques minutes, sans gêner le portail)…"
    kept = export(options.dynamodb, options.s3, table=options.table, bucket=options.bucket, at=options.at)
    yield f"État au {kept.at:%Y-%m-%d %H:%M:%S} UTC, {counted(kept.items, 'élément')} :"
    yield kept.address


def _totals(options: Namespace) -> Iterator[str]:
    found = (
        totals.of(totals.scan(options.dynamodb, options.table))
        if options.kept is None
        else totals.of(items(options.s3, _opened(options)))
    )
    yield from _told(found)


def _compare(options: Namespace) -> Iterator[str]:
    kept = totals.of(items(options.s3, _opened(options)))
    differences = kept.differences(totals.of(totals.scan(options.dynamodb, options.table)))
    yield from differences
    if differences:
        raise RestoreFailed(f"{counted(len(differences), 'différence')} entre la sauvegarde et la table")
    yield "La table contient exactement ce que contient la sauvegarde."


def _restore(options: Namespace) -> Iterator[str]:
    yield "Restauration en cours…"
    yield from _told(restore(options.dynamodb, options.s3, _opened(options), into=options.into))
    yield f"La table {options.into} contient exactement ce que contient la sauvegarde."
    if options.live is not None:
        yield from _erase_again(options)
    yield f"Pour que le portail s’en serve : make deploy STAGE=… TABLE={options.into}"


def _erase_again(options: Namespace) -> Iterator[str]:
    """What the town erased, and whom it put out, since the backup, as the live table knows it."""
    try:
        held = list(totals.scan(options.dynamodb, options.live))
    except options.dynamodb.exceptions.ResourceNotFoundException:
        yield (
            f"La table {options.live} n’existe plus : les familles effacées depuis la sauvegarde sont à effacer à nouveau, "
            "et les accès terminés à terminer à nouveau."
        )
        return
    now = datetime.now(UTC)
    by = f"operator:{getpass.getuser()}"
    back = erase_what_came_back(options.dynamodb, options.into, erased_in(held), by=by, now=now)
    if back:
        yield f"{counted(back, 'famille effacée', 'familles effacées')} depuis la sauvegarde : effacées ici aussi."
    again, left = merge_what_came_back(options.into, merged_in(held), now=now)
    if again:
        yield f"{counted(again, 'dossier réuni', 'dossiers réunis')} à un autre depuis la sauvegarde : réunis ici aussi."
    if left:
        yield f"Dossiers réunis depuis la sauvegarde et qui ne peuvent pas l’être ici, à réunir de nouveau : {', '.join(left)}."
    out = put_out_again(options.into, ended_in(held), by=by, now=now)
    if out:
        yield f"Accès terminés depuis la sauvegarde, dans {counted(out, 'famille')} : terminés ici aussi."


def _part(options: Namespace) -> Iterator[str]:
    kept = _opened(options)
    use_table(options.table)
    held = list(items(options.s3, kept))
    scope = part.scope_of(options.dynamodb, options.table, held, options.commune, options.family)
    made = part.plan(options.dynamodb, options.table, held, scope)
    yield from _planned(made, kept)
    if not options.apply:
        yield "Rien n’a été écrit. Avec --apply, ces changements sont faits."
        return
    now = datetime.now(UTC)
    by = f"operator:{getpass.getuser()}"
    refused = part.apply(options.dynamodb, options.table, made, at=kept.at, by=by, now=now)
    for left in refused:
        yield f"Laissé tel quel, faute de place : enfant {left.child}, {left.month}, {', '.join(left.services)}"
    yield "C’est fait."


def _planned(made: Plan, kept: Export) -> Iterator[str]:
    yield f"État au {kept.at:%Y-%m-%d %H:%M:%S} UTC."
    yield f"À remettre, car disparus : {len(made.missing)}"
    for item in made.missing:
        yield f"  {item['pk']['S']} {item['sk']['S']}"
    yield f"Fichiers et règlement à remettre comme ils étaient : {len(made.changed)}"
    for change in made.changed:
        yield f"  {change.item['pk']['S']} {change.item['sk']['S']}"
    yield f"Mois de réservations à remettre comme ils étaient : {len(made.months)}"
    for month in made.months:
        yield f"  {_month(month)}"
    if made.erased:
        yield f"Laissés, car leurs familles ont été effacées ou réunies à d’autres depuis : {counted(made.erased, 'élément')}"
    for newer in made.newer:
        yield f"Plus récent que la sauvegarde, laissé : {newer}"


def _month(change: MonthChange) -> str:
    back = [f"+{slot.date} {slot.service}" for slot in change.gained]
    gone = [f"-{slot.date} {slot.service}" for slot in change.lost]
    return f"enfant {change.then.child}, {change.then.month} : {', '.join(back + gone) or 'prix ou payeur'}"


def _told(found: Totals) -> Iterator[str]:
    yield f"{counted(found.items, 'élément')}, empreinte {found.digest:064x}"
    for commune, figures in sorted(found.by_commune.items()):
        yield f"{commune} : " + ", ".join(f"{name} {count}" for name, count in sorted(figures.items()))
    for series, ranks in sorted(found.numbers.items()):
        yield f"{series} : factures 1 à {max(ranks)}" if ranks else series
    for gap in found.gaps():
        yield f"Numéros manquants : {gap}"


def _opened(options: Namespace) -> Export:
    return opened(options.s3, *options.kept)


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ArgumentTypeError("un instant avec son décalage : 2026-11-24T10:30:00+01:00")
    return instant


def _address(text: str) -> tuple[str, str]:
    try:
        return parse_address(text)
    except ValueError as error:
        raise ArgumentTypeError("une adresse comme s3://seau/dossier") from error


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m infra.backup")
    commands = parser.add_subparsers(required=True)

    command = commands.add_parser("export", help="écrire la table dans un seau, telle qu’à un instant")
    command.add_argument("--stage", type=stage_named)
    command.add_argument("--table")
    command.add_argument("--bucket")
    command.add_argument("--at", type=_instant, help="maintenant, sinon jusqu’à 35 jours en arrière")
    command.set_defaults(run=_export)

    command = commands.add_parser("totals", help="compter ce que contient une table, ou une sauvegarde")
    which = command.add_mutually_exclusive_group(required=True)
    which.add_argument("--stage", type=stage_named)
    which.add_argument("--table")
    which.add_argument("--from", dest="kept", type=_address)
    command.set_defaults(run=_totals)

    command = commands.add_parser("compare", help="dire ce qui diffère entre une sauvegarde et une table")
    command.add_argument("--from", dest="kept", type=_address, required=True)
    command.add_argument("--stage", type=stage_named)
    command.add_argument("--table")
    command.set_defaults(run=_compare)

    command = commands.add_parser("restore", help="remettre une sauvegarde dans une nouvelle table")
    command.add_argument("--from", dest="kept", type=_address, required=True)
    command.add_argument("--stage", type=stage_named)
    command.add_argument("--into")
    command.add_argument(
        "--live", help="la table qui servait, pour savoir quelles familles ont été effacées depuis"
    )
    command.set_defaults(run=_restore)

    command = commands.add_parser("part", help="remettre une commune, ou une famille, comme elle était")
    command.add_argument("--from", dest="kept", type=_address, required=True)
    command.add_argument("--stage", type=stage_named)
    command.add_argument("--table")
    command.add_argument("--commune", required=True)
    command.add_argument("--family")
    command.add_argument("--apply", action="store_true", help="sans cela, dire seulement ce qui serait fait")
    command.set_defaults(run=_part)
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
