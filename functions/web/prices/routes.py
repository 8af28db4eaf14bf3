"""What a family would pay, before it has an account. Nothing is kept of what was asked."""

from datetime import date
from decimal import Decimal

from chalice.app import Blueprint

from functions.domain.pricing.prices import Household, NoPrice
from functions.domain.pricing.simulator import Quote, quotes
from functions.domain.reglement.reglement import Reglement, UnknownTariff
from functions.domain.reglement.tariff_grids import REGULAR
from functions.french.refusals import sentence
from functions.french.reglement.tariff_lines import value_label
from functions.french.reglement.tariffs import explain
from functions.storage.town import communes
from functions.web.api.endpoint import Routes
from functions.web.api.paths import COMMUNE
from functions.web.callers.asking import ANYONE, Anyone
from functions.web.prices.types import PriceOfService, Prices, PricesAsked

routes = Routes(Blueprint(__name__))


@routes.route("GET", f"{COMMUNE}/prices", ANYONE, takes=PricesAsked, answers=Prices)
def read_prices(caller: Anyone, asked: PricesAsked) -> Prices:
    """What each service would cost a family, and why. Anonymous: the règlement is public, and no family is named."""
    commune = caller.ask.path["commune"]
    head = communes.reglement_head(commune).value
    reglement = communes.reglement(commune, head.reglement)
    day = asked.date or reglement.day_of(caller.ask.now)
    household = Household(
        quotient_familial=None if asked.qf is None else Decimal(str(asked.qf)),
        resident=asked.resident,
        rank=asked.rank,
        children=max(asked.children, asked.rank),
        age=asked.age,
        level=asked.level,
        scheme=asked.scheme,
        school=asked.school,
    )
    prices = [_told(reglement, day, quote) for quote in quotes(reglement, day, household, days=asked.days)]
    return Prices(day, reglement.version, prices)


def _told(reglement: Reglement, day: date, quote: Quote) -> PriceOfService:
    service = quote.service
    kind = () if quote.kind == REGULAR else (value_label("kind", quote.kind),)
    name = ", ".join((service.name, *kind, *([quote.formula] if quote.formula else [])))
    try:
        unit = reglement.tariff_on(service.tariff, day).unit
    except UnknownTariff as refusal:
        return PriceOfService(service.code, name, "", None, sentence(refusal.code, refusal.data))
    if quote.price is None:
        return PriceOfService(service.code, name, unit, None, quote.told or sentence(NoPrice.code, {}))
    return PriceOfService(service.code, name, unit, quote.price.unit_cents, explain(quote.price, unit))
