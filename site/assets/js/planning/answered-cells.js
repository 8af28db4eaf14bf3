/** Cells as the server answers them to a click: they say again what they are, in the place of what was read before. */

/** What the server leaves out of a cell where there is nothing to say. */
const UNSAID = {
  remark: null,
  word: null,
  queue: null,
  declinable: false,
  on_request: false,
  expires: false,
  absent: false,
};

export function renew(store, cells) {
  for (const cell of cells) {
    const shown = store.cell(cell);
    if (shown) Object.assign(shown, UNSAID, cell);
  }
}
