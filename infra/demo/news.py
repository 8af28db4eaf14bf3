"""What the demo's towns have to say, and how long before the start they said it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from functions.domain.news.article import NewsAudience
from functions.domain.news.writing import NewsText


@dataclass(frozen=True, slots=True)
class Said:
    town: str
    ago: timedelta
    title: str
    summary: str
    body: str
    services: tuple[str, ...] = ()
    pinned: bool = False
    lasts: timedelta | None = None
    ahead: timedelta | None = None
    """How long after the start of the demo it will appear."""
    draft: bool = False

    def text(self, now: datetime) -> NewsText:
        """As its author wrote it, before the demo began at `now`."""
        return NewsText(
            self.title,
            self.summary,
            self.body,
            draft=self.draft,
            publish_at=None if self.ahead is None else now + self.ahead,
            until=None if self.lasts is None else (now - self.ago + self.lasts).date(),
            audience=NewsAudience(services=self.services),
            pinned=self.pinned,
        )


NEWS = (
    Said(
        "aubray",
        timedelta(days=33),
        "La cantine passe à deux repas végétariens par semaine",
        "À partir du retour des vacances, les menus changent le lundi et le jeudi.",
        """Le conseil municipal et les représentants des parents l’ont décidé ensemble : **deux repas sur quatre** seront
végétariens, le lundi et le jeudi.

Rien ne change pour vos réservations ni pour les prix. Les enfants qui suivent un projet d’accueil individualisé
gardent leur repas habituel.

Les menus du mois sont affichés à l’entrée de chaque école.""",
    ),
    Said(
        "aubray",
        timedelta(days=12),
        "Garderie du soir : la sortie se fait par la cour",
        "Pendant les travaux du portail, venez chercher vos enfants côté cour.",
        """Le portail de la rue de l’École est remplacé. Pendant **trois semaines**, les enfants de la garderie du soir
sont confiés à leurs parents **dans la cour**, du côté de l’impasse des Noyers.

- Le soir, la cour est éclairée jusqu’à 18 h 45.
- Les vélos peuvent être laissés sous le préau.

Merci de votre patience.""",
        services=("garderie-soir",),
        pinned=True,
    ),
    Said(
        "aubray",
        timedelta(days=3),
        "Chaque parent peut avoir son propre compte",
        "Vivez-vous à deux adresses ? Réservez et suivez les factures chacun de votre côté.",
        """Le second parent de chaque famille reçoit ces jours-ci un message avec un lien pour **activer son compte**. Il
suffit de vérifier ce que la commune sait déjà de la famille et de choisir un mot de passe.

Une question ? Consultez [l’aide](/aide/) ou appelez la mairie, aux heures d’ouverture.""",
    ),
    Said(
        "aubray",
        timedelta(days=40),
        "Photos de classe : les deux écoles dans la même semaine",
        "Le photographe passe lundi et mardi.",
        "Aux Tilleuls le lundi, au Petit-Pont le mardi. Les photos se commandent auprès des enseignants.",
        lasts=timedelta(days=8),
    ),
    Said(
        "aubray",
        timedelta(hours=20),
        "La fête de l’école est avancée d’une heure",
        "Rendez-vous à 15 h dans la cour des Tilleuls.",
        "La météo annonce de la pluie en soirée : la fête commence à **15 h** au lieu de 16 h.",
        ahead=timedelta(days=2),
    ),
    Said(
        "aubray",
        timedelta(hours=3),
        "La bibliothèque ouvre le mercredi matin",
        "Les enfants de l’accueil y vont à pied, avec Lina.",
        """À partir de janvier, la bibliothèque nous ouvre le mercredi de 10 h à 11 h 30.

À apporter : la carte de lecteur, si votre enfant en a une.""",
        draft=True,
    ),
    Said(
        "val-de-lisse",
        timedelta(days=20),
        "Un mercredi à la ferme",
        "Les enfants du centre de loisirs découvrent la traite, le potager et le four à pain.",
        """Chaque mercredi jusqu’aux prochaines vacances, un groupe de douze enfants part à la ferme du Grand Noyer.

Prévoyez des **bottes** et un **vêtement de pluie**. Le pique-nique est fourni.""",
    ),
    Said(
        "val-de-lisse",
        timedelta(days=6),
        "Vacances : les réservations du centre de loisirs",
        "Pensez à réserver les journées des prochaines vacances.",
        """Les journées des prochaines vacances se réservent dès maintenant, **au plus tard le jeudi de la semaine
précédente**. Le programme est affiché au centre et envoyé par les écoles.""",
    ),
)
