/** What a town is called where the screen is of several. */

/** "Val de Lisse" of "Communauté de communes du Val de Lisse"; with the family, where a login has two in one town. */
export function townName({ commune, family }, families) {
  const name = commune.name
    .replace(/^Communauté (?:de communes|d’agglomération|urbaine) (?:du |des |de (?!la |l’)|d’)?(?:de )?/, "")
    .replace(/^l[ea’]/, (article) => article.toUpperCase()[0] + article.slice(1));
  const alone = families.filter((entry) => entry.commune.id === commune.id).length < 2;
  return alone ? name : `${name} – ${family.name}`;
}
