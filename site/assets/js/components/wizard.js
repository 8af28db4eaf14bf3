/** A form in several steps: the browser's own « back » goes a step back, and each step begins at its title. */

/**
 * Answers `{section, stepOf, start, go}`. Steps count from 1; `shown(step, last)` is called at each one.
 * `start(step)` shows the first one without taking the focus; `go(step)` is a click of the parent's.
 */
export function wizard(root, shown) {
  const sections = [...root.querySelectorAll("[data-step]")];
  const marks = [...root.querySelectorAll(".stepper li")];
  const title = document.title;
  let current = 1;

  function show(step) {
    current = Math.min(Math.max(step, 1), sections.length);
    sections.forEach((section, place) => {
      section.hidden = place !== current - 1;
    });
    marks.forEach((mark, place) => {
      mark.classList.toggle("done", place < current - 1);
      if (place === current - 1) mark.setAttribute("aria-current", "step");
      else mark.removeAttribute("aria-current");
    });
    document.title = `${sections[current - 1].dataset.step} (étape ${current} sur ${sections.length}) – ${title}`;
    shown(current, sections.length);
  }

  function begin(step) {
    show(step);
    scrollTo(0, 0);
    sections[current - 1].querySelector("h2").focus({ preventScroll: true });
  }

  addEventListener("popstate", ({ state }) => {
    if (!root.hidden) begin(state?.step ?? 1);
  });

  return {
    section: () => sections[current - 1],
    stepOf: (control) => sections.indexOf(control.closest("[data-step]")) + 1,
    start(step) {
      history.replaceState({ step }, "");
      show(step);
    },
    go(step) {
      if (step === current) return;
      history.pushState({ step }, "");
      begin(step);
    },
  };
}
