/** What a parent does to lines of the basket, all of them at once: as clicks on their dates (acts.js). */

/** Take lines out of the basket, or no longer hear that they expired. */
export const takeOut = (acts, lines) =>
  acts.ask(
    lines.map((line) => [
      line,
      { state: line.action === "reserve" ? "bookable" : "validated", action: null, line: null },
    ]),
  );

/** Put lines that expired back. */
export const putBack = (acts, lines) =>
  acts.ask(
    lines.map((line) => {
      const state = line.action === "reserve" ? "in_basket" : "cancel_in_basket";
      return [line, { state, action: line.action, line: { ...line, until: null } }];
    }),
  );
