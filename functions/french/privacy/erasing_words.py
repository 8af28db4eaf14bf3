"""What stands in the way of erasing a family, and what goes and what stays, in the words of a town hall."""

from datetime import date

from functions.domain import retention
from functions.domain.families.access import logins_of
from functions.domain.families.child_names import told_apart
from functions.domain.invoices.documents import OF_A_YEAR
from functions.domain.privacy.erasure import ErasureObstacle, ObstacleKind, is_only_of
from functions.domain.privacy.family_data import FamilyData
from functions.french.words.counts import counted
from functions.french.words.money import euros


def obstacle_sentence(obstacle: ErasureObstacle) -> str:
    cents = euros(abs(obstacle.cents))
    match obstacle.kind:
        case ObstacleKind.OWES:
            return f"La famille doit encore {cents}. Attendez le paiement, ou passez ce reste en non-valeur."
        case ObstacleKind.CREDIT:
            return f"La commune doit {cents} à la famille (avoir). Rendez-les-lui d’abord."
        case ObstacleKind.NOT_INVOICED:
            if not obstacle.cents:
                return "Des jours passés ne sont pas encore facturés, ou le sont autrement qu’ils ne sont dus. Émettez d’abord la facture."
            return f"Des jours passés ne sont pas encore facturés comme ils sont dus ({cents}). Émettez d’abord la facture, ou l’avoir."
        case ObstacleKind.PAID_AHEAD:
            return f"Des jours à venir sont déjà facturés ({cents}). Faites d’abord un avoir, et rendez ce qui a été payé."
        case ObstacleKind.PAYMENT:
            return "Un paiement en ligne est en cours. Attendez la réponse du service de paiement."
        case ObstacleKind.HOLD:
            return "Des places sont gardées en attendant un paiement. Attendez que le délai pour payer soit passé."
        case ObstacleKind.RUN:
            return "Les factures d’une période sont en train d’être émises. Attendez qu’elles le soient."
        case ObstacleKind.MERGING:
            return "Un autre dossier est en train d’être réuni à celui-ci. Terminez d’abord la réunion des deux dossiers."
        case ObstacleKind.ALERT:
            return "Une alerte de la régie concerne cette famille. Traitez-la d’abord."


def what_goes(data: FamilyData, *, today: date) -> list[str]:
    files = [child.file for child in data.children if child.file]
    names = told_apart(files)
    alone = [names[file.id] for file in files if is_only_of(file, data.family.id)]
    shared = [names[file.id] for file in files if not is_only_of(file, data.family.id)]
    months = [month for child in data.children for month in child.months]
    to_come = sum(
        slot.date > today
        for month in months
        for slot, booking in month.rows()
        if booking.payer == data.family.id
    )
    told = [
        "le dossier : noms, adresse, téléphone, e-mails, quotient familial",
        f"les enfants qui n’ont que cette famille : {', '.join(alone)}" if alone else "",
        f"de {', '.join(shared)}, qui a une autre famille : ce que celle-ci inscrit et réserve"
        if shared
        else "",
        f"{counted(to_come, 'réservation')} à venir, dont les places sont rendues" if to_come else "",
        f"{counted(len(data.waiting), 'attente')} de place" if data.waiting else "",
        "les réservations, absences et présences passées" if months else "",
        "les fiches de sécurité des enfants" if any(child.safety for child in data.children) else "",
        f"{counted(len(data.proofs), 'justificatif')} d’absence" if data.proofs else "",
        f"{counted(len(data.requests) + len(data.booking_requests), 'demande')} à la mairie"
        if data.requests or data.booking_requests
        else "",
        f"{counted(len(logins_of(data.family)), 'compte')} de parent, sauf ceux qui servent à une autre famille ou à un agent"
        if logins_of(data.family)
        else "",
        "les paniers, rappels, agendas, et le journal de ce qui n’est pas de l’argent",
    ]
    return [line for line in told if line]


def what_stays(data: FamilyData) -> list[str]:
    """And why: the law asks for it."""
    kept = [one for one in data.documents if one.kind not in OF_A_YEAR]
    told = [
        counted(len(data.invoices), "facture"),
        counted(len(data.credit_notes), "avoir"),
        counted(len(data.counter_payments), "paiement au guichet", "paiements au guichet"),
        counted(len(data.online_payments), "paiement en ligne", "paiements en ligne"),
        counted(len(kept), "PDF", "PDF"),
    ]
    return [
        *told,
        f"pendant {retention.ACCOUNTING_YEARS} ans à compter de la fin de leur année : pièces comptables",
        "un an : quels agents ont lu ce dossier, et quand, sans rien de la famille",
    ]
