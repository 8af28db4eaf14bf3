/** Says, on the page, that there is no network, and from when the page dates if the service worker kept it. */

const MOMENT = new Intl.DateTimeFormat("fr-FR", { dateStyle: "full", timeStyle: "short" });

export function watchConnection(notice) {
  const tell = () => {
    notice.hidden = navigator.onLine;
    if (!navigator.onLine) notice.textContent = sentence();
  };
  addEventListener("online", tell);
  addEventListener("offline", tell);
  tell();
}

function sentence() {
  return `Vous êtes hors connexion. Ce que vous voyez date du ${MOMENT.format(new Date(document.lastModified))} et a pu changer depuis.`;
}
