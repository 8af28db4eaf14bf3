"""The journal in words: one sentence for each act that is written anywhere. It names who did it and for which family, and nobody else."""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto

from functions.domain.journal import JournalLine
from functions.french.words.dates import date_long


class DoneBy(Enum):
    TOWN = auto()
    FAMILY = auto()
    """What families do for themselves, every day."""
    ITSELF = auto()
    """What the portal does by itself, or a bank says."""


@dataclass(frozen=True, slots=True)
class ActSaid:
    """`label`: in a list to choose from. `text`: with `{by}`, and `{family}` as « la famille ROUX »."""

    label: str
    text: str
    by: DoneBy = DoneBy.TOWN


def _family(label: str, text: str) -> ActSaid:
    return ActSaid(label, text, DoneBy.FAMILY)


def _itself(label: str, text: str) -> ActSaid:
    return ActSaid(label, text, DoneBy.ITSELF)


ACTS: dict[str, ActSaid] = {
    # Who comes in.
    "agent_signed_in": ActSaid("connexion d’un agent", "{by} s’est connecté."),
    "act_refused": ActSaid("acte refusé", "{by} a demandé ce que ses droits ne permettent pas."),
    "agent_appointed": ActSaid("nomination", "{by} a donné ou changé un accès d’agent : {agent}."),
    "agent_ended": ActSaid("fin d’un accès d’agent", "{by} a mis fin à un accès d’agent : {agent}."),
    "access_ended": ActSaid(
        "fin d’un accès de parent", "{by} a mis fin à l’accès d’une personne à {family}."
    ),
    "invitation_withdrawn": ActSaid("invitation retirée", "{by} a retiré une invitation de {family}."),
    "parent_invited": ActSaid("invitation", "{by} a invité une personne de {family}."),
    "letters_made": ActSaid("lettres préparées", "{by} a préparé des lettres pour {family}."),
    "letter_claimed": _family(
        "adresse donnée avec une lettre",
        "Une adresse e-mail a été donnée pour {family} avec le code d’une lettre.",
    ),
    "login_opened": _family("compte ouvert", "{by} a ouvert son compte pour {family}."),
    "second_factor_set": ActSaid("téléphone enregistré", "{by} a enregistré un téléphone."),
    "second_factor_reset": ActSaid(
        "double vérification remise à zéro",
        "{by} a remis à zéro la double vérification d’un agent : {agent}.",
    ),
    "announcement_written": ActSaid("message aux familles", "{by} a écrit à de nombreuses familles."),
    "device_enrolled": ActSaid("tablette enregistrée", "{by} a enregistré une tablette de la commune."),
    "device_ended": ActSaid("tablette retirée", "{by} a retiré une tablette de la commune."),
    "agent_sessions_ended": ActSaid("agent déconnecté", "{by} a déconnecté un agent : {agent}."),
    "recovery_code_used": ActSaid("code de secours utilisé", "{by} est entré avec un code de secours."),
    # Files.
    "family_registered": ActSaid("famille inscrite", "{by} a inscrit {family}."),
    "family_created": ActSaid("famille inscrite à la main", "{by} a inscrit {family} à la main."),
    "address_proposed": ActSaid(
        "adresse proposée",
        "{by} a noté une nouvelle adresse e-mail pour un responsable de {family} : un mail la lui fait confirmer.",
    ),
    "file_edited": ActSaid("dossier modifié", "{by} a modifié le dossier de {family}."),
    "file_kept": ActSaid("dossier tenu à jour", "{by} a mis à jour les inscriptions de {family}."),
    "file_read": ActSaid("dossier lu", "{by} a lu le dossier de {family}."),
    "file_and_sheets_read": ActSaid(
        "dossier lu avec les fiches de sécurité",
        "{by} a lu le dossier de {family}, fiches de sécurité comprises.",
    ),
    "seen_as_family": ActSaid("écrans d’une famille vus", "{by} a regardé les écrans de {family}."),
    "sent_file_read": ActSaid("fichier reçu ouvert", "{by} a ouvert un fichier envoyé par {family}."),
    "file_exported": ActSaid("données sorties par la mairie", "{by} a sorti toutes les données de {family}."),
    "day_list_read": ActSaid(
        "liste du jour lue", "{by} a lu une liste du jour, fiches de sécurité comprises : {of}."
    ),
    "day_phones_read": ActSaid(
        "téléphones de la liste du jour", "{by} a affiché les téléphones d’une liste du jour : {of}."
    ),
    "kitchen_names_read": ActSaid(
        "liste de la cuisine lue", "{by} a lu la liste nominative de la cuisine : {of}."
    ),
    "journal_exported": ActSaid("journal exporté", "{by} a exporté le journal : {of}."),
    "child_added": ActSaid("enfant ajouté", "{by} a ajouté un enfant à {family}."),
    "child_edited": ActSaid("enfant modifié", "{by} a modifié la fiche d’un enfant de {family}."),
    "quotient_noted": ActSaid("quotient noté", "{by} a noté un quotient de {family}."),
    "menu_document_shown": ActSaid(
        "document des menus", "{by} a affiché aux familles le document d’un menu."
    ),
    "menu_document_withdrawn": ActSaid("document des menus retiré", "{by} a retiré le document d’un menu."),
    "week_menu_written": ActSaid("menu de la semaine", "{by} a écrit le menu d’une semaine."),
    "corrections_answered": ActSaid("corrections décidées", "{by} a répondu aux corrections de {family}."),
    "sharing_agreed": ActSaid("partage entre foyers", "{by} a noté un partage entre deux foyers."),
    "ready_sentences_written": ActSaid(
        "phrases prêtes changées", "{by} a changé les phrases prêtes des réponses."
    ),
    "papers_named": ActSaid("pièces choisies", "{by} a choisi les pièces demandées aux familles."),
    "paper_decided": ActSaid("pièce décidée", "{by} a décidé une pièce de {family}."),
    "safety_written": ActSaid(
        "fiche de sécurité écrite", "{by} a modifié la fiche de sécurité d’un enfant de {family}."
    ),
    "health_forgotten": _itself(
        "fiche sanitaire supprimée", "La fiche sanitaire d’un enfant de {family} a été supprimée à son terme."
    ),
    "meal_extras_set": ActSaid("repas en plus", "{by} a noté des repas d’adultes pour la cuisine."),
    "meals_served": ActSaid("repas servis", "{by} a noté les repas servis."),
    "meal_orders_chosen": ActSaid(
        "commandes de repas réglées", "{by} a choisi qui reçoit les commandes de repas, et quand."
    ),
    "meals_ordered": _itself("repas commandés", "La commande de repas a été arrêtée."),
    "meals_order_changed": _itself("commande changée", "Une différence de commande a été notée."),
    "meals_order_sent_again": _itself("commande renvoyée", "Une commande a été renvoyée au traiteur."),
    "meals_order_acknowledged": _itself("commande reçue", "Le traiteur a confirmé une commande."),
    "menus_named": ActSaid("menus nommés", "{by} a nommé les menus de la commune."),
    "data_exported": _family("données exportées", "{by} a téléchargé les données de {family}."),
    "erasure_asked": _family("effacement demandé", "{by} a demandé l’effacement de {family}."),
    "erasure_withdrawn": _family("effacement retiré", "{by} a retiré la demande d’effacement de {family}."),
    "files_merged": ActSaid("dossiers réunis", "{by} a réuni un autre dossier à celui de {family}."),
    "file_merged_away": ActSaid(
        "dossier réuni à un autre", "{by} a réuni le dossier de {family} à celui qui a été gardé."
    ),
    "family_erased": ActSaid("famille effacée", "{by} a effacé {family}."),
    # Bookings, absences, attendance.
    "bookings_validated": _family("réservations validées", "{by} a validé des réservations de {family}."),
    "bookings_by_town": ActSaid("réservations par la mairie", "{by} a réservé ou annulé pour {family}."),
    "booking_request_answered": ActSaid("demande décidée", "{by} a décidé une demande de {family}."),
    "bookings_restored": ActSaid(
        "réservations rétablies", "{by} a rétabli des réservations de {family} d’après une sauvegarde."
    ),
    "month_opened": _itself("mois ouvert", "Les réservations d’office de {family} ont été ouvertes."),
    "waiting_list_joined": _family(
        "liste d’attente rejointe", "{by} a inscrit un enfant de {family} sur liste d’attente."
    ),
    "waiting_list_left": _family(
        "liste d’attente quittée", "{by} a retiré un enfant de {family} de la liste d’attente."
    ),
    "place_given": _itself("place donnée", "Une place de la liste d’attente a été donnée à {family}."),
    "waiting_ended": _itself("attente terminée", "L’attente d’un enfant de {family} a pris fin."),
    "absence_declared": _family("absence déclarée", "{by} a déclaré une absence pour {family}."),
    "absence_proved": _family("justificatif envoyé", "{by} a envoyé un justificatif pour {family}."),
    "absence_withdrawn": _family("absence retirée", "{by} a retiré une absence de {family}."),
    "absence_decided": ActSaid("absence décidée", "{by} a décidé une absence de {family}{absence}."),
    "attendance_recorded": ActSaid("pointage", "{by} a pointé des enfants de {family}."),
    "lists_left_unmarked": ActSaid("listes non pointées", "{by} a laissé des listes sans pointage."),
    "lists_taken_up": ActSaid("listes à pointer", "{by} a remis des listes à pointer."),
    "service_called_off": ActSaid("service annulé", "{by} a annulé un service."),
    "called_off_changed": ActSaid("annulation modifiée", "{by} a modifié l’annulation d’un service."),
    "service_put_back": ActSaid("service rétabli", "{by} a rétabli un service."),
    "told_called_off": _itself("famille prévenue", "{family} a été prévenue d’un service annulé ou rétabli."),
    # Requests and mails.
    "thread_begun": _family("demande ouverte", "{by} a écrit à la mairie pour {family}."),
    "thread_continued": _family("demande suivie", "{by} a continué une demande de {family}."),
    "thread_settled": _family("demande close", "{by} a clos une demande de {family}."),
    "thread_begun_by_town": ActSaid("message à une famille", "{by} a écrit à {family}."),
    "thread_answered": ActSaid("réponse à une demande", "{by} a répondu à une demande de {family}."),
    "thread_state_changed": ActSaid("demande classée", "{by} a changé l’état d’une demande de {family}."),
    "mail_sent_again": ActSaid("message renvoyé", "{by} a renvoyé un message."),
    "mail_set_aside": ActSaid(
        "message non envoyé, classé", "{by} a classé un message qui n’avait pas pu partir."
    ),
    "address_tried_again": ActSaid("adresse réessayée", "{by} a remis en service une adresse de {family}."),
    # The town itself.
    "commune_opened": ActSaid("commune ouverte", "{by} a ouvert la commune."),
    "commune_corrected": ActSaid("commune modifiée", "{by} a modifié la fiche de la commune."),
    "reglement_published": ActSaid("règlement publié", "{by} a publié le règlement."),
    "corrections_asked": _family("correction demandée", "{by} a demandé de corriger le dossier de {family}."),
    "corrections_withdrawn": _family(
        "correction retirée", "{by} ne demande plus ce qui attendait pour le dossier de {family}."
    ),
    "file_confirmed": _family("dossier confirmé", "{by} a confirmé le dossier de {family} pour l’année."),
    "reglement_accepted": _family("règlement accepté", "{by} a accepté le règlement pour {family}."),
    "news_written": ActSaid("actualité écrite", "{by} a écrit une actualité."),
    "news_corrected": ActSaid("actualité corrigée", "{by} a corrigé une actualité."),
    "news_withdrawn": ActSaid("actualité retirée", "{by} a retiré une actualité."),
    "news_put_back": ActSaid("actualité remise", "{by} a remis une actualité en ligne."),
    # Money.
    "collection_chosen": ActSaid("recouvrement réglé", "{by} a changé les réglages du recouvrement."),
    "invoicing_chosen": ActSaid("facturation réglée", "{by} a changé les réglages de la facturation."),
    "invoices_ordered": ActSaid("facturation lancée", "{by} a lancé une facturation."),
    "invoice_issued": ActSaid("facture émise", "{by} a émis une facture pour {family}."),
    "invoice_reissued": ActSaid("facture refaite", "{by} a refait une facture de {family}."),
    "invoice_reminded": ActSaid("rappel d’une facture", "{by} a envoyé un rappel de facture à {family}."),
    "credit_note_issued": ActSaid("avoir émis", "{by} a émis un avoir pour {family}."),
    "debt_written_off": ActSaid("remise ou non-valeur", "{by} a abandonné une somme due par {family}."),
    "debts_handed_over": ActSaid(
        "transmission au comptable", "{by} a transmis au comptable ce que doit {family}."
    ),
    "debt_recalled": ActSaid("reprise au comptable", "{by} a repris au comptable une facture de {family}."),
    "payment_recorded": ActSaid("encaissement", "{by} a encaissé un paiement de {family}."),
    "payment_rejected": ActSaid("paiement rejeté", "{by} a noté le rejet d’un paiement de {family}."),
    "credit_used": ActSaid("avoir utilisé", "{by} a utilisé un avoir de {family}."),
    "credit_refunded": ActSaid("avoir remboursé", "{by} a remboursé un avoir à {family}."),
    "statement_closed": ActSaid("état des encaissements", "{by} a arrêté un état des encaissements."),
    "alert_closed": ActSaid("alerte close", "{by} a clos une alerte de la régie."),
    "payment_opened": _family("paiement commencé", "{by} a commencé un paiement en ligne pour {family}."),
    "payment_paid": _itself("paiement reçu", "Un paiement en ligne de {family} a été reçu."),
    "payment_refused": _itself("paiement refusé", "Un paiement en ligne de {family} a été refusé."),
    "payment_cancelled": _itself("paiement abandonné", "Un paiement en ligne de {family} a été abandonné."),
    "payment_expired": _itself("paiement expiré", "Un paiement en ligne de {family} a expiré."),
    "payment_failed": _itself("paiement en échec", "Un paiement en ligne de {family} n’a pas pu commencer."),
    "prepayment_asked": _family(
        "préfacturation demandée", "{by} a réservé à l’avance pour {family}, contre paiement."
    ),
    "prepayment_paid": _itself(
        "préfacturation payée", "Des réservations de {family} ont été payées à l’avance."
    ),
    "prepayment_lapsed": _itself(
        "préfacturation non payée", "Des réservations de {family} ont été rendues, faute de paiement."
    ),
}
"""Of every line that lies with a family or the commune. What somebody does with their own login is theirs, and not here."""

