/** Where the menus of the days in view will stand. They are asked for when this place comes near: whoever books above it waits for nothing. */

/** `place`: below which. Answers `show(planning, start, end)`, to be called once the days stand above. */
export function menusBelow(place) {
  const section = document.createElement("section");
  place.after(section);
  let days;
  let showMenus;
  const near = new IntersectionObserver(
    async ([{ isIntersecting }]) => {
      if (!isIntersecting) return;
      const { dayMenus } = await import("./day-menus.js");
      near.disconnect();
      showMenus ??= dayMenus(section);
      showMenus(...days);
    },
    // What the bar of the basket covers is not in sight.
    { rootMargin: "0px 0px -100px" },
  );
  return (...shown) => {
    days = shown;
    if (showMenus) showMenus(...days);
    else near.observe(section);
  };
}
