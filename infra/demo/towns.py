"""The commune of Aubray-sur-Lisse and the community of communes of the Val de Lisse: neither exists."""

from functions.domain.town.commune import Commune, CommuneKind, Contact, Regie
from functions.domain.town.counter_means import CounterMeans
from infra.local.environment import PAYZEN_SHOP

AUBRAY = Commune(
    id="aubray",
    name="Aubray-sur-Lisse",
    kind=CommuneKind.COMMUNE,
    colour="bleu-ardoise",
    timezone="Europe/Paris",
    siret="21999001200018",
    contact=Contact(
        service="Mairie, service des affaires scolaires",
        line1="1 place de la Mairie",
        postcode="99120",
        city="Aubray-sur-Lisse",
        phone="01 99 00 12 34",
        email="ecoles@aubray.example",
        opening_hours="Ouvert du lundi au vendredi de 8 h 30 à 12 h, et le mercredi de 14 h à 17 h 30.",
    ),
    regie=Regie(
        code="scolaire",
        name="Régie des services scolaires",
        payfip_client="099120",
        days_to_pay=30,
        imputation="7067",
        accepts=(CounterMeans.CASH, CounterMeans.CHEQUE, CounterMeans.CESU),
    ),
    data_protection_email="dpo@aubray.example",
    publication_director="le maire d’Aubray-sur-Lisse",
)

VAL_DE_LISSE = Commune(
    id="val-de-lisse",
    name="Communauté de communes du Val de Lisse",
    kind=CommuneKind.COMMUNITY,
    colour="vert-sapin",
    timezone="Europe/Paris",
    siret="20099001200029",
    contact=Contact(
        service="Service enfance et jeunesse",
        line1="14 rue du Moulin",
        postcode="99120",
        city="Aubray-sur-Lisse",
        phone="01 99 00 56 78",
        email="enfance@val-de-lisse.example",
        opening_hours="Ouvert du mardi au vendredi de 9 h à 12 h 30 et de 13 h 30 à 17 h.",
    ),
    regie=Regie(
        code="enfance", name="Régie enfance et jeunesse", payzen_shop=PAYZEN_SHOP, imputation="70632"
    ),
    data_protection_email="dpo@val-de-lisse.example",
    publication_director="la présidente de la communauté de communes",
)

TOWNS = (AUBRAY, VAL_DE_LISSE)
