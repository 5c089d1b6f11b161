/** A network as nodes and edges, every edge a weight that can be dragged; bias nodes grey. */

import { html, keepCount, set, svg } from "../page/dom.js";
import { format, subscript } from "../page/format.js";
import { scaleOf } from "../page/scale.js";
import { weightEdges } from "./weight_edges.js";

const NODE = 12;
const PADDING = { x: 30, y: 16 };
const APART = 46;
const HEIGHT = 170;
const SMALLEST_NAMED = 9;

/** Every edge of a network of these sizes: layer l, from node i (−1 is the bias), to node j, place k in θ. */
export function edgesOf(sizes) {
  const edges = [];
  let first = 0;
  for (let l = 0; l + 1 < sizes.length; l++) {
    const [nIn, nOut] = [sizes[l], sizes[l + 1]];
    for (let j = 0; j < nOut; j++) {
      edges.push({ l, i: -1, j, k: first + nIn * nOut + j });
      for (let i = 0; i < nIn; i++) edges.push({ l, i, j, k: first + i * nOut + j });
    }
    first += (nIn + 1) * nOut;
  }
  return edges;
}

/**
 * An edge's symbol: w₁₂ from input 1 to unit 2 (w₂ if there is but one input), w₃,₁,₂ in layer 3 of a deeper network;
 * b for biases, β at the output.
 */
function edgeName({ l, i, j }, sizes) {
  const layers = sizes.length - 1;
  if (l === layers - 1) return `β${subscript(i + 1)}`;
  const indices = [...(layers > 2 ? [l + 1] : []), ...(i < 0 || sizes[l] === 1 ? [] : [i + 1]), j + 1].map(subscript);
  const mark = layers > 2 || indices.some((index) => index.length > 1) ? "," : "";
  return (i < 0 ? "b" : "w") + indices.join(mark);
}

/** A node's symbol: x₁, h₁ in the first hidden layer, h₂,₁ in the second, f. */
function nodeName({ l, i }, sizes, symbol) {
  if (l === 0) return `x${sizes[0] > 1 ? subscript(i + 1) : ""}`;
  return l === sizes.length - 1 ? "f" : `${symbol}${l > 1 ? subscript(l) + "," : ""}${subscript(i + 1)}`;
}

/**
 * @typedef {import("./weight_edges.js").Edge} Edge
 * @param {object} options
 * @param {string} options.label
 * @param {() => number[]} options.sizes
 * @param {() => ArrayLike<number>} options.theta
 * @param {(k: number, value: number) => void} options.change
 * @param {() => void} options.done
 * @param {(k: number) => number} options.start
 * @param {number} options.limit     the largest |weight|
 * @param {string} [options.symbol]  of a hidden unit
 * @param {(j: number | null, edge: Edge | null) => void} options.point  what the pointer or the focus is on: a unit of
 *   the first layer, an edge
 * @param {() => number | null} [options.lit]  the unit of the first layer to be lit
 * @param {(edge: Edge) => void} [options.choose]  an edge got the focus or was pressed
 * @param {() => boolean} [options.biases]  whether bias nodes are drawn
 * @param {(edge: Edge, sizes: number[]) => string} [options.edgeText]  other symbols
 * @param {(node: { l: number, i: number }, sizes: number[]) => string} [options.nodeText]
 * @param {(edge: Edge) => string} [options.marked]  the class of an edge that stands out, "" for not at all
 * @param {(l: number, i: number) => string} [options.markedNode]  the same of a node
 * @param {number} [options.height]  where the room has none of its own, in page pixels
 * @param {number} [options.apart]   the nodes of a layer at most, in page pixels
 * @param {number} [options.radius]  of a node at most
 * @param {number} [options.tints]   how many units have a colour of their own
 * @param {AbortSignal} options.signal
 */
