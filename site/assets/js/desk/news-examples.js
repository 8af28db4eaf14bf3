const lines = (...all) => all.join("\n");

/** Three articles to begin with: a secretary who never wrote one sees what they look like. */
export const EXAMPLES = {
  fete: {
    label: "Une fête",
    title: "La fête de l’école",
    summary: "Rendez-vous dans la cour, avec de quoi goûter.",
    body: lines(
      "La fête de l’école a lieu le …, de … à …, dans la cour.",
      "",
      "- Ouvert à toutes les familles",
      "- Apportez un gâteau ou une boisson à partager",
      "",
      "S’il pleut, nous serons sous le préau.",
    ),
  },
  greve: {
    label: "Une grève",
    title: "Grève : pas de cantine ni de garderie",
    summary: "Les services n’auront pas lieu ce jour-là.",
    body: lines(
      "En raison d’un mouvement de grève, **la cantine et la garderie ne seront pas assurées** le …",
      "",
      "Rien ne vous sera facturé : vous n’avez rien à annuler.",
      "",
      "Une question ? Appelez la mairie.",
    ),
  },
  inscriptions: {
    label: "Les inscriptions",
    title: "Inscriptions pour la rentrée",
    summary: "Les dates, et ce qu’il faut préparer.",
    body: lines(
      "Les inscriptions ouvrent le … et ferment le …",
      "",
      "Préparez :",
      "",
      "- un justificatif de domicile,",
      "- le carnet de vaccination de votre enfant,",
      "- votre attestation de quotient familial.",
      "",
      "Les familles déjà inscrites n’ont rien à renvoyer.",
    ),
  },
};
