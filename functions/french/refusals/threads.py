"""What families and their town write to each other."""

from functions.french.refusals.wording import Said

SENTENCES: dict[str, Said] = {
    "message_empty": Said(
        "Le message est vide", "Il manque l’objet de la demande ou le message : écrivez quelques mots."
    ),
    "thread_closed": Said(
        "Cette demande est terminée",
        "Elle est terminée depuis plus de {days} jours. Faites une nouvelle demande : la mairie la lira à part.",
    ),
    "thread_full": Said(
        "Cette demande est pleine",
        "Elle compte déjà {most} messages. Faites une nouvelle demande pour continuer.",
    ),
    "ready_sentences_refused": Said(
        "Phrases à revoir",
        "{most} phrases au plus, chacune écrite, et aucune deux fois au même endroit.",
    ),
    "ready_sentences_moved": Said(
        "Un collègue a changé les phrases",
        "Rien n’a été enregistré. Voici la liste telle qu’il l’a laissée : reprenez votre changement.",
    ),
    "thread_moved": Said(
        "Un message est arrivé entre-temps",
        "Quelqu’un a écrit, ou répondu, depuis que vous avez ouvert cette demande. Rien n’a été envoyé : lisez la suite, puis reprenez votre réponse.",
    ),
}
