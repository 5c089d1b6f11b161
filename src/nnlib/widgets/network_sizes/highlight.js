/** What stands out: a term of the count and the edges that it counts, or an edge, its term and all that it changes. */

/**
 * @typedef {import("./names.js").Edge} Edge
 * @typedef {{ l: number, part: "weights" | "biases" | "all" }} Term  a part of the parameters of layer l (0 for all)
 */

const nothing = { pointedTerm: null, pinnedTerm: null, pointedEdge: null, chosenEdge: null };

/**
 * @param {Term | null} a
 * @param {Term | null} b
 */
const same = (a, b) => a === b || (a !== null && b !== null && a.l === b.l && a.part === b.part);

/**
 * @param {Term} term
 * @param {{ l: number, i: number }} edge
 */
const counts = ({ l, part }, edge) =>
  (l === 0 || l === edge.l + 1) && (part === "all" || (part === "biases") === edge.i < 0);

/**
 * Whether edge `other` carries what edge `edge` changes.
 * @param {Edge} edge
 * @param {Edge} other
 */
const isDownstream = (edge, other) =>
  other.i >= 0 && (other.l === edge.l + 1 ? other.i === edge.j : other.l > edge.l);

export class Highlight {
  /** @param {() => void} changed */
  constructor(changed) {
    this.changed = changed;
    /** @type {Term | null} */
    this.pointedTerm = null;
    /** @type {Term | null} */
    this.pinnedTerm = null;
    /** @type {Edge | null} */
    this.pointedEdge = null;
    /** @type {Edge | null} */
    this.chosenEdge = null;
  }

  #look(changes) {
    Object.assign(this, changes);
    this.changed();
  }

  /** @param {Term | null} term  under the pointer or focus */
  pointTerm(term) {
    this.#look({ pointedTerm: term });
  }

  /** @param {Edge | null} edge  under the pointer or focus */
  pointEdge(edge) {
    this.#look({ pointedEdge: edge });
  }

  /** @param {Term} term  stays lit until it is pinned again */
  pin(term) {
    this.#look({ pinnedTerm: same(this.pinnedTerm, term) ? null : term, chosenEdge: null });
  }

  /** @param {Edge} edge  stays followed */
  choose(edge) {
    this.#look({ chosenEdge: edge, pinnedTerm: null });
  }

  letGo() {
    this.#look(nothing);
  }

  get term() {
    return this.pointedTerm ?? (this.pointedEdge ? null : this.pinnedTerm);
  }

  get edge() {
    return this.term ? null : this.pointedEdge ?? this.chosenEdge;
  }

  /** @param {Term} term */
  isPinned(term) {
    return same(this.pinnedTerm, term);
  }

  /** @param {Term} term */
  isLit(term) {
    const isOne = term.l > 0 && term.part !== "all";
    return same(this.term, term) || (this.edge !== null && isOne && counts(term, this.edge));
  }

  /**
   * @param {Edge} edge
   * @returns {string}  its class
   */
  ofEdge(edge) {
    if (this.term) return counts(this.term, edge) ? "counted" : "dim";
    if (!this.edge) return "";
    return edge.k === this.edge.k ? "followed" : isDownstream(this.edge, edge) ? "downstream" : "dim";
  }

  /**
   * The class of node i of layer l, −1 for the bias; where no bias is drawn, its unit stands for it.
   * @param {number} l
   * @param {number} i
   * @param {boolean} hasBias
   */
  ofNode(l, i, hasBias) {
    if (i < 0) return "";
    const { term, edge } = this;
    if (term) return l > 0 && term.part !== "weights" && !hasBias && counts(term, { l: l - 1, i: -1 }) ? "counted" : "";
    return edge && (l > edge.l + 1 || (l === edge.l + 1 && i === edge.j)) ? "downstream" : "";
  }
}
