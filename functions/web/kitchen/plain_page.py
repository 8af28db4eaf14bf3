"""The caterer's page for a browser without scripts: the same figures, and a button that is a form. Reading it says nothing."""

from html import escape

from functions.web.kitchen.orders_of_mail import OrdersOfMail

_PAGE = """<!doctype html>
<html lang="fr">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Commande de repas : {service}</title>
<main>
<h1>{service} : {days}</h1>
<p>{town}. Une question ? {phone}</p>
<ul>
{lines}
</ul>
{said}
</main>
</html>
"""
_BUTTON = """<form method="post">
<button name="act" value="received">J’ai bien reçu</button>
</form>"""


def plain_page(orders: OrdersOfMail) -> bytes:
    lines = "\n".join(f"<li>{escape(line)}</li>" for line in orders.lines)
    said = f'<p role="status"><strong>Merci. {escape(orders.acknowledged)}</strong></p>'
    return _PAGE.format(
        service=escape(orders.service),
        days=escape(orders.days),
        town=escape(orders.town),
        phone=escape(orders.phone),
        lines=lines,
        said=said if orders.acknowledged else _BUTTON,
    ).encode()
