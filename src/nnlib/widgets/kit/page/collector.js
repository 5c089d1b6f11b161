/** A teacher's own story: states of the widget collected as scenes, saved as a file and opened again. */

import { button } from "../controls/controls.js";
import { html, set } from "./dom.js";
import { checkedTraits } from "./link.js";
import { counted } from "./format.js";
import { saveFile } from "./save.js";

const LONGEST = 150;
const MOST = 20;

const plainScene = (say, start) => ({
  say, start, trained: 0, ask: null, do: {}, train: 0, goal: null, point: null, fixed: [],
});

/** The scenes of a file's text, each part checked as a link's is; throws a sentence. */
export function readStory(text, name, kinds) {
  const file = JSON.parse(text);
  if (file?.widget !== name)
    throw new Error(`expected a story of ${name}, got one of ${String(file?.widget).slice(0, 40)}`);
  if (!Array.isArray(file.scenes) || file.scenes.length === 0 || file.scenes.length > MOST)
    throw new Error(`expected 1 to ${MOST} scenes`);
  return file.scenes.map((scene, k) => {
    if (typeof scene?.say !== "string" || scene.say.length === 0 || scene.say.length > LONGEST) {
      throw new Error(`scene ${k + 1}: expected a sentence of at most ${LONGEST} characters`);
    }
    return plainScene(scene.say, checkedTraits(scene.start ?? {}, kinds));
  });
}

/**
 * @param options  frame, state, widget (the class's name), tell (scenes) => void: shows another story
 * @returns {{ element, toggle () }}
 */
export function sceneCollector({ frame, state, widget, tell }) {
  const scenes = [];
  const say = html("textarea", {
    rows: 2,
    maxlength: LONGEST,
    "aria-label": "What one should do or see",
    placeholder: "What one should do or see",
  });
  const count = html("p", { class: "quiet", role: "status" });
  const file = html("input", { type: "file", accept: ".json,application/json", "aria-label": "Open a story" });
  const report = (text) => set(count, { text });

  function add() {
    const words = say.value.trim();
    if (!words || scenes.length >= MOST)
      return report(words ? `A story has at most ${MOST} scenes.` : "Say what one should do or see.");
    const now = state.snapshot();
    const changed = Object.entries(now).filter(
      ([name, value]) => name !== "scene" && JSON.stringify(value) !== JSON.stringify(state.author[name]),
    );
    scenes.push(plainScene(words, Object.fromEntries(changed)));
    say.value = "";
    return report(`${counted(scenes.length, "scene")} collected.`);
  }
  const save = () =>
    saveFile(`${state.name}-story.json`, JSON.stringify({ widget, scenes }, null, 1), "application/json");
  file.addEventListener(
    "change",
    async () => {
      try {
        tell(readStory(await file.files[0].text(), widget, state.kinds));
        element.hidden = true;
      } catch (error) {
        report(`This file cannot be used: ${error instanceof SyntaxError ? "it is no JSON" : error.message}.`);
      }
      file.value = "";
    },
    { signal: frame.signal },
  );
  const close = button({ text: "Close", icon: "cross", bare: true, press: () => toggle() });
  const element = html(
    "section",
    { class: "popup", "aria-label": "Your own story", hidden: true },
    html("p", {
      text: "Your own story: put the widget in a state, say what it shows, add it; then save the scenes as a file.",
    }),
    say,
    html(
      "div",
      { class: "strip" },
      button({ text: "Add this state", press: add }).element,
      button({ text: "Save the story", press: save }).element,
    ),
    count,
    html("label", { class: "label" }, "Open a story: ", file),
    close.element,
  );
  function toggle() {
    element.hidden = !element.hidden;
    if (!element.hidden) say.focus({ preventScroll: true });
  }
  element.addEventListener(
    "keydown",
    (event) => {
      event.stopPropagation();
      if (event.key === "Escape") toggle();
    },
    { signal: frame.signal },
  );
  return { element, toggle };
}
