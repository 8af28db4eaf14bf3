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
    "/espace/dossier/": "dossier.html",
    "/espace/messages/": "messages.html",
    "/espace/factures/": "factures.html",
    "/espace/facture/": "facture.html",
    "/espace/recu/": "recu.html",
    "/espace/paiement/": "paiement.html",
    "/espace/annee/": "annee.html",
    "/espace/actualites/": "actualites.html",
    "/espace/compte/": "compte.html",
    "/espace/cles/": "cles.html",
    "/espace/notifications/": "notifications.html",
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

DESK = "/mairie/"
HELP = "/aide/"
HELP_IN = {
    "/mairie/": "aujourdhui",
    "/mairie/informer/": "messages",
    "/mairie/lettres/": "familles",
    "/mairie/vue/": "famille",
    "/mairie/groupe/": "reservations",
    "/mairie/phrases/": "demandes",
}
"""Screens of the town hall whose help is not called as they are."""


def help_of(address: str) -> str:
    """The page that walks through a screen of the town hall; the list of help for any other page."""
    if not address.startswith(DESK):
        return HELP
    name = HELP_IN.get(address, address.removeprefix(DESK).strip("/"))
    return f"{HELP}mairie-{name}/"


def explained_by(help_page: str) -> str:
    """The first screen that a help page for agents walks through; the town hall's first one where it is about none."""
    return next((address for address in SCREENS if help_of(address) == help_page), DESK)


def render_screen(site: Site, address: str, template: str) -> Page:
    return html_page(address, site.render(f"pages/{template}", help_page=help_of(address)))
