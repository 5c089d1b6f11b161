/** What is on the screen as lines of Python: a network built with nnlib, or the widget in its state. */

const CLASSES = { relu: "ReLU", "leaky relu": "LeakyReLU", logistic: "Logistic", tanh: "Tanh", identity: null };
const COLUMNS = 88;

/** A list of numbers, broken into lines that fit a page. */
function listed(values) {
  const lines = [];
  let line = "   ";
  for (const value of values) {
    const next = ` ${value},`;
    if (line.length + next.length > COLUMNS) {
      lines.push(line);
      line = "   ";
    }
    line += next;
  }
  return `[\n${[...lines, line].join("\n")}\n]`;
}

/**
 * A fully connected network.
 * @param {{ sizes: number[], activation: string, theta: number[], output?: string }} network  θ in nnlib's order;
 *        `output`: the activation of the last layer, none by default
 */
export function networkCode({ sizes, activation, theta, output = "identity" }) {
  const layers = [];
  const used = new Set(["Dense", "Sequential"]);
  for (let l = 0; l + 1 < sizes.length; l++) {
    layers.push(`Dense(${sizes[l]}, ${sizes[l + 1]}, rng=rng)`);
    const name = CLASSES[l + 2 < sizes.length ? activation : output];
    if (!name) continue;
    layers.push(`${name}()`);
    used.add(name);
  }
  return [
    "import numpy as np",
    `from nnlib import ${[...used].sort().join(", ")}`,
    "",
    "rng = np.random.default_rng(0)",
    `net = Sequential(\n${layers.map((layer) => `    ${layer},`).join("\n")}\n)`,
    `net.theta = ${listed(theta)}`,
    "",
  ].join("\n");
}

/** How a widget is shown, not what it shows. */
const SHOWN = new Set(["controls", "scene", "stage", "readout", "locked"]);

/** A value of a trait as Python writes it. */
function literal(value) {
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  return JSON.stringify(value);
}

/**
 * The widget in its present state.
 * @param {string} widget  its class
 * @param {Record<string, any>} state
 */
export function widgetCode(widget, state) {
  const traits = Object.entries(state).filter(([name]) => !SHOWN.has(name));
  const lines = traits.map(([name, value]) => `    ${name}=${literal(value)},`);
  return [`from nnlib.widgets import ${widget}`, "", `widget = ${widget}(`, ...lines, ")", "widget", ""].join("\n");
}
