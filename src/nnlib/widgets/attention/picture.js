/** Tokens, queries and keys, scores or weights, values and outputs: four panels, each with its formula. */

import { html } from "../kit/page/dom.js";
import { symbol } from "../kit/page/notation.js";
import { elementOf, later, updateAll } from "../kit/page/parts.js";
import { scaleOf } from "../kit/page/scale.js";
import { keyPlane } from "./key_plane.js";
import { attentionMatrix } from "./matrix.js";
import { tokenPlane } from "./token_plane.js";
import { valuePlane } from "./value_plane.js";

const GAP = 12;
const CAPTION = 21;

/** A line of words and symbols; s_ij is set as mathematics. */
function caption(words) {
  const element = html("p", { class: "panel-name" });
  let shown = "";
  return {
    element,
    update() {
      const text = words();
      if (text === shown) return;
      shown = text;
      const pieces = text.split(/([a-z]_[a-z0-9]+)/);
      element.replaceChildren(...pieces.flatMap((piece, k) => (k % 2 ? symbol(piece[0], piece.slice(2)) : [piece])));
    },
  };
}

/**
 * @param {object} options
 * @param {import("../kit/page/frame.js").Frame} options.frame
 * @param {import("./model.js").AttentionModel} options.model
 * @param {import("../kit/page/state.js").State} options.state
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 * @returns {{ element: HTMLElement, update(): void, resize(room: { width: number, height: number }): void }}
 */
export function attentionPicture({ frame, model, state, done, signal }) {
  const isScores = () => state.get("matrix") === "scores";
  const tokens = tokenPlane({ model, done, signal });
  const keys = keyPlane({ model, done, signal });
  const label = "Scores or weights, a row for each query";
  const matrix = attentionMatrix({ label, model, isScores, done, signal });
  const values = valuePlane({ model, done, signal });

  const scores = () => {
    const divisor = (state.get("temperature") === 1 ? "" : "T") + (state.get("scaled") ? "√d" : "");
    return `Scores s_ij = q_i · k_j${divisor ? ` / ${divisor === "T√d" ? "(T√d)" : divisor}` : ""}`;
  };
  const captions = [
    () => "Tokens x_i",
    scores,
    () => (isScores() ? "Scores s_ij" : "Weights a_i = softmax(s_i)"),
    () => (model.heads.length > 1 ? "h_i, the mean of the heads" : "Outputs h_i = Σ a_ij v_j"),
  ].map(caption);
  const elements = [tokens.plane, keys.plane, matrix, values.plane].map(elementOf);
  const panels = [tokens, keys, matrix, values].map((panel, k) =>
    later(frame.pace, {
      element: html("div", {}, captions[k].element, elements[k]),
      update: () => updateAll([captions[k], panel]),
    }));
  const element = html("div", { class: "attention-panels" }, ...panels.map(elementOf));

  return {
    element,
    resize({ width, height }) {
      const across = Math.floor((width - GAP) / 2);
      const up = Math.floor(height / 2 - CAPTION * scaleOf(element));
      for (const { plane } of [tokens, keys, values]) plane.resize(across, up);
      matrix.resize({ width: across, height: up });
    },
    update: () => updateAll(panels),
  };
}
