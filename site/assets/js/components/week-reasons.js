/** Under the table, whose cells have no room for them: why what cannot be clicked cannot, each reason once. */
import { clone, fill } from "../base/parts.js";
import { hasClick } from "../planning/waiting.js";
import { longDay } from "../base/days-and-hours.js";
import { capital } from "../planning/words.js";

/** `cells`: those in view. The phone says it in each cell and hides this list. */
export function weekReasons(list, cells, { services, days, today }) {
  // Said at the head of the day.
  const closed = new Set(days.filter((day) => day.closed).map(({ date }) => date));
  const bySentence = new Map();
  for (const { state, date, service, sentence } of cells) {
    if (hasClick(state) || date < today || closed.has(date)) continue;
    const about =
      bySentence.get(sentence) ?? bySentence.set(sentence, { dates: new Set(), codes: new Set() }).get(sentence);
    about.dates.add(longDay(date));
    about.codes.add(service);
  }
  list.replaceChildren(
    ...[...bySentence].map(([sentence, { dates, codes }]) => {
      const names = services.filter(({ code }) => codes.has(code)).map(({ name }) => name);
      return fill(clone("week-reason"), {
        where: `${capital([...dates].join(", "))} – ${names.join(", ")} :`,
        sentence,
      });
    }),
  );
}
