/** Instants of one's own login, on the clock of the device that shows them. */

const MOMENT = new Intl.DateTimeFormat("fr-FR", { dateStyle: "long", timeStyle: "short" });

/** "19 novembre 2026 à 9 h 59", "… à 8 h" */
export const moment = (instant) =>
  MOMENT.format(new Date(instant))
    .replace(/0?(\d+):(\d\d)$/, "$1\u00a0h\u00a0$2")
    .replace(/\u00a000$/, "");
