/** Inviting all who have opened nothing: how many first, then page after page, and what became of it. */
import { get } from "../base/api.js";
import { deskPath } from "../base/desk.js";
import { post } from "../base/writes.js";

const byId = (id) => document.getElementById(id);
const card = byId("relance");
const send = byId("envoyer");
const words = byId("relance-phrase");

/** `done()`: the list is read again; `show(state)`: the list shows those of a state. */
export async function openInvitations({ button, done, show }) {
  card.hidden = false;
  byId("relance-titre").focus();
  byId("fermer").onclick = () => {
    card.hidden = true;
    button.focus();
  };
  byId("sans-adresse").onclick = () => show("without_address");
  send.onclick = () => inviteAll(done);
  byId("qui").ontoggle = async ({ currentTarget }) => {
    if (!currentTarget.open) return;
    const { showWithoutAccount } = await import("./without-account.js");
    await showWithoutAccount();
  };
  await count();
}

async function count() {
  try {
    const { mails, without_address: without, sentence } = await get(await deskPath("invitations", "counts"));
    words.textContent = sentence;
    send.textContent = mails === 1 ? "Envoyer une invitation" : `Envoyer ${mails} invitations`;
    send.hidden = !mails;
    byId("sans-adresse").hidden = !without;
    byId("lettres").hidden = !without;
    byId("lettres").textContent = without === 1 ? "Imprimer sa lettre" : "Imprimer leurs lettres";
  } catch (problem) {
    words.textContent = problem.message;
    send.hidden = true;
  }
}

async function inviteAll(done) {
  if (send.getAttribute("aria-busy")) return;
  send.setAttribute("aria-busy", "true");
  let sent = 0;
  let failed = 0;
  let after = null;
  try {
    do {
      const body = { act: "invite", state: "not_activated", ...(after && { after }) };
      const page = await post(await deskPath("invitations"), body);
      sent += page.sent;
      failed += page.failed;
      after = page.next;
      words.textContent = `${sent} invitations envoyées…`;
    } while (after);
    words.textContent = told(sent, failed);
    send.hidden = true;
  } catch (problem) {
    words.textContent = `${told(sent, failed)} ${problem.message} Reprenez : celles qui sont parties ne repartiront pas.`;
  } finally {
    send.removeAttribute("aria-busy");
    done();
  }
}

const told = (sent, failed) => {
  const sentences = [sent === 1 ? "Une invitation est partie." : `${sent} invitations sont parties.`];
  if (failed) sentences.push(`${failed} n’ont pas pu partir : l’adresse ne reçoit rien, voyez le dossier.`);
  return sentences.join(" ");
};