export function diagram({
  label, sizes, theta, change, done, start, limit, symbol = "h", point, lit = () => null, choose, biases = () => true,
  edgeText = edgeName, nodeText = (node, shape) => nodeName(node, shape, symbol),
  marked = () => "", markedNode = () => "", height = HEIGHT, apart = APART, radius = NODE, tints = 5,
  signal,
}) {
  const edgeLayer = weightEdges({
    name: (edge) => edgeText(edge, sizes()),
    theta, change, start, done, limit, choose, signal,
    point(edge) {
      shown = edge;
      point(edge && unitOf(edge), edge);
    },
  });
  const nodeLayer = svg("g", { class: "nodes", "aria-hidden": "true" });
  const chip = svg("text", { class: "chip", "text-anchor": "middle", "aria-hidden": "true" });
  const attributes = { class: "diagram", role: "group", "aria-label": label };
  const drawing = svg("svg", attributes, edgeLayer.element, nodeLayer, chip);
  let [edges, nodes] = [[], []];
  let drawn = "";
  let shown = null;
  let places;
  let scale = 1;

  const layout = (width, height) => {
    const shape = sizes();
    const columns = shape.length;
    const padding = { x: PADDING.x * scale, y: PADDING.y * scale };
    places = shape.map((count, l) => {
      const hasBias = biases() && l < columns - 1;
      const total = count + (hasBias ? 1 : 0);
      const x = padding.x + ((width - 2 * padding.x) * l) / (columns - 1);
      const gap = Math.min(apart * scale, (height - 2 * padding.y) / Math.max(1, total - 1));
      const top = height / 2 - (gap * (total - 1)) / 2;
      const at = (n) => ({ x, y: top + gap * n, r: Math.min(radius * scale, Math.max(3, gap * 0.36)) });
      return { nodes: Array.from({ length: count }, (_, i) => at(hasBias ? i + 1 : i)), bias: hasBias ? at(0) : null };
    });
    set(drawing, { width, height, viewBox: `0 0 ${width} ${height}` });
  };

  const ends = ({ l, i, j }) => [i < 0 ? places[l].bias : places[l].nodes[i], places[l + 1].nodes[j]];
  const unitOf = ({ l, j, i }) => (l === 0 ? j : l === 1 && i >= 0 ? i : null);

  /** The radius that a name needs, in page pixels. */
  const roomFor = (text) => SMALLEST_NAMED + 2 * Math.max(0, text.length - 2);
  const kindOf = (l, shape) => (l === 0 ? "input" : l === shape.length - 1 ? "last" : "hidden");
  const newNode = () => svg("g", {}, svg("circle"), svg("text", { "text-anchor": "middle" }));

  /** Nodes at their places, with their names: what only another shape or room changes. */
  function placeNodes(shape) {
    nodes = places.flatMap(({ nodes, bias }, l) => [
      ...(bias ? [{ ...bias, l, kind: "bias", text: "1" }] : []),
      ...nodes.map((node, i) => ({ ...node, l, i, kind: kindOf(l, shape), text: nodeText({ l, i }, shape) })),
    ]);
    const elements = keepCount(nodeLayer, nodes.length, newNode);
    nodes.forEach((node, n) => {
      set(elements[n], { transform: `translate(${node.x} ${node.y})` });
      set(elements[n].firstChild, { r: node.kind === "bias" ? node.r * 0.75 : node.r });
      set(elements[n].lastChild, { y: 4 * scale, text: node.r >= roomFor(node.text) * scale ? node.text : "" });
    });
  }

  function lightNodes() {
    nodes.forEach(({ l, i, kind }, n) => {
      const unit = l === 1 && kind === "hidden" ? i : null;
      const colour = unit === null ? "" : ` unit-${unit % tints}${unit === lit() ? " lit" : ""}`;
      set(nodeLayer.children[n], { class: `node ${kind}${colour} ${markedNode(l, i ?? -1)}` });
    });
  }

  return {
    element: html("div", {}, drawing), // in a grid itself, it would lay out the page with each change
    /** The columns' places from the left, in pixels. */
    columns: () => places.map(({ nodes }) => nodes[0].x),
    resize({ width, height: room }) {
      scale = scaleOf(drawing);
      layout(width, Number.isFinite(room) ? room : height * scale);
      drawn = "";
    },
    update() {
      const shape = sizes();
      const wanted = `${shape} ${biases()}`;
      if (drawn !== wanted) {
        const [width, height] = ["width", "height"].map((side) => Number(drawing.getAttribute(side)));
        if (width) layout(width, height);
        edges = edgesOf(shape).filter(({ i }) => i >= 0 || biases());
        placeNodes(shape);
        shown = null;
        drawn = wanted;
      }
      const isLit = (edge) => edge === shown || (unitOf(edge) !== null && unitOf(edge) === lit());
      edgeLayer.update(edges, ends, isLit, marked);
      lightNodes();
      if (shown) {
        const [from, to] = ends(shown);
        const share = shown.i < 0 ? 0.3 : 0.5;
        set(chip, {
          x: from.x + share * (to.x - from.x),
          y: Math.max(12 * scale, from.y + share * (to.y - from.y) - 8),
          text: `${edgeText(shown, shape)} = ${format(theta()[shown.k])}`,
        });
      } else set(chip, { text: "" });
    },
  };
}
