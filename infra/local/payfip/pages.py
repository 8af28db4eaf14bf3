"""What the payer sees. No script, nothing from elsewhere, and it says that no money is at stake."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from infra.local.payfip.treasury import GIVEN_UP, Operation

STYLE_PATH = "/dev/payfip/style.css"

_HERE = Path(__file__).parent
_templates = Environment(
    loader=FileSystemLoader(_HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ANOMALIES = {
    "P1": (
        404,
        "Ce paiement n’existe pas",
        "Il n’a jamais été ouvert, ou il est trop ancien pour être retrouvé.",
    ),
    "P3": (
        409,
        "Ce paiement est déjà terminé",
        "Il n’y a rien à refaire ici : le portail vous dira où il en est.",
    ),
    "P4": (
        410,
        "Ce paiement a expiré",
        "Il fallait le commencer dans les 15 minutes. Revenez sur le portail pour en ouvrir un autre.",
    ),
}


@dataclass(frozen=True, slots=True)
class Decision:
    result: str
    """PayFiP's code: P or V (paid), R or Z (refused), A (given up)."""
    notifies: bool = True
    returns: bool = True


def decision(form: Mapping[str, str]) -> Decision | None:
    """What the button that was pressed means; None when none of ours was."""
    debit = form.get("moyen") == "prelevement"
    paid, refused = ("V", "Z") if debit else ("P", "R")
    return {
        "payer": Decision(paid),
        "refuser": Decision(refused),
        "abandonner": Decision(GIVEN_UP),
        "payer-sans-notification": Decision(paid, notifies=False),
        "payer-sans-retour": Decision(paid, notifies=False, returns=False),
    }.get(form.get("decision", ""))


def payment(operation: Operation) -> tuple[int, dict[str, str], bytes]:
    back = urlsplit(operation.return_url)
    return _page(
        200,
        "payment.html",
        # Browsers check where a form's answer redirects to, too.
        form_action=f"'self' {back.scheme}://{back.netloc}",
        operation=operation,
        told=operation.fields,
        amount=euros(int(operation.fields["montant"])),
    )


def left_behind(operation: Operation) -> tuple[int, dict[str, str], bytes]:
    """Paid, and the browser goes nowhere: as when the phone's battery dies."""
    return _message(
        200,
        "Le paiement est enregistré",
        "Personne n’a prévenu le portail. Fermez cette page : il s’en apercevra tout seul.",
        operation,
    )


def anomaly(code: str, operation: Operation | None) -> tuple[int, dict[str, str], bytes]:
    status, title, sentence = _ANOMALIES[code]
    return _message(status, title, sentence, operation)


def not_found() -> tuple[int, dict[str, str], bytes]:
    return _message(404, "Cette page n’existe pas", "Vérifiez l’adresse, ou revenez sur le portail.", None)


def style() -> tuple[int, dict[str, str], bytes]:
    return 200, {"Content-Type": "text/css; charset=utf-8"}, (_HERE / "style.css").read_bytes()


def euros(cents: int) -> str:
    """1234567 → `12 345,67 €`, with the spaces that do not break."""
    whole = f"{cents // 100:,}".replace(",", "\u202f")
    return f"{whole},{cents % 100:02d}\u00a0€"


def _message(
    status: int, title: str, sentence: str, operation: Operation | None
) -> tuple[int, dict[str, str], bytes]:
    back = operation.return_url if operation else None
    return _page(status, "message.html", form_action="'none'", title=title, sentence=sentence, back=back)


def _page(
    status: int, template: str, *, form_action: str, **values: object
) -> tuple[int, dict[str, str], bytes]:
    headers = {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": (
            f"default-src 'none'; style-src 'self'; img-src data:; form-action {form_action}; "
            "base-uri 'none'; frame-ancestors 'none'"
        ),
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
    html = _templates.get_template(template).render(style_path=STYLE_PATH, **values)
    return status, headers, html.encode()
