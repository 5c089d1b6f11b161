/** Colours of the page as numbers, for what is painted on a canvas. */

/** The three channels (0–255) of a CSS colour variable such as "--positive", as `element` sees it. */
export function channels(element, variable) {
  const hex = getComputedStyle(element).getPropertyValue(variable).trim();
  return [1, 3, 5].map((start) => parseInt(hex.slice(start, start + 2), 16));
}

/** Calls `listener` when the page turns light or dark, and when printing begins and ends. */
export function onThemeChange(listener, signal) {
  const observer = new MutationObserver(() => listener());
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  observer.observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
  signal.addEventListener("abort", () => observer.disconnect());
  for (const query of ["(prefers-color-scheme: dark)", "print"]) {
    matchMedia(query).addEventListener("change", () => listener(), { signal });
  }
}
