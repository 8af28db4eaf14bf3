"""Refusals of any request, whatever it asks."""

from functions.french.refusals.wording import Said

SENTENCES: dict[str, Said] = {
    "refused": Said("Demande refusée", "Votre demande n’a pas pu être enregistrée."),
    "invalid": Said(
        "Information à corriger",
        "Une information manque ou est mal écrite. Vérifiez le champ indiqué.",
    ),
    "not_found": Said("Introuvable", "Cette page n’existe pas, ou n’est pas accessible avec votre compte."),
    "unauthenticated": Said("Connexion nécessaire", "Connectez-vous pour continuer."),
    "not_your_role": Said(
        "Pas dans vos droits",
        "Votre compte n’a pas ce droit dans cette commune. Demandez-le à la personne qui gère les accès.",
    ),
    "throttled": Said("Trop d’essais", "Trop d’essais ont été faits. Réessayez dans quelques minutes."),
    "family_full": Said(
        "Dossier complet",
        "Une famille compte au plus {most} personnes de cette sorte. Retirez celles qui n’en sont plus, ou contactez la mairie.",
    ),
    "child_full": Said(
        "Dossier complet",
        "Le dossier de cet enfant contient au plus {most} inscriptions, foyers ou accords. Retirez les plus anciens.",
    ),
    "file_moved": Said(
        "Dossier modifié entre-temps",
        "Le dossier de cette famille a été modifié depuis qu’il a été lu. Rien n’en a été enregistré : relisez, puis recommencez.",
    ),
    "too_many_agents": Said(
        "Trop d’agents", "Une commune compte au plus {most} agents. Retirez d’abord ceux qui sont partis."
    ),
    "last_administrator": Said(
        "Dernier administrateur",
        "Plus personne ne pourrait nommer d’agents. Nommez d’abord un autre administrateur, sans date de fin.",
    ),
    "ends_oneself": Said(
        "Votre propre accès",
        "Vous mettriez fin à vos propres droits d’administrateur. Si c’est voulu, demandez-le à un autre administrateur.",
    ),
    "already_agent": Said(
        "Déjà agent ici",
        "Cette personne travaille déjà pour la commune. Modifiez ses droits dans la liste.",
    ),
    "no_role": Said("Aucun rôle", "Choisissez au moins un rôle."),
    "until_passed": Said(
        "Date passée", "Le dernier jour est déjà passé. Choisissez aujourd’hui ou plus tard."
    ),
    "unknown_scope": Said(
        "École ou service inconnu",
        "Une école ou un service choisi n’est plus dans le règlement. Rechargez la page, puis choisissez de nouveau.",
    ),
    "scope_without_effect": Said(
        "Écoles et services sans effet",
        "Seuls les rôles de périscolaire et de cuisine se limitent à des écoles ou à des services. Laissez tout vide pour les autres.",
    ),
    "out_of_scope": Said(
        "Pas dans ce qui vous est confié",
        "Ce service ou cette école ne vous est pas confié. Demandez-le à la personne qui gère les accès.",
    ),
    "journal_too_long": Said(
        "Trop de lignes",
        "Un fichier contient au plus {most} lignes. Choisissez un agent, une famille ou un acte.",
    ),
    "scope_too_wide": Said(
        "Trop d’écoles ou de services",
        "On en choisit au plus {most} en tout. Au-delà, laissez tout vide : la personne travaille alors partout.",
    ),
    "writes_throttled": Said(
        "Trop de demandes à la suite",
        "Trop de demandes ont été envoyées en peu de temps. Celle-ci n’a pas été enregistrée : réessayez dans {retry_after} secondes.",
    ),
    "family_erased": Said(
        "Famille effacée",
        "Cette famille a été effacée le {erased_on}. Si elle revient, inscrivez-la sous un autre numéro.",
    ),
    "family_not_erasable": Said(
        "À régler d’abord",
        "Cette famille ne peut pas encore être effacée : il reste des choses à régler avec elle.",
    ),
    "already_active": Said(
        "Compte déjà ouvert",
        "Cette personne a déjà un compte pour cette famille. Si elle n’y arrive pas, elle utilise « J’ai oublié mon mot de passe ».",
    ),
    "no_address": Said(
        "Adresse manquante",
        "Votre fichier ne donne à cette personne aucune adresse e-mail qui soit à elle seule. Ajoutez-la, importez, puis invitez.",
    ),
    "only_the_town_invites": Said(
        "Seule la mairie peut inviter cette personne",
        "Une invitation est déjà en route, ou son accès a pris fin : écrivez à la mairie dans Mes demandes.",
    ),
    "address_receives_nothing": Said(
        "Adresse qui ne reçoit pas",
        "Les mails envoyés à cette adresse reviennent. Corrigez-la dans votre fichier, ou invitez cette personne par son nom.",
    ),
    "answer_reason_too_long": Said(
        "Raison trop longue",
        "Le parent la lira pour chaque champ : écrivez-la en {most} caractères au plus.",
    ),
    "reason_missing": Said("Raison manquante", "Dites pourquoi : la famille le lira."),
    "reason_too_long": Said(
        "Raison trop longue",
        "Cette raison vaut pour beaucoup de lignes : écrivez-la en {most} caractères au plus.",
    ),
    "too_much_stored": Said(
        "Trop d’informations",
        "Cette demande ferait trop d’informations pour un seul enregistrement. Rien n’a été changé : faites-la en plusieurs fois, "
        "ou contactez la mairie.",
    ),
    "key_reused": Said(
        "Demande déjà envoyée",
        "Une autre demande a déjà été envoyée. Rechargez la page, puis recommencez.",
    ),
    "busy": Said(
        "Beaucoup de monde",
        "Beaucoup de familles réservent en ce moment. Rien n’a été changé : réessayez.",
    ),
    "outcome_unknown": Said(
        "Réponse perdue",
        "Nous ne savons pas encore si votre demande a été enregistrée. Réessayez : elle ne le sera pas deux fois.",
    ),
    "elsewhere": Said(
        "Demande refusée",
        "Cette demande ne vient pas du portail. Rechargez la page, puis recommencez.",
    ),
    "fault": Said(
        "Un problème est survenu",
        "Un problème est survenu de notre côté. Réessayez : rien ne sera enregistré deux fois.",
    ),
}
