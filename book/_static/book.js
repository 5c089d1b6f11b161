/* What the theme leaves undone on every page. */
"use strict";
(() => {
  // Paper is light: a page in dark mode prints in light mode.
  const { dataset } = document.documentElement;
  let theme = dataset.theme;
  addEventListener("beforeprint", () => {
    theme = dataset.theme;
    dataset.theme = "light";
  });
  addEventListener("afterprint", () => (dataset.theme = theme));

  // The search fetches pages for its excerpts, which no browser allows from file://.
  if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;

  // Names that hide the text shown, and a role that the entries do not fit.
  document.addEventListener("DOMContentLoaded", () => {
    const named = document.querySelectorAll("summary, .search-button-field");
    for (const element of named) element.removeAttribute("aria-label");
    document.querySelector(".citation-list")?.removeAttribute("role");
    // No browser runs Python for a page from file://.
    if (location.protocol === "file:") document.querySelector(".run-in-browser")?.remove();
  });

  // Escape takes away what a link shows beside itself.
  addEventListener("keydown", ({ key }) => key === "Escape" && /** @type {any} */ (window).tippy?.hideAll());

  // What scrolls sideways can be reached by the keyboard.
  const reach = () => {
    for (const element of document.querySelectorAll(".katex-display, .pst-scrollable-table-container")) {
      if (element.scrollWidth > element.clientWidth) element.setAttribute("tabindex", "0");
      else element.removeAttribute("tabindex");
    }
  };
  addEventListener("load", reach);
  addEventListener("resize", reach);
})();
