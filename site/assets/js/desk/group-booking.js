/** Counting an act for several families, and doing it: whole families at a time, under keys that make each be done once. */
import { get } from "../base/api.js";
import { announce } from "../base/announce.js";
import { whileBusy } from "../base/busy.js";
import { deskPath } from "../base/desk.js";
import { money } from "../base/french.js";
import { clone, fill, part } from "../base/parts.js";
import { post } from "../base/writes.js";
import { hideTrouble, showTrouble } from "../components/trouble.js";
import { count } from "../planning/calendar-words.js";
import { longDay } from "../base/days-and-hours.js";

/** Children of one request: a family is never cut in two, so that it is told once. */
const AT_ONCE = 30;
const CONTRARY = { reserve: "cancel", cancel: "reserve" };
const byId = (id) => document.getElementById(id);
const confirm = byId("confirmer");

/** All whom it is about, page after page, brothers and sisters together. */
async function chosen(asked) {
  const found = new Map();
  let after;
  do {
    const { children, next } = await get(await deskPath("bookings", "batch"), { ...asked, ...(after && { after }) });
    for (const { family, child } of children) found.set(family, [...(found.get(family) ?? []), { family, child }]);
    after = next;
  } while (after);
  return [...found.values()];
}

function inParts(families) {
  const parts = [];
  for (const family of families) {
    const last = parts.at(-1);
    if (last && last.length + family.length <= AT_ONCE) last.push(...family);
    else parts.push([...family]);
  }
  return parts;
}

/** Send each part, one after the other; `progress(done, of)`. */
async function each(parts, body, keyOf, progress = () => {}) {
  const families = [];
  for (const [index, children] of parts.entries()) {
    progress(index, parts.length);
    const answer = await post(await deskPath("bookings", "batch"), { ...body, children }, { key: keyOf(index) });
    families.push(...answer.families);
  }
  return families;
}

export const countGroup = (form) => whileBusy(byId("compter"), () => planGroup(form));

async function planGroup(form) {
  const { who, school, school_class: room, service, date, action, price, reason, tell } = form.elements;
  try {
    const asked =
      who.value === "class"
        ? { who: "class", school: school.value, school_class: room.value.trim() }
        : { who: "booked", service: service.value, date: date.value };
    const parts = inParts(await chosen(asked));
    const body = {
      lines: [{ service: service.value, date: date.value, action: action.value }],
      price: price.value,
      reason: reason.value.trim(),
      tell: tell.checked,
    };
    const run = crypto.randomUUID().slice(0, 18);
    const planned = await each(parts, { ...body, over: [], dry: true }, (index) => `${run}-c${index}`);
    hideTrouble();
    const what = `${service.selectedOptions[0].textContent}, ${longDay(date.value)}`;
    show(planned, { action: action.value, what });
    confirm.onclick = () => act(planned, { body, run, action: action.value, what });
  } catch (problem) {
    showTrouble(problem, () => countGroup(form));
  }
}

const childrenOf = (families) => families.flatMap(({ family, done }) => done.map(({ child }) => ({ family, child })));
const codesOf = (families) => [...new Set(families.flatMap(({ over }) => over))];
const sum = (rows, name) => rows.reduce((total, row) => total + row[name], 0);

/** « 47 enfants de 39 familles, 129,25 € de moins à facturer, 61 e-mails » */
function numbers(families) {
  const able = families.filter(({ done }) => done.length);
  const cents = sum(able, "total_cents");
  const bill = cents
    ? `${money(Math.abs(cents))} de ${cents > 0 ? "plus" : "moins"} à facturer`
    : "rien ne change aux factures";
  return [
    `${count(childrenOf(able).length, "enfant")} de ${count(able.length, "famille")}`,
    bill,
    count(sum(able, "told"), "e-mail"),
  ].join(", ");
}

const refusedLine = (family, { child_name: child, service_name: service, date, sentence }) => ({
  name: `${family}, ${child}`,
  sentence: `${service}, ${longDay(date)} : ${sentence}`,
});

function showRefused(families) {
  const rows = families.flatMap(({ name: family, children, sentence, refused }) => {
    const name = children ? `${family} (${children})` : family; // two families may have one name
    return sentence && !refused.length ? [{ name, sentence }] : refused.map((line) => refusedLine(family, line));
  });
  byId("refus").hidden = !rows.length;
  part(byId("refus"), "lines").replaceChildren(...rows.map((row) => fill(clone("refus-ligne"), row)));
}

const verb = (action) => (action === "reserve" ? "Réserver" : "Annuler");

function show(planned, { action, what }) {
  const able = childrenOf(planned);
  byId("nombres").textContent = able.length ? `${numbers(planned)}.` : "Rien ne peut être fait.";
  const why = new Set(planned.flatMap(({ done }) => done.flatMap((line) => (line.over.length ? [line.why] : []))));
  byId("passe-outre").hidden = !why.size;
  fill(byId("passe-outre"), { past: [...why].join(" ") });
  showRefused(planned);
  confirm.hidden = !able.length;
  confirm.textContent = `${verb(action)} pour ${count(able.length, "enfant")} (${what})`;
  byId("reprendre").hidden = true;
  byId("compte").hidden = false;
  byId("compte-titre").focus();
}

const progress = (done, of) => {
  byId("nombres").textContent = `En cours : partie ${done + 1} sur ${of}. Ne fermez pas la page.`;
};

const act = (planned, asked) => whileBusy(confirm, () => actNow(planned, asked));

async function actNow(planned, { body, run, action, what }) {
  const families = planned.filter(({ done }) => done.length).map((one) => childrenOf([one]));
  try {
    const done = await each(
      inParts(families),
      { ...body, over: codesOf(planned) },
      (index) => `${run}-${action}${index}`,
      progress,
    );
    hideTrouble();
    byId("nombres").textContent = `C’est fait : ${numbers(done)}.`;
    byId("passe-outre").hidden = true;
    showRefused(done);
    confirm.hidden = true;
    offerUndo(done, { body, action, what });
    announce("C’est enregistré.");
    byId("compte-titre").focus();
  } catch (problem) {
    // Under the same keys: what is done is not done again.
    showTrouble(problem, () => act(planned, { body, run, action, what }));
  }
}

function offerUndo(done, { body, action, what }) {
  const button = byId("reprendre");
  const able = done.filter((one) => one.done.length);
  const kept = able.some((one) => one.done.some(({ kept_cents: cents }) => cents));
  button.hidden = kept || !able.length;
  button.onclick = async () => {
    const contrary = CONTRARY[action];
    const undoing = {
      ...body,
      lines: body.lines.map((line) => ({ ...line, action: contrary })),
      price: "regular",
      reason: "La mairie a repris une erreur",
    };
    const run = crypto.randomUUID().slice(0, 18);
    try {
      const parts = inParts(able.map((one) => childrenOf([one])));
      const planned = await each(parts, { ...undoing, over: [], dry: true }, (index) => `${run}-c${index}`);
      await act(planned, { body: undoing, run, action: contrary, what });
    } catch (problem) {
      showTrouble(problem);
    }
  };
}
