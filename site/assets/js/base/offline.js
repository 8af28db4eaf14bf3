/** Says that there is no network, and from when the page dates. The service worker marks the pages it kept with data-kept-at. */

const MOMENT = new Intl.DateTimeFormat("fr-FR", {
  weekday: "long",
  day: "numeric",
  month: "long",
  hour: "numeric",
  minute: "2-digit",
});

function watchConnection(notice) {
  const { keptAt } = document.documentElement.dataset;
  // A parent's screen kept on the device is a frame without its content: there is nothing in it that could be old.
  if (keptAt && notice.dataset.offline) return;
  const readAt = MOMENT.format(keptAt ? new Date(keptAt) : performance.timeOrigin).replace(
    /0?(\d+):(\d\d)$/,
    "$1 h $2",
  );
  const tell = () => {
    notice.hidden = navigator.onLine && !keptAt;
    notice.textContent = notice.hidden
      ? ""
      : `Pas de connexion : cette page a été lue le ${readAt}, elle a pu changer depuis.`;
  };
  addEventListener("online", tell);
  addEventListener("offline", tell);
  tell();
}

watchConnection(document.querySelector("[data-offline]"));
