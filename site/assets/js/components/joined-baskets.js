/** The baskets of several families in one: town by town with the sum of each; one *Valider*, which sends each town its own, and tells what each said. */

const NOT_REACHED = "Le service ne répond pas : rien n’a été envoyé. Ce que vous avez choisi attend dans votre panier.";

/**
 * `screens`: of joined-screen.js; `parts`: what full-basket.js does with the basket of one family. Answers as it asks of a store of several:
 * `{showLines(view, disabled), empty(), validate(answered), resume(answered)}`.
 */
export function joinedBaskets(root, store, screens, parts) {
  const {
    basketLines,
    basketView,
    empty,
    inEuros,
    offerUndo,
    resume,
    undoValidation,
    validateBasket,
    validationWords,
  } = parts;
  const groups = root.querySelector(".basket-groups");
  const sections = store.towns.map((town) => {
    const section = document.createElement("section");
    const title = document.createElement("h3");
    const own = document.createElement("div");
    own.className = groups.className;
    section.append(title, own);
    return { town, section, title, show: basketLines(section, screens.of(town).acts) };
  });
  groups.replaceWith(...sections.map(({ section }) => section));

  const hasLeft = ({ store: own }) => own.planning && basketView(own).lines.some(({ problem }) => !problem);

  async function told(town, asked, answered) {
    const view = screens.of(town);
    try {
      const answer = await asked;
      if (!answer) return;
      answered();
      const offers = answer.acts?.length ? [undoValidation(town.store, answer, view)] : [];
      view.tell({ ...validationWords(answer, view.nameOf), offers });
    } catch (problem) {
      answered();
      view.tell({ title: problem.title, text: problem.message, failed: true, offers: [againButton(town, answered)] });
    }
  }

  /** What failed is tried again alone: the other town's is done. */
  function againButton(town, answered) {
    const again = document.createElement("button");
    Object.assign(again, { type: "button", className: "button", textContent: "Réessayer" });
    again.addEventListener("click", () => validate(town, answered));
    return again;
  }

  function validate(town, answered) {
    const { acts } = screens.of(town);
    const asked = town.store.stale
      ? Promise.reject({ title: "rien n’est validé", message: NOT_REACHED })
      : validateBasket(town.store, acts);
    return told(town, asked, answered);
  }

  return {
    showLines() {
      const had = root.contains(document.activeElement);
      for (const { town, section, title, show } of sections) {
        const { planning, readOnly } = town.store;
        const view = planning && basketView(town.store);
        section.hidden = !view || !(view.lines.length + view.expired.length);
        if (!view) continue;
        title.textContent = `${town.label} : ${inEuros(view.total_cents)}`;
        show(view, readOnly, planning.today);
      }
      if (had && !root.contains(document.activeElement)) root.querySelector("h2").focus();
    },
    empty: () => Promise.all(store.towns.map((town) => empty(town.store, screens.of(town).acts))),
    validate(answered) {
      screens.begin();
      return Promise.all(store.towns.filter(hasLeft).map((town) => validate(town, answered)));
    },
    resume(answered) {
      for (const town of store.towns) {
        offerUndo(town.store, screens.of(town), town.label);
        told(town, resume(town.store), answered);
      }
    },
  };
}