UNKNOWN = ActSaid("autre acte", "{by} a fait un acte que cette version ne sait pas dire.")
"""Written by a newer version, for the minutes in which two serve."""


@dataclass(frozen=True, slots=True)
class Names:
    """What the ids of a page are called. Accounts that are gone are not in it."""

    accounts: dict[str, str]
    families: dict[str, str]
    children: dict[str, str] = field(default_factory=dict)
    """First names, for who reads the file of the family; the journal of the commune names no child."""

    def by(self, line: JournalLine) -> str:
        if line.by in self.accounts:
            return self.accounts[line.by]
        if line.by.startswith("command:") or line.by in ("import", "deployer", "demo", "mairie"):
            return "La personne qui gère le portail"
        if line.by.startswith("job:") or line.by in ("job", "payment_provider"):
            return "Le portail"
        return "Un compte supprimé"

    def family(self, family: str | None) -> str:
        if family is None:
            return "la commune"
        return f"la famille {self.families[family]}" if family in self.families else "une famille effacée"

    def agent(self, line: JournalLine) -> str:
        return self.accounts.get(str(line.detail.get("account", "")), "un compte supprimé")


def said(line: JournalLine, family: str | None, names: Names) -> str:
    """« Anne MARTIN a décidé une demande de la famille ROUX. »"""
    text = ACTS.get(line.act, UNKNOWN).text
    told = text.format(
        by=names.by(line),
        family=names.family(family),
        agent=names.agent(line),
        of=_of(line),
        absence=_absence(line, names),
    )
    return told[0].upper() + told[1:].replace(" de une ", " d’une ")


