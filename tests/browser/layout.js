/** What is wrong with how a page is laid out, as sentences: the function that tests/browser/layout.py runs in the page. */
async () => {
  // After a resize the page lays itself out anew in the next frame: its media queries change before it.
  // What it must fetch for it, it says it waits for: a phone's cards.
  const busy = () => document.querySelector("main [aria-busy=true]");
  for (let frame = 0; frame < 2 || (busy() && frame < 600); frame += 1)
    await new Promise((drawn) => requestAnimationFrame(drawn));
  const HOLDERS = ".cell, .button, th, td, summary, .basket-line, .alert, .week-empty, .next-week, .closing-soon";
  const found = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) found.push(`the page scrolls sideways: ${root.scrollWidth} px`);
  const isSeen = (element) =>
    element.checkVisibility({ visibilityProperty: true }) &&
    element.getClientRects().length > 0 &&
    getComputedStyle(element).clipPath === "none" &&
    !element.closest(".visually-hidden");
  const textOf = (element) => element.textContent.trim().replace(/\s+/g, " ").slice(0, 70);

  /** Each word of an element's own text, with the boxes it is drawn in. */
  function* wordsOf(element) {
    for (const node of element.childNodes) {
      if (node.nodeType !== Node.TEXT_NODE) continue;
      for (const match of node.data.matchAll(/\S+/g)) {
        const range = document.createRange();
        range.setStart(node, match.index);
        range.setEnd(node, match.index + match[0].length);
        yield { word: match[0], boxes: [...range.getClientRects()].filter(({ width }) => width > 0.5) };
      }
    }
  }

  for (const element of document.querySelectorAll("main *")) {
    if (!isSeen(element)) continue;
    const holder = element.closest(HOLDERS);
    const frame = holder && isSeen(holder) && holder.getBoundingClientRect();
    for (const { word, boxes } of wordsOf(element)) {
      const lines = new Set(boxes.map(({ top }) => Math.round(top)));
      if (lines.size > 1 && !word.includes("-")) found.push(`« ${word} » is broken: ${textOf(holder ?? element)}`);
      const out = ({ left, right, top, bottom }) =>
        left < frame.left - 1 || right > frame.right + 1 || top < frame.top - 2 || bottom > frame.bottom + 2;
      if (frame && boxes.some(out)) found.push(`« ${word} » lies outside: ${textOf(holder)}`);
    }
  }

  const PARTS = ["sign", "service", "price", "word", "note"].map((name) => `[data-part=${name}]`).join();
  for (const cell of document.querySelectorAll(".cell")) {
    if (!isSeen(cell)) continue;
    const parts = [...cell.querySelectorAll(PARTS)]
      .map((part) => part.closest("svg") ?? part)
      .filter((part) => isSeen(part) && (part.localName === "svg" || part.textContent));
    for (const [index, part] of parts.entries())
      for (const other of parts.slice(index + 1))
        for (const one of part.getClientRects())
          for (const two of other.getClientRects()) {
            const width = Math.min(one.right, two.right) - Math.max(one.left, two.left);
            const height = Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top);
            if (width > 1 && height > 2) found.push(`${part.textContent} and ${other.textContent} overlap`);
          }
  }
  return [...new Set(found)];
};
