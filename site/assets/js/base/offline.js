/**
 * Says that there is no network, and from when the page dates. The service worker marks the pages it kept with data-kept-at: the instant at which
 * the server sent them, for a phone's own clock may be wrong. Said by the town's clock, where the page is a town's.
 */

function watchConnection(notice) {
  const { keptAt, zone } = document.documentElement.dataset;
  // A parent's screen kept on the device is a frame without its content: there is nothing in it that could be old.
  if (keptAt && notice.dataset.offline) return;
  const since = keptAt ? `a été lue le ${momentOf(keptAt, zone)}, elle a pu` : "a pu";
  const tell = () => {
    notice.hidden = navigator.onLine && !keptAt;
    notice.textContent = notice.hidden ? "" : `Pas de connexion : cette page ${since} changer depuis.`;
  };
  addEventListener("online", tell);
  addEventListener("offline", tell);
  tell();
}

/** "jeudi 26 novembre à 20 h 05" */
function momentOf(instant, timeZone) {
  const day = { weekday: "long", day: "numeric", month: "long", hour: "numeric", minute: "2-digit", timeZone };
  return new Intl.DateTimeFormat("fr-FR", day).format(new Date(instant)).replace(/0?(\d+):(\d\d)$/, "$1 h $2");
}

watchConnection(document.querySelector("[data-offline]"));
