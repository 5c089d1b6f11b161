/** The icons beside the title: undo, redo, reset, link, full screen, keys; what is seldom used waits behind ⋯. */

import { button } from "../controls/controls.js";
import { html } from "./dom.js";
import { copyButton } from "./copy.js";
import { qrCode } from "./qr_code.js";
import { roving } from "./roving.js";

/**
 * @param options  frame, state, screen { isFull (), toggle () }, help { toggle () }, kept (see ghost.js),
 *                 collector { toggle () },
 *                 python () => what is on the screen as code
 * @returns {{ element: HTMLElement, overlay: HTMLElement, update(): void }}
 */
export function toolbar({ frame, state, screen, help, kept, collector, python }) {
  const { root, signal } = frame;
  const icons = (text, name, press, options = {}) => button({ text, icon: name, press, bare: true, ...options });
  const undo = icons("Undo", "undo", () => state.undo(), { disabled: () => !state.canUndo(), hint: "Undo (Ctrl+Z)" });
  const redo = icons("Redo", "redo", () => state.redo(), {
    disabled: () => !state.canRedo(),
    hint: "Redo (Ctrl+Shift+Z)",
  });
  const reset = icons("Reset", "reset", () => state.reset(), { hint: "Back to the book's state (R)" });
  const linked = icons("Reset to the link", "reset", () => state.resetToLink(), {
    hint: "Back to what the link carried",
    shown: () => state.linked !== null,
  });
  const scan = qrCode({ frame, text: () => state.link() });
  const online = (each) => (state.bookPage ? [each] : []);
  const link = online(
    copyButton({
      words: "Copy link",
      icon: "link",
      bare: true,
      hint: "Copy a link to the page with this state in it",
      text: () => state.link(),
      root,
    }),
  );
  const elsewhere = [
    ...online(linked),
    ...online(icons("QR code", "qr", () => scan.toggle(), { hint: "Show this state as a code to scan" })),
    ...online(
      copyButton({
        words: "Copy embed",
        icon: "embed",
        bare: true,
        hint: "Copy the line that shows this widget in slides or a course page",
        text: () => embedded(state.link({ stage: true })),
        root,
      }),
    ),
  ];
  const code = copyButton({
    words: "Copy as Python",
    icon: "code",
    bare: true,
    hint: "Copy the Python code that builds what is on the screen",
    text: python,
    root,
  });
  const keep = icons("Keep this", "keep", () => kept.toggle(), {
    pressed: () => kept.isKept(),
    hint: "Keep this picture behind what follows (K)",
  });
  const collect = icons("Your own story", "book", () => collector.toggle(), {
    hint: "Collect states as scenes of a story",
  });
  const full = icons(
    () => (screen.isFull() ? "Leave full screen" : "Full screen"),
    () => (screen.isFull() ? "unfull" : "full"),
    () => screen.toggle(),
    { hint: "Full screen (F)" },
  );
  const keys = icons("Keys", "help", () => help.toggle(), { hint: "What can be grabbed, and all keys (?)" });
  const more = icons("More tools", "dots", () => element.classList.toggle("open"));
  const [seen, rest] = [
    [keep, ...link, full, keys],
    [...elsewhere, code, collect],
  ];
  const menu = html(
    "div",
    { class: "tools-menu" },
    html("div", { class: "tools-seen" }, ...seen.map((each) => each.element)),
    html("div", { class: "tools-rest" }, ...rest.map((each) => each.element)),
  );
  redo.element.classList.add("wide-only");
  const element = html(
    "div",
    { class: "tools", role: "toolbar", "aria-label": "Undo, link and screen" },
    undo.element,
    redo.element,
    reset.element,
    menu,
    more.element,
  );
  menu.addEventListener("click", () => element.classList.remove("open"), { signal });
  root.addEventListener("pointerdown", (event) => element.contains(event.target) || element.classList.remove("open"), {
    signal,
  });
  roving(element, { among: "button", keys: ["ArrowLeft", "ArrowRight"], signal });
  const all = [undo, redo, reset, ...seen, ...rest];
  return {
    element,
    overlay: scan.element,
    update() {
      all.forEach((each) => each.update());
    },
  };
}

/** The line of HTML that shows a page's widget alone. */
function embedded(address) {
  const source = address.replaceAll("&", "&amp;");
  return `<iframe src="${source}" width="960" height="640" style="border:0" allow="fullscreen"></iframe>`;
}
