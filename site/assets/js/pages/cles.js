/** Mes clés d’accès. */
import { announce } from "../base/announce.js";
import { get } from "../base/api.js";
import { clone, fill, part } from "../base/parts.js";
import { apiPath } from "../base/paths.js";
import { Problem } from "../base/problem.js";
import { me } from "../base/session.js";
import { post } from "../base/writes.js";
import { onSubmit } from "../components/form.js";
import { moment } from "../components/moments.js";
import { knowsPasskeys, makePasskey } from "../components/passkeys.js";
import { passwordFields } from "../components/password-field.js";
import { hideTrouble, showTrouble } from "../components/trouble.js";

const byId = (id) => document.getElementById(id);
const adding = byId("ajouter");
const trouble = byId("liste-panne");
const dialog = byId("mot-de-passe-demande");
const proof = dialog.querySelector("form");
let proved;

passwordFields(dialog);

async function load() {
  const { passkeys, most, device } = await get(apiPath("me", "passkeys"));
  byId("liste").replaceChildren(...passkeys.map(item));
  byId("aucune").hidden = passkeys.length > 0;
  byId("pleine").hidden = passkeys.length < most;
  byId("inconnues").hidden = knowsPasskeys();
  adding.hidden = !knowsPasskeys() || passkeys.length >= most;
  adding.elements.name.value ||= device;
}

function item({ id, name, site, added_at, last_used_at, for_work }) {
  const used = last_used_at ? `utilisée le ${moment(last_used_at)}` : "jamais utilisée";
  const where = site ? ` sur ${site}` : "";
  const shown = fill(clone("une-cle"), { name, seen: `Ajoutée le ${moment(added_at)}${where}, ${used}.`, named: name });
  part(shown, "work").hidden = !for_work;
  const button = shown.querySelector("button");
  button.addEventListener("click", () => removeOne(button, id, name));
  return shown;
}

async function removeOne(button, id, name) {
  if (button.getAttribute("aria-busy")) return;
  button.setAttribute("aria-busy", "true");
  trouble.hidden = true;
  try {
    await asOwner((password) => post(apiPath("me", "passkeys", "removal"), { id, password }));
    await load();
    announce(`La clé d’accès « ${name} » est retirée.`);
    byId("liste-titre").focus(); // the button that had the focus is gone
  } catch ({ message }) {
    trouble.textContent = message;
    trouble.hidden = false;
  } finally {
    button.removeAttribute("aria-busy");
  }
}

onSubmit(adding, async (data) => {
  const name = data.get("name").trim();
  const question = await asOwner((password) => post(apiPath("me", "passkeys", "question"), { password }));
  const made = await makePasskey(question).catch(({ name: why }) => {
    throw new Problem(WHY[why] ?? WHY.NotAllowedError);
  });
  await post(apiPath("me", "passkeys"), { ...made, name });
  adding.reset();
  await load();
  announce(`La clé d’accès « ${name} » est ajoutée.`);
  byId("liste-titre").focus();
});

const WHY = {
  NotAllowedError: {
    title: "Rien n’a été ajouté",
    detail: "Votre appareil n’a pas créé de clé d’accès. Vous pouvez recommencer quand vous voulez.",
  },
  InvalidStateError: {
    title: "Clé d’accès déjà enregistrée",
    detail: "Cet appareil ouvre déjà votre compte : il n’y a rien à ajouter.",
  },
};

/** What `act` answers; where the server asks for the password, again with it. */
async function asOwner(act) {
  try {
    return await act();
  } catch (refusal) {
    if (refusal.code !== "password_asked") throw refusal;
    return withPassword(refusal, act);
  }
}

/** The dialog stays until the password is right. Throws the refusal where none is given. */
async function withPassword(refusal, act) {
  proof.reset();
  proof.elements.username.value = (await me()).account.email;
  dialog.showModal();
  proof.elements.password.focus();
  return new Promise((resolve, reject) => {
    proved = { act, resolve, reject: () => reject(refusal) };
  });
}

onSubmit(proof, async (data) => {
  const answer = await proved.act(data.get("password"));
  proved.resolve(answer);
  dialog.close();
});
dialog.addEventListener("close", () => proved.reject());
dialog.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());

async function read() {
  hideTrouble();
  try {
    await load();
  } catch (problem) {
    showTrouble(problem, read);
  }
}

read();
