/** Staircase: steps that add up to any curve on a line, towers that add up to any landscape in the plane. */

import { html } from "../kit/page/dom.js";
import { group } from "../kit/page/parts.js";
import { widget } from "../kit/page/widget.js";
import { agree } from "./agree.js";
import { linePage } from "./line_page.js";
import { planePage } from "./plane_page.js";

const VIEWS = [["line", "a curve"], ["plane", "a landscape"]];

export default widget("Staircase", {
  title: "Steps that add up to any curve, towers to any landscape",
  hint: "Drag a riser or a tread of the staircase, drag ε, or draw a curve of your own; " +
    "in the plane, drag a tower or its corners.",
  agree,

  build(tools) {
    const { state, choice, slider } = tools;
    const pages = { line: linePage(tools), plane: planePage(tools) };
    const now = () => pages[state.get("view")];
    const hidden = (page) => () => now() !== page;
    const all = Object.values(pages);
    const longest = Math.max(...all.map(({ presets }) => presets.length));
    return {
      picture: all.map((page) => group(html("div"), { hidden: hidden(page) }, ...page.picture)),
      essentials: [
        choice("Follow", "view", VIEWS),
        ...all.map((page) => group(html("div", { class: "part-rest" }), { hidden: hidden(page) }, ...page.essentials)),
        slider("Sharpness R", "sharpness", {
          log: true, step: 5, change: (sharpness) => state.change({ sharpness, hard: false }),
        }),
        choice("Steps", "hard", [[false, "soft"], [true, "hard, R = ∞"]]),
      ],
      more: Object.assign({}, ...all.map((page) => Object.fromEntries(
        Object.entries(page.more).map(([kind, parts]) => [kind, [{ hidden: hidden(page) }, ...parts]])))),
      presets: Array.from({ length: longest }, (_, i) => () => now().presets[i]?.()),
      read: () => now().read(),
      resize: (room) => all.forEach((page) => page.resize(room)),
      say: () => now().say(),
    };
  },
});
