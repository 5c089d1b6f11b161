/** Staircase: steps that add up to any curve on a line, towers that add up to any landscape in the plane. */

import { html } from "../kit/page/dom.js";
import { group, part, strip } from "../kit/page/parts.js";
import { widget } from "../kit/page/widget.js";
import { agree } from "./agree.js";
import { linePage } from "./line_page.js";
import { planePage } from "./plane_page.js";

const VIEWS = { line: "curve", plane: "landscape" };

export default widget("Staircase", {
  title: "Steps that add up to any curve, towers to any landscape",
  hint: "Drag a riser or a tread of the staircase, drag ε, or draw a curve of your own; " +
    "in the plane, drag a tower or its corners.",
  agree: (state, given, traits) => agree(state, given, traits.get("_kinds")),

  build(tools) {
    const { state, choice, slider } = tools;
    const pages = { line: linePage(tools), plane: planePage(tools) };
    const all = Object.values(pages);
    const now = () => pages[state.get("view")];
    const only = (page, kind, parts) => group(html("div", { class: kind }), { hidden: () => now() !== page }, ...parts);
    const tolerance = {
      element: pages.line.tolerance.element,
      update() {
        this.element.hidden = now() !== pages.line;
        pages.line.tolerance.update();
      },
    };
    const kinds = Object.keys(pages.line.more);
    const longest = Math.max(...all.map(({ presets }) => presets.length));
    return {
      picture: all.map((page) => only(page, "", page.picture)),
      essentials: [
        strip(
          choice("Follow a", "view", VIEWS),
          choice("Steps", "hard", [[false, "soft"], [true, "hard"]])),
        strip(
          slider("Sharpness R", "sharpness", {
            log: true, step: 5, change: (sharpness) => state.change({ sharpness, hard: false }),
          }),
          tolerance),
        ...all.map((page) => only(page, "part", page.essentials)),
        part("Error", ...all.map((page) => only(page, "", [page.error]))),
      ],
      more: Object.fromEntries(kinds.map((kind) => [
        kind, all.filter(({ more }) => kind in more).map((page) => only(page, "part", page.more[kind])),
      ])),
      presets: Array.from({ length: longest }, (_, i) => () => now().presets[i]?.()),
      read: () => now().read(),
      resize: (room) => all.forEach((page) => page.resize(room)),
      say: () => now().say(),
      readings: () => now().readings(),
      train: pages.line.train,
      running: pages.line.running,
      challenge: () => now().challenge?.() ?? null,
    };
  },
});
