/** What was tapped in Pointage and has not left goes with the session: that is said before signing out. */

/** Whether whoever is here lets go what waits in the database of that name; true where nothing does. */
export async function mayLose(database) {
  const number = await waitingIn(database);
  if (!number) return true;
  const dialog = made("dialog", { className: "desk-keys" });
  const said = number > 1 ? `${number} pointages attendent` : "Un pointage attend";
  const stay = made("button", { type: "button", className: "button", textContent: "Rester connecté" });
  const leave = made("button", {
    type: "button",
    className: "button button-danger",
    textContent: "Se déconnecter et perdre ces pointages",
  });
  const row = made("p", { className: "row" });
  row.append(stay, leave);
  dialog.append(
    made("h2", { textContent: `${said} sur cet appareil` }),
    made("p", { textContent: "Le service ne les a pas encore. Se déconnecter les efface." }),
    row,
  );
  dialog.setAttribute("aria-label", `${said} sur cet appareil`);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    stay.onclick = () => dialog.close();
    leave.onclick = () => dialog.close("lose");
    dialog.onclose = () => {
      dialog.remove();
      resolve(dialog.returnValue === "lose");
    };
  });
}

const made = (name, properties) => Object.assign(document.createElement(name), properties);

/** How many taps the server has not had; 0 where nothing is kept. */
function waitingIn(database) {
  if (!window.indexedDB) return Promise.resolve(0);
  return new Promise((resolve) => {
    const opening = indexedDB.open(database);
    // There was none: it is not made by asking.
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onerror = () => resolve(0);
    opening.onsuccess = () => {
      const asked = opening.result.transaction("events").objectStore("events").getAll();
      asked.onsuccess = () => {
        opening.result.close();
        resolve(asked.result.filter(({ state }) => state === "waiting").length);
      };
    };
  });
}
