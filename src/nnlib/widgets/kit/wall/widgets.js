/** The widgets of the whole book, loaded when the wall needs the first of them. */

import { html } from "../page/dom.js";

/** @type {Promise<{ host: any, ids: string[] }>} */
let loading = null;

/** What _ext/wall.py has written, by the page host: from a disk, a page loads scripts and nothing else. */
function loadWidgets() {
  loading ??= new Promise((resolve, reject) => {
    const script = html("script", { src: "_static/wall/widgets.js" });
    script.addEventListener("load", () => {
      const { wallWidgets, widgetHost } = /** @type {any} */ (window);
      resolve({ host: widgetHost(wallWidgets), ids: Object.keys(wallWidgets.state) });
    });
    script.addEventListener("error", () => reject(new Error("the widgets could not be loaded")));
    document.head.append(script);
  });
  return loading;
}

/** The id of the widget that an entry's link means; throws a sentence where the book has no such. */
function idOf({ page, widget }, ids) {
  const id = ids.find((each) => (page ? each === `${page}#${widget}` : each.endsWith(`#${widget}`)));
  if (!id) throw new Error(`there is no widget “${widget}”${page ? ` on a page “${page}”` : ""} in this book`);
  return id;
}

/**
 * Renders the widget of an entry in its state; throws a sentence where the link cannot be used.
 *
 * @param entry   see read_lines.js
 * @param traits  what is to hold beside what the link says
 * @returns {Promise<{ root: any, end: () => void, page: string }>}
 */
export async function renderEntry(entry, { el, traits }) {
  const { host, ids } = await loadWidgets();
  const id = idOf(entry, ids);
  const [widget, model] = [await host.load(id), await host.model(id)];
  const end = widget.render({ model, el, link: entry.hash });
  model.set(traits);
  await null; // its first picture is drawn by then
  return { root: el.firstElementChild, end, page: id.split("#")[0] };
}
