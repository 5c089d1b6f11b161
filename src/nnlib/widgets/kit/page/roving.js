/**
 * Many things that are one stop of the Tab key: one of them has it, keys go on to the next. Which of them are seen
 * costs a layout to know, so it is asked when Tab is pressed and not with each picture.
 */

/**
 * @param {HTMLElement | SVGElement} container
 * @param {object} options
 * @param {string} options.among             a selector of the things
 * @param {[string, string]} options.keys    the keys to the one before and to the next
 * @param {AbortSignal} options.signal
 */
export function roving(container, { among, keys, signal }) {
  // Chromium makes a group of SVG that listens for focus a stop of its own.
  if (container instanceof SVGElement) container.setAttribute("tabindex", "-1");
  let current = null;
  const things = () => /** @type {HTMLElement[]} */ ([...container.querySelectorAll(among)]);
  const all = () => things().filter((each) => each.checkVisibility() && !each.matches(":disabled"));
  function check() {
    const seen = all();
    if (!seen.includes(current)) current = seen[0] ?? null;
    for (const each of things()) {
      const stop = each === current ? "0" : "-1";
      if (each.getAttribute("tabindex") !== stop) each.setAttribute("tabindex", stop);
    }
  }
  document.addEventListener("keydown", (event) => event.key === "Tab" && check(), { signal, capture: true });
  container.addEventListener("focusin", (event) => {
    const thing = /** @type {Element} */ (event.target).closest(among);
    if (!thing || thing === current) return;
    current = thing;
    check();
  }, { signal });
  container.addEventListener("keydown", (event) => {
    const by = keys.indexOf(/** @type {KeyboardEvent} */ (event).key) * 2 - 1;
    const thing = /** @type {HTMLElement} */ (/** @type {HTMLElement} */ (event.target).closest(among));
    if (by < -1 || !thing) return;
    const seen = all();
    event.preventDefault();
    event.stopPropagation();
    seen[(seen.indexOf(thing) + by + seen.length) % seen.length].focus({ preventScroll: true });
  }, { signal });
}
