/** Copies text, also where the page is not in a secure context (file://, http:// in a class). */

import { button } from "../controls/controls.js";
import { html } from "./dom.js";

const COPIED_FOR = 1500;

/** A button that copies what `text()` gives, and says so. Further options are those of a button. */
export function copyButton({ words, text, root, ...options }) {
  let until = 0;
  const each = button({
    text: () => (Date.now() < until ? "Copied" : words),
    press: async () => {
      await copy(text(), root);
      until = Date.now() + COPIED_FOR;
      each.update();
      setTimeout(() => each.update(), COPIED_FOR + 50);
    },
    ...options,
  });
  return each;
}

export async function copy(text, root) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = html("textarea", { class: "spoken" });
    area.value = text;
    root.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}
