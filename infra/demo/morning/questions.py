"""What families wrote: one at length, one in anger, one with all that a phone can type; and a paper that was photographed."""

from datetime import datetime, timedelta
from pathlib import Path

from functions.domain.papers.papers import paper_code
from functions.domain.requests.threads import ThreadKind
from infra.demo.morning.parents import Parent, SentFile

PHOTO = Path(__file__).parent / "domicile.jpg"
LONG = """Bonjour,

Je vous écris au sujet de l’organisation des mercredis et des soirs de l’année prochaine, parce que je ne sais pas à qui d’autre le demander.

À partir de janvier je change d’employeur et je commencerai à 7 h 15, un jour sur deux, alors que mon conjoint part une semaine sur trois en \
déplacement. Nous n’avons pas de famille dans le département. Jusqu’ici nous nous arrangions avec une voisine, qui déménage à la fin du mois.

Voici ce que nous aimerions savoir :
1. La garderie du matin ouvre à 7 h 30 : est-il possible, exceptionnellement, de déposer les enfants dix minutes plus tôt ? Une autre famille \
de la classe est dans le même cas et nous pourrions venir ensemble.
2. Si nous réservons tous les matins d’un mois et que nous n’en utilisons qu’un sur deux, les matins non utilisés sont-ils facturés ? Jusqu’à \
quand pouvons-nous les annuler ?
3. Pour le soir, une étudiante viendrait chercher les enfants. Que faut-il vous envoyer pour qu’elle y soit autorisée : sa pièce d’identité, \
une lettre de nous deux, ou les deux ?
4. Le quotient familial de la CAF va changer avec mon nouveau salaire. Faut-il attendre la nouvelle attestation, ou vous prévenir tout de suite ?

Je suis joignable au téléphone entre 12 h et 13 h, et par écrit le reste du temps. Je vous remercie d’avance de votre réponse et du temps que \
vous y passerez : je sais que vous avez beaucoup à faire.

Bien cordialement,"""
ANGRY = """C’est la TROISIÈME fois que ma fille me dit qu’elle n’a pas eu de dessert à la cantine !!! Je paie le même prix que tout le monde. \
Personne ne répond jamais au téléphone. J’exige une explication AUJOURD’HUI, sinon j’irai voir M. le maire."""
EMOJI = """Coucou 👋 Maël fête ses anniversaires là-bas… il adore ! 🎂🎈 Peut-on apporter un gâteau « maison » à la garderie vendredi ? \
Ça coûterait 0 € 😉 et il y a des œufs, du blé… Merci, à bientôt à l’école ❤️ — Maman de Maël & Zoé"""
WRITTEN = (
    ("Garde du matin et du soir à partir de janvier", LONG, timedelta(hours=14, minutes=12)),
    ("PAS DE DESSERT", ANGRY, timedelta(hours=3, minutes=41)),
    ("Gâteau d’anniversaire 🎂", EMOJI, timedelta(hours=1, minutes=26)),
)
QUIET = (
    (
        "Déménagement",
        "Bonjour, nous déménageons dans trois semaines, à deux rues. Que devons-nous vous envoyer ?",
        timedelta(hours=17),
    ),
    (
        "Facture du mois dernier",
        "Bonjour, je n’arrive pas à lire la troisième ligne de ma facture : à quoi correspond « non réservé » ? Merci beaucoup.",
        timedelta(hours=2, minutes=20),
    ),
)
"""When no family asks for a booking."""


def questions(parents: list[Parent], now: datetime) -> None:
    """One family after the other; the last of them sends a paper."""
    *writers, sender = parents
    for parent, (subject, text, ago) in zip(writers, WRITTEN, strict=True):
        parent.ask(ThreadKind.QUESTION, subject, text, now - ago)
    sender.ask(
        ThreadKind.PAPER,
        "Justificatif de domicile",
        "La facture d’électricité, en photo.",
        now - timedelta(minutes=52),
        file=SentFile("IMG_20260914_083112.jpg", PHOTO.read_bytes()),
        paper=paper_code("domicile", "-"),
    )


def quiet_questions(parents: list[Parent], now: datetime) -> None:
    for parent, (subject, text, ago) in zip(parents, QUIET, strict=False):
        parent.ask(ThreadKind.QUESTION, subject, text, now - ago)
