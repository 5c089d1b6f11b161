/** Tokens, queries and keys, scores or weights, values and outputs: four panels, each with its formula. */

import { html } from "../kit/page/dom.js";
import { text, updateAll } from "../kit/page/parts.js";
import { scaleOf } from "../kit/page/scale.js";
import { keyPlane } from "./key_plane.js";
import { attentionMatrix } from "./matrix.js";
import { tokenPlane } from "./token_plane.js";
import { valuePlane } from "./value_plane.js";

const TWO_COLUMNS = 430;
const GAP = 12;
const CAPTION = 24;
const LOWEST = 210;
const NARROW_SHAPE = 0.72;

/**
 * @param {any} options  model, state, done, signal
 * @returns {{ element: HTMLElement, update(): void, resize(room: { width: number, height: number }): void }}
 */
export function attentionPicture({ model, state, done, signal }) {
  const isScores = () => state.get("matrix") === "scores";
  const tokens = tokenPlane({ model, done, signal });
  const keys = keyPlane({ model, done, signal });
  const label = "Scores or weights, a row for each query";
  const matrix = attentionMatrix({ label, model, isScores, done, signal });
  const values = valuePlane({ model, done, signal });

  const scores = () => {
    const divisor = (state.get("scaled") ? "√d" : "") + (state.get("temperature") === 1 ? "" : "T");
    return `Scores sᵢⱼ = qᵢ · kⱼ${divisor ? ` / ${divisor}` : ""}`;
  };
  const captions = [
    () => "Tokens xᵢ",
    scores,
    () => (isScores() ? "Scores sᵢⱼ" : "Weights aᵢ = softmax(sᵢ)"),
    () => (model.heads.length > 1 ? "Outputs hᵢ: the mean of the heads" : "Outputs hᵢ = Σⱼ aᵢⱼ vⱼ"),
  ].map((words) => text("panel-name", words));
  const elements = [tokens.plane.element, keys.plane.element, matrix.element, values.plane.element];
  const panels = elements.map((each, k) => html("div", {}, captions[k].element, each));
  const element = html("div", { class: "attention-panels" }, ...panels);

  return {
    element,
    resize({ width, height }) {
      const isTwo = width >= TWO_COLUMNS;
      element.classList.toggle("two", isTwo);
      const across = isTwo ? Math.floor((width - GAP) / 2) : width;
      const half = Math.floor(height / 2) - CAPTION * scaleOf(element) - 8;
      const up = isTwo ? Math.min(Math.max(LOWEST, across), half) : Math.round(NARROW_SHAPE * width);
      for (const { plane } of [tokens, keys, values]) plane.resize(across, up);
      matrix.resize({ width: across, height: up });
    },
    update: () => updateAll([...captions, tokens, keys, matrix, values]),
  };
}
