/** Leaving the waiting list of a day loses the child's rank, so one is asked first. It is rare, and made here rather than kept in every week. */
import { lateStyles } from "../base/late-styles.js";
import { longDay } from "../base/days-and-hours.js";
import { ordinal } from "../planning/waiting.js";

/** `{children, services}` of the planning; `cell`: where the child waits. Answers whether the parent leaves. */
export async function sureToLeave({ children, services }, { child, service, date, queue }) {
  await lateStyles();
  const { first_name: who } = children.find(({ id }) => id === child);
  const { name: what } = services.find(({ code }) => code === service);
  const rank = queue?.rank ? `${ordinal(queue.rank)} ` : "";
  const actions = element("div", { className: "actions" });
  actions.append(
    element("button", { className: "button", textContent: "Rester sur la liste" }),
    element("button", { className: "button button-danger", textContent: "Quitter la liste", value: LEAVE }),
  );
  const form = element("form", { method: "dialog", className: "stack stack-small" });
  form.append(
    element("h2", { textContent: "Quitter la liste d’attente ?", id: "leave-title" }),
    element("p", { textContent: `${what}, ${longDay(date)} : ${who} est ${rank}sur la liste.` }),
    element("p", { textContent: "Ce rang sera perdu : pour revenir, il faudra reprendre la file à la fin." }),
    actions,
  );
  const dialog = element("dialog", { className: "dialog" });
  dialog.setAttribute("aria-labelledby", "leave-title");
  dialog.append(form);
  document.body.append(dialog);
  dialog.showModal();
  await new Promise((closed) => dialog.addEventListener("close", closed, { once: true }));
  dialog.remove();
  return dialog.returnValue === LEAVE;
}

const LEAVE = "leave";
const element = (tag, properties) => Object.assign(document.createElement(tag), properties);
