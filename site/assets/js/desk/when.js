/** Instants as somebody at a desk says them: « 8 h 52 », « hier 21 h 10 », « mardi 24 novembre ». The town's own clock is in the text. */

const DAY = new Intl.DateTimeFormat("fr-FR", { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });

let ahead = 0;

/** The server says what time it is: a device's clock may be a day off. */
export function tellNow(instant) {
  ahead = Date.parse(instant) - Date.now();
}

/** `at`: an instant with the town's offset, as the API sends it. */
export function sinceWhen(at, now = new Date(Date.now() + ahead)) {
  const [day, hour] = [at.slice(0, 10), at.slice(11, 16)];
  const said = hour.replace(/^0/, "").replace(":", " h ").replace(/ 00$/, "");
  const here = dayThere(at, now);
  if (day === here) return `aujourd’hui ${said}`;
  if (day === dayThere(at, new Date(now.getTime() - 86_400_000))) return `hier ${said}`;
  return DAY.format(new Date(`${day}T00:00Z`)).replace(/ 1 /, " 1er ");
}

/** The day that the town's clock shows at `now`, by the offset that `at` carries. */
function dayThere(at, now) {
  const shift = Date.parse(`${at.slice(0, 19)}Z`) - Date.parse(at);
  return new Date(now.getTime() + shift).toISOString().slice(0, 10);
}
