/** The network on the screen as the lines of Python that build it with nnlib. */

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
