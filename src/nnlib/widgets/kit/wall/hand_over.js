/** How texts are handed to the wall: pasted or dropped anywhere on the page, typed, or from files. */

import { button } from "../controls/controls.js";
import { html, set } from "../page/dom.js";

const FIRST = "Ada: https://…#decision-boundary?…\nBen: https://…#network-sizes?…";
const LARGEST_FILE = 4e6; // bytes

/**
 * @param options  place, take (text) => void, say (words) => void
 * @returns  label (with the field), field, buttons, update (isMore)
 */
export function takeTexts({ place, take, say }) {
  let isFirst = true;
  const field = html("textarea", { spellcheck: "false", autocomplete: "off" });
  const label = html("label", {}, html("span", { text: "Paste or drop what the class has sent" }), field);
  const give = () => {
    const text = field.value;
    field.value = "";
    put.update();
    if (text.trim()) take(text);
    else field.focus();
  };
  const put = button({
    text: "Put on the wall", look: "primary", press: give, shown: () => isFirst || field.value !== "",
  });
  const open = button({ text: "Open a file", press: () => chosen.click() });
  const chosen = html("input", {
    type: "file", multiple: true, accept: "text/*,.txt,.csv,.tsv,.md",
    async change() {
      await takeFiles([...chosen.files]);
      chosen.value = "";
    },
  });

  async function takeFiles(files) {
    for (const file of files) {
      if (file.size > LARGEST_FILE) say(`${file.name} is too large to be a list of links.`);
      else take(await file.text());
    }
  }

  field.addEventListener("input", () => put.update());
  document.addEventListener("paste", ({ target, clipboardData }) => {
    if (target === field) setTimeout(give);
    else if (!(/** @type {Element} */ (target).closest("input, textarea"))) take(clipboardData.getData("text"));
  });
  const mark = (is) => (event) => {
    event.preventDefault();
    place.classList.toggle("dropping", is);
  };
  document.addEventListener("dragover", mark(true));
  document.addEventListener("dragleave", mark(false));
  document.addEventListener("drop", (event) => {
    mark(false)(event);
    const { files } = event.dataTransfer;
    if (files.length) takeFiles([...files]);
    else take(event.dataTransfer.getData("text"));
  });
  return {
    label,
    field,
    buttons: [put.element, open.element],
    update(isMore) {
      isFirst = !isMore;
      set(field, { rows: isFirst ? 5 : 1, placeholder: isFirst ? FIRST : "More of them" });
      put.update();
    },
  };
}
