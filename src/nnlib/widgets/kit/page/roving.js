/** Many things that are one stop of the Tab key: one of them has it, keys go on to the next. */

/**
 * @param {Element} container
 * @param {object} options
 * @param {string} options.among             a selector of the things
 * @param {[string, string]} options.keys    the keys to the one before and to the next
 * @param {AbortSignal} options.signal
 * @returns {{ update(): void }}  to call with each picture
 */
export function roving(container, { among, keys, signal }) {
  // Chromium makes a group of SVG that listens for focus a stop of its own.
  if (container instanceof SVGElement) container.setAttribute("tabindex", "-1");
  let current = null;
  let [count, request] = [-1, 0];
  const every = () => container.querySelectorAll(among);
  const all = () => [...every()].filter((each) => each.checkVisibility() && !each.disabled);
  function check() {
    request = 0;
    const things = all();
    if (!things.includes(current)) current = things[0] ?? null;
    for (const each of every()) {
      const stop = each === current ? "0" : "-1";
      if (each.getAttribute("tabindex") !== stop) each.setAttribute("tabindex", stop);
    }
  }
  /** At once where things have come or gone; else, since what is visible costs a layout, before the next picture. */
  function update() {
    const isSame = every().length === count;
    count = every().length;
    if (!isSame) check();
    else request ||= requestAnimationFrame(check);
  }
  signal.addEventListener("abort", () => cancelAnimationFrame(request));
  container.addEventListener("focusin", (event) => {
    const thing = event.target.closest(among);
    if (!thing || thing === current) return;
    current = thing;
    check();
  }, { signal });
  container.addEventListener("keydown", (event) => {
    const by = keys.indexOf(event.key) * 2 - 1;
    const thing = event.target.closest?.(among);
    if (by < -1 || !thing) return;
    const things = all();
    event.preventDefault();
    event.stopPropagation();
    things[(things.indexOf(thing) + by + things.length) % things.length].focus({ preventScroll: true });
  }, { signal });
  return { update };
}
