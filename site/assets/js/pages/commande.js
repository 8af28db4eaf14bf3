/** The caterer's page: what the mail of this link ordered, and that it came. */
import { get } from "../base/api.js";
import { mailedCode } from "../base/mailed-code.js";
import { apiPath } from "../base/paths.js";
import { post } from "../base/writes.js";
import { onSubmit, refuse } from "../components/form.js";

const byId = (id) => document.getElementById(id);
const form = byId("recue");
const { code } = mailedCode();

function show(order) {
  byId("commande-titre").textContent = `${order.service} : ${order.days}`;
  byId("commune").textContent = `${order.town}. Une question ? ${order.phone}`;
  byId("lignes").replaceChildren(
    ...order.lines.map((line) => {
      const made = document.createElement("li");
      made.textContent = line;
      return made;
    }),
  );
  byId("bien-recu").hidden = Boolean(order.acknowledged);
  byId("merci").hidden = !order.acknowledged;
  byId("merci").querySelector("p").textContent = order.acknowledged;
}

async function read() {
  form.hidden = false;
  try {
    show(await get(apiPath("orders", code)));
  } catch (problem) {
    byId("bien-recu").hidden = true;
    refuse(form, problem.status === 404 ? WRONG : problem);
  }
}

const WRONG = {
  title: "Ce lien ne convient pas",
  message: "Ouvrez le lien du dernier message, ou appelez la mairie.",
};

onSubmit(form, async () => {
  show(await post(apiPath("orders", code, "acknowledgement"), { act: "received" }));
  byId("merci").focus();
});

byId("sans-lien").hidden = Boolean(code);
if (code) read();
