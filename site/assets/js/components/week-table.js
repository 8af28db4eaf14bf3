/** The week where there is room: days across, each child's services down. */
import { clone, fill, part } from "../base/parts.js";
import { capital, dayAndMonth, dayOfMonth, weekdayName } from "../planning/words.js";

/** More days than this leave a phone no room for the names of services beside them: they stand above their rows. */
const BESIDE = 5;

/** `hold(slot, td)` is told where each cell goes, and answers whether there is one; `holdDue(child, service, element)`, where a row says what is due. */
export function weekTable({ days, children }, { today, caption, hold, holdDue }) {
  const table = fill(clone("week-table"), { caption });
  table.classList.toggle("week-long", days.length > 5);
  /** Days on which a child comes to something. */
  const used = new Set();
  for (const { date, closed } of days) {
    const column = fill(clone("week-column"), {
      weekday: capital(weekdayName(date)),
      date: dayAndMonth(date),
      note: date === today ? "Aujourd’hui" : closed,
    });
    column.classList.toggle("week-today", date === today);
    column.dataset.weekday = `${weekdayName(date).slice(0, 3)}.`;
    column.dataset.day = dayOfMonth(date);
    table.tHead.rows[0].append(column);
  }
  for (const child of children) {
    const body = table.createTBody();
    let above = children.length > 1 ? null : undefined;
    for (const { code: service, name, row: short, town } of child.services) {
      if (town !== above) body.append(childRow(child.first_name, town, days.length + 1));
      above = town;
      const row = fill(clone("week-service"), { name: short ?? name });
      for (const { date } of days) if (hold({ child: child.id, service, date }, row.insertCell())) used.add(date);
      holdDue(child.id, service, part(row, "due"));
      body.append(row);
    }
  }
  table.classList.toggle("week-above", used.size > BESIDE);
  for (const [index, { date }] of days.entries())
    table.tHead.rows[0].cells[index + 1].classList.toggle("week-free", !used.has(date));
  return table;
}

/** `town`: of the rows below, where the week is of several. */
function childRow(child, town, width) {
  const row = fill(clone("week-child"), { name: [child, town].filter(Boolean).join(" · ") });
  row.cells[0].colSpan = width;
  return row;
}
