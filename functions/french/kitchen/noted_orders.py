"""What becomes of the caterer's order where attendance notes an absence, or a child who was not expected: said beside the choice."""

from datetime import date, datetime

from functions.domain.kitchen.orders import OrderStanding
from functions.domain.kitchen.settings import OrderSettings
from functions.french.kitchen.called_off_orders import call, told_until, who
from functions.french.words.dates import hour_of
from functions.french.words.spaces import spaced

OWN_MEAL = "Apporte son repas : la commande ne change pas."


def noted_said(standing: OrderStanding | None, own: OrderSettings, day: date, *, now: datetime) -> str:
    """Empty for a service without a meal, and for a day gone by. `now`: on the town's clock."""
    if standing is None or day < now.date():
        return ""
    if not standing.ordered:
        return spaced("Repas : rien n’est encore commandé pour ce jour, le nombre change dans « Cuisine ».")
    if now >= standing.last_call:
        at = hour_of(standing.last_call.time())
        return spaced(
            f"Repas : le dernier appel est passé ({at}), la commande ne change plus. Le repas d’un absent reste commandé ; "
            f"pour un enfant en plus, {call(own)}."
        )
    if not own.email:
        return spaced(f"Repas : la commande est arrêtée, et rien ne part par e-mail : {call(own)}.")
    return spaced(f"Repas : commandés à {who(own)}. {told_until(standing.last_call, own, today=now.date())}")
