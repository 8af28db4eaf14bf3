/** The line that an action on a cell puts in the basket; null for no action. Where lines expire, the server says when. */
export function lineOf({ basket, children, services }, cell, action) {
  if (!action) return null;
  const { first_name: child_name } = children.find(({ id }) => id === cell.child);
  const { name: service_name } = services.find(({ code }) => code === cell.service);
  // To take back a request moves no money.
  const price_cents = cell.state.endsWith("requested") ? 0 : cell.price_cents;
  return {
    ...cell,
    until: basket.minutes ? null : cell.until,
    price_cents,
    action,
    child_name,
    service_name,
    problem: null,
  };
}
