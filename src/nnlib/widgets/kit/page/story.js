/** The strip under the title: a scene of the story with its question, goal and tick; else a hint or a challenge. */

import { button } from "../controls/controls.js";
import { copyButton } from "./copy.js";
import { html, set } from "./dom.js";
import { counted } from "./format.js";
import { changeIcon, drawIcon } from "./icons.js";
import { sentence } from "./notation.js";
import { resultText } from "./result.js";
import { same } from "./state.js";

const GLIDE = 600;
const TRAINING_FRAMES = 40;
const EXACT = 1e-9;

/** Whether `readings` are all within the goal's, each a value or a range [low, high] open where it is null. */
export function reached(goal, readings) {
  return Object.entries(goal.readings).every(([name, wanted]) => {
    const value = readings[name];
    if (!Array.isArray(wanted)) return Math.abs(value - wanted) <= EXACT;
    const [low, high] = wanted;
    return Number.isFinite(value) && (low === null || value >= low) && (high === null || value <= high);
  });
}

/** From `a` to `b`, numbers and lists of numbers of one length in between by `share`; all else is b. */
function between(a, b, share) {
  if (typeof b === "number" && typeof a === "number") return a + (b - a) * share;
  if (Array.isArray(b) && Array.isArray(a) && a.length === b.length)
    return b.map((each, i) => between(a[i], each, share));
  return b;
}

/**
 * @param options  frame, state, hint, readings () => { name: number }, train (steps) => void,
 *                 challenge () => null | { task, score, solved }   in the strip's place while there is one
 * @returns {{ element: HTMLElement, update(): void, step(by: number): void }}
 */
