/** Copies text, also where the page is not in a secure context (file://, http:// in a class). */

import { html } from "./dom.js";

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
