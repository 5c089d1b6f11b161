/** The controls beside the picture: the essentials, and the rest by kind under More. On a phone, tabs below it. */

import { changeIcon, drawIcon } from "./icons.js";
import { html, set } from "./dom.js";
import { areHidden, elementOf, updateAll } from "./parts.js";

const MORE = "More";
const CONTROLS = "Controls";

/** Essentials by the tab of a phone that they stand under: a named part is a tab of its own. */
function panesOf(essentials) {
  const panes = [];
  for (const part of essentials) {
    const name = part.name ?? CONTROLS;
    const last = panes[panes.length - 1];
    if (last?.name === name) last.parts.push(part);
    else panes.push({ name, parts: [part] });
  }
  return panes;
}

/**
 * Where no part of a tab or a sheet is seen, it is not offered. The event "opensheet" from a part opens a sheet.
 *
 * @param options  essentials (parts; one with `stays` is seen beside More's sheets too), more { kind: parts },
 *                 changed () => void
 * @returns {{ element, parts, width(), resize(), update() }}
 */
export function panel({ essentials, more, changed }) {
  const kinds = Object.keys(more);
  const group = `more-${Math.random().toString(36).slice(2)}`;
  let sheet = null; // the kind whose sheet is open
  let tab = null;

  const panes = panesOf(essentials).map(({ name, parts }) => ({
    name,
    parts,
    element: html("div", { class: "pane" }, ...parts.map(elementOf)),
  }));
  const sheets = kinds.map((kind) => {
    const parts = more[kind];
    return {
      kind,
      parts,
      element: html("div", { class: "more-sheet", role: "group", "aria-label": kind }, ...parts.map(elementOf)),
    };
  });
  const open = (kind) => {
    sheet = kind;
    changed();
  };
  const choices = kinds.map((kind) => {
    const input = html("input", { type: "radio", name: group, change: () => open(kind) });
    return html("label", {}, input, html("span", { text: kind }));
  });
  const chooser = html(
    "fieldset",
    { class: "choice sheets" },
    html("legend", { class: "spoken", text: MORE }),
    html("div", {}, ...choices),
  );
  const arrow = drawIcon("down");
  const moreText = html("b", { text: MORE });
  const moreKinds = html("span", { text: kinds.map((kind) => kind.toLowerCase()).join(", ") });
  const moreButton = html(
    "button",
    {
      type: "button",
      class: "more-button",
      "aria-expanded": "false",
      click: () => open(sheet === null ? kinds[0] : null),
    },
    moreText,
    moreKinds,
    arrow,
  );

  const tabNames = [...panes.map(({ name }) => name), ...(kinds.length ? [MORE] : [])];
  const tabs = tabNames.map((name, i) =>
    html("button", {
      type: "button",
      role: "tab",
      text: name,
      click() {
        tab = i;
        sheet = name === MORE ? (sheet ?? kinds[0]) : null;
        changed();
      },
    }),
  );
  const tabRow = html("div", { class: "tabs", role: "tablist", "aria-label": "Controls" }, ...tabs);
  const moreCard = html("div", { class: "more-card" }, chooser, ...sheets.map((each) => each.element));
  const element = html(
    "div",
    { class: "panel" },
    tabRow,
    ...panes.map((pane) => pane.element),
    moreCard,
    ...(kinds.length ? [moreButton] : []),
  );

  let isNarrow = false;
  element.addEventListener("opensheet", (event) => open(/** @type {CustomEvent} */ (event).detail));

  return {
    element,
    parts: [...panes, ...sheets].flatMap(({ parts }) => parts),
    /** Of its content, in pixels; 0 where it is not seen. */
    width: () => Math.max(0, element.clientWidth - 2 * parseFloat(getComputedStyle(element).paddingLeft)),
    /** Whether the room makes tabs of the panel: to ask with each picture would cost the styles of the page anew. */
    resize() {
      isNarrow = getComputedStyle(tabRow).display !== "none";
    },
    update() {
      const offered = panes.filter(({ parts }) => !areHidden(parts)).map(({ name }) => name);
      const sheetsOffered = sheets.filter(({ parts }) => !areHidden(parts)).map(({ kind }) => kind);
      if (sheet !== null && !sheetsOffered.includes(sheet)) [sheet] = sheetsOffered;
      const chosen = offered.includes(tabNames[tab]) ? tabNames[tab] : offered[0];
      const shown = isNarrow ? (sheet === null ? chosen : MORE) : null;
      panes.forEach(({ name, parts, element: pane }) => {
        const isAside = sheet !== null && !parts.some(({ stays }) => stays);
        pane.hidden = !offered.includes(name) || (isNarrow ? name !== shown : isAside);
        if (!pane.hidden) updateAll(parts);
      });
      sheets.forEach(({ kind, parts, element: each }) => {
        each.hidden = kind !== sheet;
        if (!each.hidden) updateAll(parts);
      });
      chooser.hidden = sheet === null;
      moreCard.hidden = sheet === null;
      choices.forEach((label, i) => {
        label.firstChild.checked = kinds[i] === sheet;
        label.hidden = !sheetsOffered.includes(kinds[i]);
      });
      tabs.forEach((each, i) => {
        set(each, { "aria-selected": String(tabNames[i] === shown) });
        each.hidden = tabNames[i] !== MORE && !offered.includes(tabNames[i]);
      });
      set(moreText, { text: sheet === null ? MORE : "Back" });
      set(moreKinds, { text: sheet === null ? sheetsOffered.join(", ").toLowerCase() : "" });
      set(moreButton, { "aria-expanded": String(sheet !== null) });
      changeIcon(arrow, sheet === null ? "down" : "up");
    },
  };
}
