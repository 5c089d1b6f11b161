/** The address of a state as a code to scan; the page loads the coder (book/_static/qrcode) when it is first asked. */

import { button } from "../controls/controls.js";
import { html, set, svg } from "./dom.js";

const QUIET_ZONE = 4;

/** @type {() => Promise<any>} */
const coder = () =>
  new Promise((resolve, reject) => {
    const { qrcode } = /** @type {any} */ (window);
    if (qrcode) return resolve(qrcode);
    const script = html("script", {
      src: `${document.documentElement.dataset.content_root ?? ""}_static/qrcode/qrcode.js`,
    });
    script.addEventListener("load", () => resolve(/** @type {any} */ (window).qrcode));
    script.addEventListener("error", () => reject(new Error("the coder could not be loaded")));
    document.head.append(script);
    return undefined;
  });

/**
 * @param options  frame, text () => what the code says
 * @returns {{ element, toggle () }}
 */
export function qrCode({ frame, text }) {
  const squares = svg("path");
  const code = svg(
    "svg",
    { class: "qr", role: "img", "aria-label": "The link to this state as a QR code", "shape-rendering": "crispEdges" },
    squares,
  );
  const words = html("p");
  const close = button({ text: "Close", icon: "cross", bare: true, press: () => toggle() });
  const options = { class: "popup", "aria-label": "QR code", hidden: true };
  const element = html("section", options, code, words, close.element);
  element.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      toggle();
    },
    { signal: frame.signal },
  );

  function draw(qrcode) {
    const qr = qrcode(0, "L");
    qr.addData(text());
    qr.make();
    const count = qr.getModuleCount();
    const side = count + 2 * QUIET_ZONE;
    let d = "";
    for (let row = 0; row < count; row++) {
      for (let column = 0; column < count; column++) if (qr.isDark(row, column)) d += `M${column} ${row}h1v1h-1z`;
    }
    set(code, { viewBox: `${-QUIET_ZONE} ${-QUIET_ZONE} ${side} ${side}` });
    set(squares, { d });
    set(words, { text: "Scan it to open this page in this state." });
  }

  async function toggle() {
    element.hidden = !element.hidden;
    if (element.hidden) return;
    close.element.focus({ preventScroll: true });
    set(squares, { d: "" });
    try {
      draw(await coder());
    } catch {
      set(words, { text: "This state is too long for a code. Copy the link instead." });
    }
  }
  return { element, toggle };
}
