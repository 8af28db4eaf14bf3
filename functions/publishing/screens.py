"""The screens of the application: static shells that a script fills from the API."""

from functions.publishing.pages import Page, html_page
from functions.publishing.site import Site

SCREENS = {
    "/connexion/": "connexion.html",
    "/double-verification/": "double-verification.html",
    "/activation/": "activation.html",
    "/lettre/": "lettre.html",
    "/mot-de-passe-oublie/": "mot-de-passe-oublie.html",
    "/nouveau-mot-de-passe/": "nouveau-mot-de-passe.html",
    "/tablette/": "tablette.html",
    "/rappels/": "rappels.html",
    "/commande/": "commande.html",
    "/espace/": "espace.html",
    "/espace/reservations/": "reservations.html",
    "/espace/agenda/": "agenda.html",
    "/espace/absences/": "absences.html",
    "/espace/demandes/": "demandes.html",
    "/espace/messages/": "messages.html",
    "/espace/factures/": "factures.html",
    "/espace/facture/": "facture.html",
    "/espace/recu/": "recu.html",
    "/espace/paiement/": "paiement.html",
    "/espace/annee/": "annee.html",
    "/espace/actualites/": "actualites.html",
    "/espace/compte/": "compte.html",
    "/espace/reglement/": "accepter.html",
    "/mairie/": "mairie/aujourdhui.html",
    "/mairie/cuisine/": "mairie/cuisine.html",
    "/mairie/familles/": "mairie/familles.html",
    "/mairie/lettres/": "mairie/lettres.html",
    "/mairie/famille/": "mairie/famille.html",
    "/mairie/menus/": "mairie/menus.html",
    "/mairie/fusion/": "mairie/fusion.html",
    "/mairie/pieces/": "mairie/pieces.html",
    "/mairie/reservations/": "mairie/reservations.html",
    "/mairie/vue/": "mairie/vue.html",
    "/mairie/groupe/": "mairie/groupe.html",
    "/mairie/fermeture/": "mairie/fermeture.html",
    "/mairie/actualites/": "mairie/actualites.html",
    "/mairie/informer/": "mairie/informer.html",
    "/mairie/demandes/": "mairie/demandes.html",
    "/mairie/phrases/": "mairie/phrases.html",
    "/mairie/pointage/": "mairie/pointage.html",
    "/mairie/tablettes/": "mairie/tablettes.html",
    "/mairie/agents/": "mairie/agents.html",
    "/mairie/journal/": "mairie/journal.html",
}
"""Address → template of `templates/pages`."""


def render_screens(site: Site) -> list[Page]:
    return [html_page(address, site.render(f"pages/{template}")) for address, template in SCREENS.items()]
