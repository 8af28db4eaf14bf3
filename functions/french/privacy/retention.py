"""How long things are kept, as the page « Confidentialité » says it: a line each, with the figures that the code goes by."""

from datetime import timedelta

from functions.domain import retention
from functions.french.words.dates import date_short
from functions.french.words.spaces import spaced


def kept_for() -> tuple[str, ...]:
    """In Markdown."""
    lines = (
        "Le dossier de votre famille, vos réservations, absences et présences, et votre compte : tant que vos enfants fréquentent "
        "les services, puis le temps de régler les dernières factures. La mairie les efface ensuite, à votre demande ou d’elle-même.",
        f"Les factures et les paiements : {_years(retention.ACCOUNTING_YEARS)} à compter de la fin de l’année, "
        "comme toutes les pièces comptables.",
        "La fiche sanitaire d’un enfant : jusqu’au "
        f"{date_short(retention.health_sheet_until(2000) - timedelta(days=1))} qui suit l’année scolaire pour laquelle elle a été attestée, ou dans le mois qui "
        "suit son dernier jour. Chaque été, « Tout est exact » la garde pour un an de plus.",
        f"Un justificatif d’absence : {_days(retention.PROOF)} au plus, puis le fichier est supprimé.",
        f"Le détail des présences (qui est venu chercher l’enfant, les notes du jour) : {_days(retention.TAPS)}.",
        f"Ce que vous et la mairie vous écrivez dans « Mes demandes », avec les fichiers joints, et l’attestation d’un quotient envoyée dans « Mon dossier » : {_days(retention.THREAD)} au plus.",
        f"Les messages que la mairie envoie à de nombreuses familles, et à qui : {_days(retention.ANNOUNCEMENT)}.",
        f"Un fichier envoyé et joint à aucun message : {_days(retention.FILE_ON_ITS_WAY)} au plus.",
        f"Une invitation à créer un compte : son lien fonctionne {_days(retention.INVITATION_OPEN)} ; "
        f"il n’en reste rien au bout de {_days(retention.INVITATION)}.",
        f"Un lien pour changer de mot de passe ou d’adresse : il fonctionne {_hours(retention.MAILED_CODE_OPEN)} ; "
        f"il n’en reste rien au bout de {_days(retention.MAILED_CODE)}.",
        f"Vos connexions : jusqu’à la déconnexion, ou {_days(retention.SESSION_UNUSED)} sans visite, "
        f"et {_days(retention.SESSION)} en tout cas.",
        f"Qu’un de vos appareils reçoit des notifications : jusqu’à la déconnexion de cet appareil, ou {_days(retention.PUSH_DEVICE)} "
        "après votre choix.",
        f"Les connexions d’un agent à l’espace de la mairie, avec l’adresse Internet d’où elles viennent : "
        f"{_hours(retention.AGENTS_SESSION_UNUSED)} sans visite, et {_hours(retention.AGENTS_SESSION)} en tout cas. "
        "Sa double vérification : tant qu’il a son compte.",
        "Une clé d’accès : tant que vous ne la retirez pas, et que ni votre mot de passe ni votre adresse ne change. Votre doigt, votre visage et "
        "le secret de la clé ne quittent jamais votre appareil.",
        f"Une empreinte illisible du réseau d’où vous vous connectez : {_days(retention.KNOWN_PLACE)}.",
        f"Le fichier « Mes données » que vous demandez : {_days(retention.EXPORT)} au plus.",
        f"Un e-mail qui n’a pas pu vous être envoyé : {_days(retention.UNSENT_MESSAGE)}.",
        f"Qu’une adresse e-mail ne reçoit pas nos messages : {_days(retention.UNREACHABLE_ADDRESS)}, puis nous réessayons.",
        f"Le journal technique : {_days(retention.LOG)}. Il ne contient ni nom ni adresse Internet complète.",
        f"Les connexions des agents, ce qui leur a été refusé, et ce qu’ils ont lu des dossiers : {_days(retention.AGENTS_ACCESS)}.",
        f"Les copies de sauvegarde : {_days(retention.BACKUP)}. Elles ne servent qu’après un incident.",
    )
    return tuple(spaced(line) for line in lines)


def _days(length: timedelta) -> str:
    return {365: "un an", 730: "deux ans"}.get(length.days, f"{length.days} jours")


def _hours(length: timedelta) -> str:
    hours = length // timedelta(hours=1)
    return "une heure" if hours == 1 else f"{hours} heures"


def _years(count: int) -> str:
    return "dix ans" if count == 10 else f"{count} ans"
