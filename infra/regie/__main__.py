"""`python -m infra.regie unpaid|account|payment|credit-note|… --commune COMMUNE`: see `docs/regie.md`."""

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from dataclasses import asdict, is_dataclass

import msgspec

from functions.domain.errors import Refusal
from functions.domain.regie.write_offs import WriteOffKind
from functions.domain.town.counter_means import CounterMeans
from functions.french.refusals import sentence
from infra.regie import acts, collecting, invoicing, lists, till
from infra.regie.asking import Refused, cents, changed_line, credited_line, day
from infra.regie.sheets import Sheet, for_a_spreadsheet

Run = Callable[..., Iterator[object]]


def main(arguments: list[str]) -> int:
    """0: done. 1: refused, and the error output says why; nothing was changed. 2: wrong command."""
    options = _parser().parse_args(arguments)
    try:
        for told in options.run(options):
            if isinstance(told, Sheet):
                for_a_spreadsheet()
            if isinstance(told, str) and not options.json:
                print(told, flush=True)
            elif not isinstance(told, str) and options.json:
                print(_json(told), flush=True)
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    except Refusal as refusal:
        print(sentence(refusal.code, refusal.data), file=sys.stderr)
        return 1
    return 0


def _json(told: object) -> str:
    value = asdict(told) if is_dataclass(told) and not isinstance(told, type) else told
    return msgspec.json.encode(value).decode()


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="python -m infra.regie", description="Les actes du régisseur : voir docs/regie.md."
    )
    commands = parser.add_subparsers(required=True)

    def command(name: str, run: Run, explained: str, *, writes: bool = False) -> ArgumentParser:
        added: ArgumentParser = commands.add_parser(name, help=explained, description=explained)
        added.set_defaults(run=run)
        added.add_argument("--commune", required=True)
        added.add_argument("--json", action="store_true", help="une ligne JSON par résultat, en centimes")
        if writes:
            added.add_argument("--yes", action="store_true", help="sans demander de confirmation")
            added.add_argument("--key", help="la clé d’une commande interrompue, pour la reprendre")
        return added

    for name, run, explained in (
        ("unpaid", lists.unpaid, "les factures en retard"),
        ("handed-over", lists.handed_over, "les factures transmises au Trésor public"),
    ):
        command(name, run, explained).add_argument("--csv", action="store_true", help="pour un tableur")
    command("alerts", lists.waiting_alerts, "ce que vous seul pouvez régler")
    one = command("close-alert", acts.end_alert, "dire ce qui a été fait d’une alerte", writes=True)
    one.add_argument("--alert", required=True, help="son identifiant, entre crochets dans la liste")
    one.add_argument("--note", required=True, help="ce qui a été fait")
    family(command("account", lists.account, "tout le compte d’une famille"))
    invoice(command("lines", lists.lines, "les lignes d’une facture, numérotées"))
    command("periods", invoicing.periods, "les périodes à facturer")
    one = command("preview", invoicing.preview, "ce que donnerait une émission, sans rien émettre")
    one.add_argument("--period", required=True, help="2026-10")
    one.add_argument("--key", help="l’identifiant d’un aperçu interrompu, pour le reprendre")
    one = command("issue", invoicing.issue, "émettre les factures d’une période", writes=True)
    one.add_argument("--period", required=True, help="2026-10")
    one.add_argument("--preview", help="l’aperçu qui a été regardé")
    _acts(command)
    return parser


def _acts(command: Callable[..., ArgumentParser]) -> None:
    one = command("credit-note", acts.credit_note, "émettre un avoir", writes=True)
    invoice(one)
    one.add_argument("--line", type=credited_line, action="append", help="3, ou 3=12,50 ; sans elle, tout")
    reason(one)

    one = command("reissue", acts.reissue, "annuler une facture et l’émettre à nouveau", writes=True)
    invoice(one)
    one.add_argument("--line", type=changed_line, action="append", help="3=0, 3=2 ou 3=2x1,50 ou 3=1,50")
    reason(one)

    one = command("write-off", acts.write_off, "remise gracieuse ou non-valeur", writes=True)
    invoice(one)
    amount(one)
    one.add_argument("--kind", choices=[kind.value for kind in WriteOffKind], default="grace")
    reason(one)

    one = command("payment", acts.payment, "encaisser un paiement, avec un reçu", writes=True)
    one.add_argument("--family", help="paie ce qu’elle doit, le plus ancien d’abord")
    one.add_argument("--invoice", action="append", help="payée en premier ; peut être répété")
    amount(one)
    means(one)
    one.add_argument("--date", type=day, help="2026-11-02 ; sans elle, aujourd’hui")
    one.add_argument("--bank", help="la banque du chèque")
    one.add_argument("--anyway", action="store_true", help="même si la famille paie peut-être en ligne")

    one = command("reject", acts.reject, "un paiement rejeté par la banque", writes=True)
    family(one)
    one.add_argument("--payment", required=True, help="numéro du reçu, ou identifiant du paiement en ligne")
    reason(one)

    family(command("use-credit", acts.spend_credit, "utiliser l’avoir d’une famille", writes=True))

    one = command("refund", acts.refund, "noter que l’avoir a été rendu", writes=True)
    family(one)
    amount(one)
    means(one)

    command("remind", acts.remind, "envoyer les rappels du jour", writes=True)

    one = command("statement", till.statement, "arrêter un état des encaissements", writes=True)
    one.add_argument("--through", type=day, required=True, help="le dernier jour de l’état")

    command("statements", till.statements, "les états des encaissements")

    one = command("read-statement", till.read_statement, "relire un état des encaissements")
    one.add_argument("--number", required=True, help="E2026-0003")
    one.add_argument("--csv", action="store_true", help="pour un tableur")

    one = command("collection", collecting.collection, "délai, rappels, imputations", writes=True)
    one.add_argument("--days-to-pay", type=int)
    one.add_argument("--reminders", type=collecting.days, help="jours de retard : 10,25 ; ou aucun")
    one.add_argument("--account", help="l’imputation des encaissements : 7067")
    one.add_argument(
        "--account-of", type=collecting.account_of, action="append", help="mercredi=70632 ; peut être répété"
    )

    one = command("hand-over", acts.hand_over, "transmettre au Trésor public", writes=True)
    one.add_argument("--family", help="tout ce qui peut l’être")
    one.add_argument("--invoice", action="append", help="peut être répété")

    one = command("recall", acts.recall, "reprendre une facture au Trésor public", writes=True)
    invoice(one)
    reason(one)


def family(parser: ArgumentParser) -> None:
    parser.add_argument("--family", required=True, help="son identifiant, ou le début de son nom")


def invoice(parser: ArgumentParser) -> None:
    parser.add_argument("--invoice", required=True, help="son numéro : 2026-000042")


def amount(parser: ArgumentParser) -> None:
    parser.add_argument("--amount", type=cents, required=True, help="en euros : 42,50")


def reason(parser: ArgumentParser) -> None:
    parser.add_argument("--reason", required=True, help="le motif, que la famille lira")


def means(parser: ArgumentParser) -> None:
    parser.add_argument("--means", choices=[means.value for means in CounterMeans], required=True)
    parser.add_argument("--reference", help="numéro du chèque, du titre ou du virement")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