def _absence(line: JournalLine, names: Names) -> str:
    """« , Clara, mardi 24 novembre 2026 : acceptée »: which absence, and what was decided, where the line says it. Never why."""
    days = line.detail.get("days")
    told = {str(day) for each in days.values() for day in each} if isinstance(days, dict) else set()
    said = [
        date_long(date.fromisoformat(day)) for day in (min(told, default=""), max(told, default="")) if day
    ]
    when = [said[0] if len(told) == 1 else f"du {said[0]} au {said[1]}"] if told else []
    child = names.children.get(str(line.detail.get("child", "")))
    which = "".join(f", {each}" for each in ([child] if child else []) + when)
    accepted = line.detail.get("accepted")
    return which if accepted is None else f"{which} : {'acceptée' if accepted else 'non acceptée'}"


def _of(line: JournalLine) -> str:
    """Which list: « cantine, jeudi 19 novembre 2026 », « 2026-11 »."""
    day = line.detail.get("date")
    said = [str(line.detail[name]) for name in ("service", "month") if name in line.detail]
    return ", ".join([*said, *([date_long(date.fromisoformat(str(day)))] if day else [])])


def label(act: str) -> str:
    return ACTS.get(act, UNKNOWN).label


def of_families(act: str) -> bool:
    """Whether families do it for themselves, or the portal by itself."""
    return ACTS.get(act, UNKNOWN).by is not DoneBy.TOWN
