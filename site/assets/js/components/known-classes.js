/** Classes that the town's files know, offered where one is typed; what is typed as one of them, spelled otherwise, becomes it. */
import { get } from "../base/api.js";
import { deskPath } from "../base/desk.js";

let asked;
const known = () =>
  (asked ??= deskPath("classes")
    .then((path) => get(path))
    .then(
      ({ classes }) => classes,
      () => {
        asked = undefined; // the field is typed in as before
        return [];
      },
    ));

const folded = (name) =>
  name
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");

export async function offerClasses(input) {
  const classes = await known();
  if (!classes.length || input.list) return;
  const list = document.createElement("datalist");
  list.id = `${input.id}-connues`;
  list.append(...classes.map((name) => new Option(name)));
  input.after(list);
  input.setAttribute("list", list.id);
  input.addEventListener("change", () => {
    const same = classes.find((name) => folded(name) === folded(input.value));
    if (same) input.value = same;
  });
}