export function storyStrip({ frame, state, hint, readings, train, challenge = () => null }) {
  const { scenes } = state;
  const { signal } = frame;
  const done = new Set();
  const played = new Set(); // by Show me, to its end
  const answers = new Map();
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let request = 0;
  let told = "";
  let touched = -1;
  let pulsing = null;

  const here = () => Math.min(state.get("scene"), scenes.length) - 1; // -1: none
  const whole = (trait) => state.kinds[trait]?.whole || state.kinds[trait]?.columns?.some(([, , is]) => is);
  const stop = () => {
    cancelAnimationFrame(request);
    request = 0;
    set(frame.root, { "data-showing": null });
  };
  const go = (k) => {
    stop();
    if (k < 0 || k >= scenes.length || k === here()) return;
    state.enter(k + 1);
  };

  /** Does what the scene asks for, in sight: numbers glide, training runs; at once with reduced motion. */
  function show() {
    stop();
    const scene = scenes[here()];
    const from = state.snapshot();
    const to = state.withTraits(scene.do);
    set(frame.root, { "data-showing": true });
    const changed = Object.keys(to).filter((name) => !same(from[name], to[name]));
    const gliding = changed.filter((name) => !whole(name));
    const began = performance.now();
    let left = scene.train;
    const perFrame = Math.ceil(left / TRAINING_FRAMES);
    state.change(Object.fromEntries(changed.filter((name) => !gliding.includes(name)).map((name) => [name, to[name]])));
    function frameOf(now) {
      const share = still.matches ? 1 : Math.min(1, Math.max(0, (now - began) / GLIDE));
      if (gliding.length)
        state.change(
          Object.fromEntries(
            gliding.map((name) => [name, between(from[name], to[name], share ** 2 * (3 - 2 * share))]),
          ),
        );
      if (share < 1 && gliding.length) return ask();
      gliding.length = 0;
      const steps = still.matches ? left : Math.min(left, perFrame);
      if (steps) train(steps);
      left -= steps;
      if (left > 0) return ask();
      played.add(here());
      stop();
      state.commit();
      return undefined;
    }
    const ask = () => {
      request = requestAnimationFrame(frameOf);
    };
    frameOf(gliding.length ? began : Infinity);
  }
  state.onJump(stop);
  signal.addEventListener("abort", stop);

  const back = button({
    text: "Previous scene",
    icon: "left",
    bare: true,
    press: () => go(here() - 1),
    disabled: () => here() <= 0,
  });
  const on = button({
    text: "Next scene",
    icon: "right",
    bare: true,
    press: () => go(here() + 1),
    disabled: () => here() >= scenes.length - 1,
  });
  const dots = scenes.map((_, k) =>
    html(
      "button",
      { type: "button", class: "dot", tabindex: -1, "aria-label": `Scene ${k + 1}`, click: () => go(k) },
      html("i"),
    ),
  );
  const says = html("p", { class: "sentence", role: "status" });
  const showing = button({ text: "Show me", look: "underlined", press: show });
  const answerRow = html("div", { class: "answers", role: "group", "aria-label": "Your prediction" });
  const mark = drawIcon("goal");
  const goalWord = html("span", { class: "goal-word" });
  const goalText = html("span");
  const goal = html("p", { class: "goal", role: "status" }, mark, html("span", {}, goalWord, goalText));
  const nav = html(
    "div", { class: "scene-nav", role: "group", "aria-label": "Scenes" }, back.element, ...dots, on.element);
  const side = html("div", { class: "strip-side" }, nav, goal);
  const element = html(
    "section",
    { class: "story", "aria-label": "Story" },
    html("div", { class: "says" }, says, answerRow),
    side,
  );

  function tell(key, nodes) {
    if (told === key) return;
    told = key;
    says.replaceChildren(...nodes);
  }

  const canDo = (scene) => Object.keys(scene.do).length > 0 || scene.train > 0;
  /** Whether the reader has seen what the scene asks about. */
  const isSeen = (scene, k) => done.has(k) || played.has(k) || !(scene.goal || canDo(scene));

  function fillAnswers(scene, k, isJudged) {
    const { ask } = scene;
    const given = answers.get(k);
    answerRow.replaceChildren(
      ...(ask?.answers ?? []).map((text, a) => {
        const isRight = isJudged && a === ask.right;
        const mine = given === a;
        const sign = isRight ? "check" : mine && isJudged ? "cross" : null;
        return html(
          "button",
          {
            type: "button",
            class: `answer${mine ? " chosen" : ""}${isRight ? " right" : ""}`,
            disabled: given !== undefined,
            click() {
              answers.set(k, a);
              told = "";
              frame.invalidate();
              queueMicrotask(() => showing.element.focus({ preventScroll: true }));
            },
          },
          ...(sign ? [drawIcon(sign)] : []),
          html("span", {}, ...sentence(text)),
          ...(isRight ? [html("span", { class: "spoken", text: ", right" })] : []),
        );
      }),
    );
  }

  /** A prediction is judged when its outcome has been seen; until then the task stays. */
  function wordsOf({ say, ask }, given, isJudged) {
    if (isJudged) return `${ask.right === given ? "Right." : "Not quite."} ${ask.why}`;
    return ask && given === undefined ? `${say} ${ask.question}` : say;
  }

  /** Those of the scene's fixed traits that are not as it sets them. */
  function astray({ fixed, start, do: deed }) {
    const wanted = { ...state.author, ...start, ...deed };
    return fixed.filter((name) => !same(state.get(name), wanted[name]));
  }

  /** What stands beside the mark, and the word before it. */
  function goalOf(scene, k, others) {
    if (!scene.goal) return ["", `Scene ${k + 1} of ${scenes.length}`];
    if (done.has(k)) return ["", scene.goal.text];
    if (others.some((name) => !(name in scene.do))) return ["", "Reset for this scene"];
    if (scene.ask && !answers.has(k)) return ["", "Predict first"]; // the goal would be the answer
    return ["Goal: ", scene.goal.text];
  }

  function updateScene(k) {
    const scene = scenes[k];
    const given = answers.get(k);
    const asks = scene.ask !== null;
    const isPredicted = !asks || given !== undefined;
    const canShow = canDo(scene) && isPredicted;
    const others = astray(scene);
    if (scene.goal && isPredicted && others.length === 0 && reached(scene.goal, readings())) done.add(k);
    const isJudged = asks && isPredicted && isSeen(scene, k);
    const key = `${k} ${given} ${isJudged}`;
    if (told !== key) {
      fillAnswers(scene, k, isJudged);
      tell(key, [...sentence(wordsOf(scene, given, isJudged)), " "]);
      (asks ? answerRow : says).append(showing.element);
    }
    set(element, { class: `story${asks ? " asks" : ""}` });
    showing.element.hidden = !canShow;
    const has = done.has(k);
    changeIcon(mark, has ? "tick" : "goal");
    mark.toggleAttribute("hidden", !scene.goal);
    set(goal, { class: `goal${has ? " reached" : ""}` });
    const [word, words] = goalOf(scene, k, others);
    set(goalWord, { text: word });
    set(goalText, { text: words });
    set(frame.root, { "data-scene": k + 1, "data-reached": scene.goal ? has : false });
    updateNav(k);
    pulse(has ? null : scene.point, k);
  }

  /** Where a link leaves the story out: the widget's hint, and the way to the first scene. */
  function updateHint() {
    answerRow.replaceChildren();
    tell("hint", sentence(hint));
    mark.toggleAttribute("hidden", true);
    set(element, { class: "story" });
    set(goal, { class: "goal" });
    set(goalWord, { text: "" });
    set(goalText, { text: `Story of ${counted(scenes.length, "scene")}` });
    set(frame.root, { "data-scene": null, "data-reached": null });
    updateNav(-1);
    pulse(null, -1);
  }

  function updateNav(k) {
    dots.forEach((dot, d) =>
      set(dot, {
        class: `dot${d === k ? " now" : ""}${done.has(d) ? " done" : ""}`,
        "aria-current": d === k ? "step" : null,
      }),
    );
    for (const each of [back, on]) each.update();
  }

  /** The handle to grab pulses until it is touched, or the goal is reached without it. */
  function pulse(point, k) {
    const name = touched === k ? null : point;
    const isSame = name && pulsing?.isConnected && pulsing.getAttribute("aria-label") === name;
    if (!isSame) {
      pulsing?.classList.remove("pulse");
      pulsing = name ? frame.root.querySelector(`[aria-label="${CSS.escape(name)}"]`) : null;
    }
    pulsing?.classList.add("pulse");
  }
  for (const hand of ["pointerdown", "keydown"]) {
    frame.root.addEventListener(
      hand,
      (event) => {
        if (event.target.closest?.(".pulse")) touched = here();
      },
      { signal, capture: true },
    );
  }
  set(frame.root, { "data-scenes": scenes.length });

  const score = html("span", { class: "score" });
  const solved = html("span", { class: "solved", role: "status", hidden: true }, drawIcon("check"), "Solved");
  const handIn = copyButton({
    words: "Copy result",
    look: "underlined",
    hint: "Copy what was solved, and how, to hand it in",
    root: frame.root,
    text: () => resultText({ task: challenge().task, moves: state.moves, link: state.link() }),
  });
  const standing = html("div", { class: "strip-side standing" }, solved, score, handIn.element);
  element.append(standing);

  function updateChallenge({ task, score: words, solved: is }) {
    answerRow.replaceChildren();
    tell(task, [html("span", { class: "task-name" }, drawIcon("flag"), "Challenge. "), ...sentence(task)]);
    set(score, { text: words });
    if (is && solved.hidden && state.moves > 0) {
      // The page may keep that an exercise is done (book/_static/answers.js).
      const detail = { link: state.link() };
      frame.root.dispatchEvent(new CustomEvent("challenge-solved", { bubbles: true, detail }));
    }
    solved.hidden = !is;
    handIn.element.hidden = !is;
    set(element, { class: "story task" });
    set(frame.root, { "data-scene": null, "data-reached": is });
  }

  return {
    element,
    step: (by) => go(here() + by),
    update() {
      const asked = challenge();
      side.hidden = asked !== null || scenes.length === 0;
      standing.hidden = asked === null;
      if (asked) updateChallenge(asked);
      else if (here() >= 0) updateScene(here());
      else updateHint();
    },
  };
}
