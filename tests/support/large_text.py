"""Text alone twice as large, as phones and browsers offer it (WCAG 1.4.4): what then runs out of the screen, or is cut."""

from playwright.sync_api import Page

ENLARGE = """() => {
  const all = [...document.querySelectorAll("body, body *")];
  const sizes = all.map((each) => parseFloat(getComputedStyle(each).fontSize));
  all.forEach((each, place) => { each.style.fontSize = `${2 * sizes[place]}px`; });
}"""
"""The text and nothing else: what is measured in `rem` stays as it was."""
ROOT = "() => { document.documentElement.style.fontSize = '200%'; }"
"""The text and all that is measured by it, as a browser's own setting of the size of text does."""
OVER = """() => {
  const seen = (each) => each.checkVisibility({ visibilityProperty: true }) && !each.closest(".visually-hidden, .skip, svg");
  const told = (each) => `${each.localName}.${each.className} ${each.textContent.trim().replace(/\\s+/g, " ").slice(0, 40)}`;
  const hasText = (each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const over = [...document.querySelectorAll("body *")].filter(seen).filter((each) => {
    const { right, left, width, height } = each.getBoundingClientRect();
    if (width < 2 || height < 2) return false;
    const cut = hasText(each) && getComputedStyle(each).overflowX === "hidden" && each.scrollWidth > each.clientWidth + 1;
    return right > innerWidth + 1 || left < -1 || cut;
  });
  const sideways = document.documentElement.scrollWidth > innerWidth ? ["the page scrolls sideways"] : [];
  return [...sideways, ...over.map(told)];
}"""


def runs_over(page: Page) -> dict[str, list[str]]:
    """What does not fit, by the way in which the text was made larger. The page is as it was afterwards only once reloaded."""
    found = {}
    page.evaluate(ROOT)
    found["root"] = page.evaluate(OVER)
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.evaluate(ENLARGE)
    found["text"] = page.evaluate(OVER)
    return {way: over for way, over in found.items() if over}
