/** What a town writes first: to be corrected rather than invented. */
export const EXAMPLES = {
  greve: {
    label: "Un service fermé",
    kind: "booked",
    subject: "Pas de cantine jeudi",
    text: "En raison d’un mouvement de grève, la cantine est fermée jeudi.\n\nLes repas réservés ce jour-là ne vous seront pas facturés : vous n’avez rien à faire.\n\nMerci de prévoir un repas, ou de venir chercher votre enfant à 11 h 45.",
  },
  sortie: {
    label: "Une sortie de classe",
    kind: "class",
    subject: "Sortie de vendredi",
    text: "La classe part en sortie vendredi.\n\nÀ prévoir :\n- un pique-nique\n- des chaussures de marche\n- un vêtement de pluie",
  },
  inscriptions: {
    label: "Les inscriptions",
    kind: "everybody",
    subject: "Inscriptions pour la rentrée",
    text: "Les inscriptions pour la rentrée sont ouvertes.\n\nVérifiez votre dossier dans votre espace : adresse, téléphone, personnes autorisées à venir chercher votre enfant.",
  },
};
