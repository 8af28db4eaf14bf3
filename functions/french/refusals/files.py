"""Refusals of who keeps the files of families."""

from functions.french.refusals.wording import Said

SENTENCES: dict[str, Said] = {
    "changed_meanwhile": Said(
        "Le dossier a changé entre-temps",
        "Quelqu’un d’autre a modifié ce dossier pendant que vous l’écriviez : rien n’a été enregistré. Choisissez ce qui doit rester.",
    ),
    "likely_double": Said(
        "Cette famille existe peut-être déjà",
        "Une famille de la commune a déjà cet enfant ou cette adresse : rien n’a été enregistré. Ouvrez son dossier, ou créez la famille quand même.",
    ),
    "same_file": Said("Le même dossier", "Un dossier ne se réunit pas à lui-même : choisissez-en un autre."),
    "wrong_choice": Said(
        "Choix à revoir",
        "Un champ ou un enfant choisi n’est pas dans ces deux dossiers. Rechargez la page, puis choisissez de nouveau.",
    ),
    "files_not_mergeable": Said(
        "À régler d’abord",
        "Ces deux dossiers ne peuvent pas encore être réunis : rechargez la page, elle dit ce qu’il faut attendre.",
    ),
    "file_merging": Said(
        "Dossier en cours de réunion",
        "Un autre dossier est en train de rejoindre celui-ci : rien n’a été enregistré. Attendez une minute ; si cela dure, ouvrez le dossier et touchez « Terminer la réunion ».",
    ),
    "file_merged": Said(
        "Dossier réuni à un autre",
        "Ce dossier a été réuni à un autre : rien n’a été enregistré. Rechargez la page, ou cherchez la famille : vous trouverez le dossier gardé.",
    ),
    "file_field_refused": Said(
        "Ce champ ne peut pas être enregistré",
        "Un champ du dossier est vide alors qu’il doit être rempli, ou n’existe pas : vérifiez votre saisie.",
    ),
    "unknown_school": Said(
        "Cette école n’existe pas",
        "Cette école n’est pas dans le règlement de la commune : choisissez-en une dans la liste.",
    ),
    "phone_refused": Said(
        "Numéro de téléphone à vérifier",
        "Un numéro de téléphone a dix chiffres, comme 06 39 98 00 01 ; d’un autre pays, il commence par + : vérifiez celui que vous avez écrit. Rien n’est envoyé.",
    ),
    "quotient_refused": Said(
        "Quotient à vérifier",
        "Ce quotient, ou le jour depuis lequel il compte, n’est pas possible : vérifiez le montant et la date.",
    ),
    "quotient_invoiced": Said(
        "Période déjà facturée",
        "Cette famille a déjà été facturée jusqu’au {until} : un quotient ne compte qu’après. Le régisseur peut revenir sur ce qui est facturé.",
    ),
    "quotient_not_asked": Said(
        "Aucun tarif n’en dépend",
        "Dans votre commune, aucun prix ne dépend du quotient familial : la mairie n’en a pas besoin. Rien n’est envoyé.",
    ),
    "quotient_without_proof": Said(
        "Il manque l’attestation",
        "Joignez une photo ou un PDF de l’attestation (CAF, MSA) ou de l’avis d’imposition : la mairie en a besoin pour répondre. Rien n’est envoyé.",
    ),
    "safety_refused": Said(
        "Fiche à vérifier",
        "Une personne n’a pas de nom, la liste est trop longue, ou le PAI finit avant de commencer : vérifiez le champ indiqué.",
    ),
    "residence_unsaid": Said(
        "Habite-t-elle la commune ?",
        "L’adresse change de ville : dites si la famille habite la commune à la nouvelle adresse, car le tarif peut en dépendre. Rien n’est changé.",
    ),
    "no_decision_given": Said(
        "Dites pourquoi",
        "{person} ne peut pas venir chercher l’enfant : notez la décision de justice (date, référence) ou, pour qui n’est pas un parent, cochez « Pas de décision : un parent le demande ».",
    ),
    "parent_kept_away": Said(
        "Il faut une décision de justice",
        "{person} est responsable de l’enfant : chaque parent peut venir le chercher tant qu’aucune décision de justice ne dit le contraire. Notez sa date et sa référence.",
    ),
    "health_sheet_refused": Said(
        "Fiche sanitaire trop longue",
        "Ce texte de la fiche sanitaire est trop long : gardez l’essentiel, la mairie appellera si besoin.",
    ),
    "unknown_menu": Said(
        "Ce menu n’existe pas",
        "La commune n’a pas de menu de ce nom : choisissez-en un dans la liste, ou ajoutez-le d’abord.",
    ),
    "menu_refused": Said(
        "Nom de menu à revoir",
        "Douze menus au plus, chacun son nom, et nommé par ce qu’il y a dans l’assiette (« Sans porc ») : jamais par une croyance.",
    ),
    "name_not_confirmed": Said(
        "Le nom ne correspond pas",
        "Rien n’a été effacé : recopiez le nom de la famille tel qu’il est écrit en haut du dossier.",
    ),
    "paper_kind_refused": Said(
        "Pièce à revoir",
        "Vingt pièces au plus, chacun son nom, et un nombre de mois pour celles qui durent des mois.",
    ),
    "week_menu_refused": Said(
        "Menu à vérifier",
        "Un jour n’est pas de cette semaine, ou compte trop de plats, ou un plat est trop long : quinze plats par jour, deux cents lettres chacun.",
    ),
    "week_menu_moved": Said(
        "Ce menu a changé entre-temps",
        "Quelqu’un d’autre a écrit le menu de cette semaine pendant que vous l’écriviez : rien n’a été enregistré. Rechargez la page, puis écrivez ce qui manque.",
    ),
    "last_day_before_first": Said(
        "Ces dates se contredisent",
        "Le dernier jour de l’enfant est avant son premier jour : vérifiez les deux dates.",
    ),
    "paper_without_file": Said(
        "Le document manque",
        "Ajoutez une photo ou un PDF du document : sans lui, la mairie n’a rien à vérifier.",
    ),
    "paper_not_asked": Said(
        "Ce document n’est plus demandé",
        "La mairie ne demande plus ce document à votre famille. Rechargez la page : ce qui manque y est à jour.",
    ),
    "paper_moved": Said(
        "Cette pièce a changé entre-temps",
        "La famille a envoyé un autre fichier, ou un collègue a déjà répondu : rien n’a été enregistré. Relisez la pièce, puis recommencez.",
    ),
    "not_a_birth_date": Said(
        "Cette date de naissance est impossible",
        "Cette date de naissance est à venir, ou trop ancienne pour un enfant : vérifiez l’année.",
    ),
}
