"""What the payer sees, in the frame and the style of the fake treasury's page."""

from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from infra.local.payfip.pages import STYLE_PATH, euros
from infra.local.payzen.shop import Order

_HERE = Path(__file__).parent
_templates = Environment(
    loader=FileSystemLoader([_HERE / "templates", _HERE.parent / "payfip" / "templates"]),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)

Answer = tuple[int, dict[str, str], bytes]


def payment(order: Order, action: str) -> Answer:
    back = urlsplit(order.fields["vads_url_return"])
    return _page(
        200,
        "payzen.html",
        form_action=f"'self' {back.scheme}://{back.netloc}",
        order=order.fields["vads_order_id"],
        shop=order.fields["vads_site_id"],
        email=order.fields.get("vads_cust_email", ""),
        amount=euros(int(order.fields["vads_amount"])),
        action=action,
    )


def refused(field: str) -> Answer:
    return _message(
        400, "Ce paiement ne peut pas s’ouvrir", f"La banque refuse la demande (champ {field}).", None
    )


def left_behind(order: Order) -> Answer:
    return _message(
        200,
        "Le paiement est enregistré",
        "Personne n’a prévenu le portail. Fermez cette page : il s’en apercevra tout seul.",
        order.fields["vads_url_return"],
    )


def not_found() -> Answer:
    return _message(404, "Cette page n’existe pas", "Vérifiez l’adresse, ou revenez sur le portail.", None)


def _message(status: int, title: str, sentence: str, back: str | None) -> Answer:
    return _page(status, "message.html", form_action="'none'", title=title, sentence=sentence, back=back)


def _page(status: int, template: str, *, form_action: str, **values: object) -> Answer:
    policy = (
        f"default-src 'none'; style-src 'self'; img-src data:; form-action {form_action}; base-uri 'none'"
    )
    headers = {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": policy,
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
    html = _templates.get_template(template).render(style_path=STYLE_PATH, **values)
    return status, headers, html.encode()
