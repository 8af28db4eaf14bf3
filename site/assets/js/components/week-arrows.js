/** Arrow keys in the week. Tab works as everywhere. Few phones have them: they come with the first. */
const WAYS = { Left: [0, -1], Right: [0, 1], Up: [-1, 0], Down: [1, 0] };

/** From a cell of the table to the next button that way: "Left", "Right", "Up" or "Down". Null: the focus has left the table meanwhile. */
export function moveFrom(cell, way) {
  const [down, across] = WAYS[way];
  if (!cell) return;
  const { rows } = cell.closest("table");
  let row = cell.parentElement.rowIndex + down;
  let column = cell.cellIndex + across;
  // A child's name stands alone across its row: up and down go past it.
  while (rows[row] && column > 0 && column < rows[0].cells.length) {
    const button = rows[row].cells[column]?.querySelector("button");
    if (button) return button.focus();
    row += down;
    column += across;
  }
}
