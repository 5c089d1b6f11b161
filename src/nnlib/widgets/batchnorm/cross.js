/** γ and β as a cross whose middle is β and whose arms are γ, dragged by their ends. */

import { clamp } from "../engine/clamp.js";
import { set, svg } from "../kit/page/dom.js";
import { fixed } from "../kit/page/format.js";
import { handle } from "../kit/plane/handle.js";
import { movedInPlane } from "../kit/plane/moved_in_plane.js";

const STEP = 0.05;
/** A tip has this much room at its right, in pixels. */
const TIP = 96;
const INDICES = ["₁", "₂"];

/** @param {any} options  state, plane, parent (SVG group), done, signal */
export function cross({ state, plane, parent, done, signal }) {
  const { low, high } = state.kinds.gamma;
  const within = (value) => clamp(Number(value.toFixed(3)), low, high);
  const [gamma, beta] = [() => state.get("gamma"), () => state.get("beta")];
  const putScale = (i, value) => state.change({ gamma: gamma().with(i, within(value)) });
  /**
   * What lies past the picture's edge is drawn at the edge, where it can be taken.
   * @type {(place: number[]) => [number, number]}
   */
  const seen = ([x, y]) => [clamp(x, ...plane.x.domain), clamp(y, ...plane.y.domain)];
  const at = ([x, y]) => `${plane.toX(x).toFixed(1)} ${plane.toY(y).toFixed(1)}`;
  const arms = svg("path", { class: "arms" });
  parent.append(arms);

  function knob(name, symbol, kind, { place, values, put, start, beside }) {
    const tip = svg("text", { class: "tip", x: 9, y: -7 });
    const label = svg("text", { class: "symbol-name", "text-anchor": "middle", ...beside, text: symbol });
    const group = svg("g", { class: `affine-${kind}` },
      svg("circle", { class: "grab", r: 12 }), svg("circle", { class: "knob", r: 5 }), label, tip);
    parent.append(group);
    const grip = handle(group, {
      signal, done, low, high,
      name: () => name,
      value: () => values()[0],
      text: () => values().map((each) => fixed(each)).join(", "),
      ...movedInPlane({ plane, at: () => seen(place()), put, step: STEP }),
      keys: { Backspace: start },
    });
    return () => {
      const [x, y] = seen(place());
      const isRight = plane.toX(x) > plane.width - TIP * plane.scale;
      set(group, { transform: `translate(${at([x, y])}) scale(${plane.scale})` });
      set(tip, { x: isRight ? -9 : 9, "text-anchor": isRight ? "end" : null });
      set(tip, { text: `${symbol} = ${values().map((each) => fixed(each)).join(", ")}` });
      grip.update();
    };
  }
  const updates = [
    knob("Shift β", "β", "shift", {
      place: beta, values: beta, beside: { x: -11, y: 15 },
      put: (x, y) => state.change({ beta: [within(x), within(y)] }),
      start: () => state.change({ beta: state.author.beta }),
    }),
    ...INDICES.map((index, i) => knob(`Scale γ${index}`, `γ${index}`, "scale", {
      place: () => beta().with(i, beta()[i] + gamma()[i]),
      values: () => [gamma()[i]],
      beside: [{ x: 15, y: 5 }, { x: -13, y: 2 }][i],
      put: (...place) => putScale(i, place[i] - beta()[i]),
      start: () => putScale(i, state.author.gamma[i]),
    })),
  ];

  return {
    update() {
      const [x, y] = beta();
      const [across, up] = [[x + gamma()[0], y], [x, y + gamma()[1]]];
      set(arms, { d: `M${at(seen(across))}L${at(seen([x, y]))}L${at(seen(up))}` });
      for (const update of updates) update();
    },
  };
}
