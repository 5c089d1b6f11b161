/*
 * Exercises that are done in the page: numbers typed beside them are judged, and a challenge that a widget says is
 * solved counts. What was solved stays in the reader's own browser.
 */
"use strict";
(() => {
  const KEY = "exercises";
  const NEAR = 0.1; // of the right answer
  const THOUSANDS = /^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/;

  /** What was typed, by the id of its place, and true by the label of each exercise that is solved. */
  const kept = (() => {
    try {
      return JSON.parse(localStorage.getItem(KEY)) ?? {};
    } catch {
      return {}; // no storage, or not ours
    }
  })();
  const keep = (name, value) => {
    kept[name] = value;
    try {
      localStorage.setItem(KEY, JSON.stringify(kept));
    } catch {
      // a private window: it counts until the page is left
    }
  };

  /** One number: 0.5 or 0,5, −3, 1/4, 1e3, 50 %; else NaN. */
  function readNumber(plain) {
    if (plain.endsWith("%")) return readNumber(plain.slice(0, -1)) / 100;
    const [top, bottom = "1", more] = plain.replace(",", ".").split("/");
    return top === "" || bottom === "" || more !== undefined ? NaN : Number(top) / Number(bottom);
  }

  /** What a text can mean: 1,016 is a thousand and sixteen, or a little more than one. */
  function readNumbers(text) {
    const plain = text.replaceAll(/[\s\u2009\u202f_]/g, "").replace("\u2212", "-");
    return [...(THOUSANDS.test(plain) ? [Number(plain.replaceAll(",", ""))] : []), readNumber(plain)];
  }

  /** @returns {[boolean, string]} whether what was typed is right, and a word on it */
  function judged(text, { right, within, slips }) {
    const values = readNumbers(text);
    const is = (wanted) => values.some((value) => Math.abs(value - wanted) <= within + 1e-9 * Math.abs(wanted));
    if (values.every(Number.isNaN)) return [false, "A number, please, such as 0.25 or 1/4."];
    if (is(right)) return [true, "Right."];
    const slip = slips.find(([wrong]) => is(wrong));
    if (slip) return [false, slip[1]];
    if (is(-right)) return [false, "The size is right. And the sign?"];
    if (values.some((value) => Math.abs(value - right) <= NEAR * Math.abs(right))) return [false, "Close."];
    return [false, "Not yet."];
  }

  /** Marks an exercise as solved, in its title. */
  function mark(exercise) {
    const title = exercise.querySelector(".admonition-title");
    if (title.querySelector(".exercise-solved")) return;
    const tick = document.createElement("span");
    tick.className = "exercise-solved";
    tick.setAttribute("role", "status");
    title.append(tick);
    tick.textContent = "Solved"; // after it is in the page, so that it is spoken
  }

  function solve(exercise) {
    keep(exercise.id, true);
    mark(exercise);
  }

  function connect(input) {
    const exercise = input.closest(".exercise");
    const [says, answer] = [input.nextElementSibling, JSON.parse(input.dataset.answer)];
    const judge = () => {
      const [right, words] = input.value.trim() ? judged(input.value, answer) : [null, ""];
      input.dataset.right = right ?? "";
      input.ariaInvalid = String(right === false);
      says.textContent = words;
    };
    input.addEventListener("input", () => {
      delete input.dataset.right;
      input.ariaInvalid = "false";
      says.textContent = "";
    });
    input.addEventListener("change", () => {
      judge();
      keep(input.id, input.value);
      const all = [...exercise.querySelectorAll(".typed-answer input")];
      if (all.every(({ dataset }) => dataset.right === "true")) solve(exercise);
    });
    input.value = kept[input.id] ?? "";
    judge();
  }

  /**
   * The widget's name and what a link asks of it; with how many units it begins is free.
   * @returns {{ name: string, traits: URLSearchParams }}
   */
  function asked(link) {
    const [, name, query] = /#([\w-]+)\?(.*)$/.exec(link);
    const traits = new URLSearchParams(query);
    traits.delete("hidden");
    return { name, traits };
  }

  /** A challenge that was solved by hand, of which the exercise's link is a part, solves the exercise. */
  document.addEventListener("challenge-solved", (event) => {
    const solved = asked(/** @type {CustomEvent} */ (event).detail.link);
    for (const link of document.querySelectorAll('.exercise a[href^="#"][href*="challenge="]')) {
      const { name, traits } = asked(link.getAttribute("href"));
      const same = [...traits].every(([trait, value]) => solved.traits.get(trait) === value);
      if (name === solved.name && same) solve(link.closest(".exercise"));
    }
  });

  document.addEventListener("DOMContentLoaded", () => {
    for (const exercise of document.querySelectorAll(".exercise")) if (kept[exercise.id] === true) mark(exercise);
    document.querySelectorAll(".typed-answer input").forEach(connect);
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".exercise-list a"))) {
      if (kept[new URL(link.href).hash.slice(1)] === true) link.classList.add("exercise-solved");
    }
  });
})();
