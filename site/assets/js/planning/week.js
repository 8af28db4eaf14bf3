/** What a planning shows of a week: the days across, each child's services down. */

/**
 * `{days: [{date, closed}], children: [{id, first_name, services}]}`; `child` is an id, or null for all of them. No child where
 * nothing opens all week.
 */
export function weekOf({ days, children, services, cells }, child) {
  if (cells.every(({ state }) => state === "closed")) return { days, children: [] };
  const used = new Set(cells.map(({ child, service }) => `${child} ${service}`));
  const dates = new Set(cells.map(({ date }) => date));
  return {
    // Saturday and Sunday only where something opens.
    days: days.filter(({ date }, index) => index < 5 || dates.has(date)),
    children: children
      .filter(({ id }) => !child || id === child)
      .map(({ id, first_name }) => ({ id, first_name, services: services.filter(({ code }) => used.has(`${id} ${code}`)) }))
      .filter(({ services }) => services.length),
  };
}
