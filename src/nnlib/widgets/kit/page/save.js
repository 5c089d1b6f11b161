/** Gives the reader a text as a file to keep. */

import { html } from "./dom.js";

export function saveFile(name, text, type = "text/plain") {
  const link = html("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  link.click();
  URL.revokeObjectURL(link.href);
}
