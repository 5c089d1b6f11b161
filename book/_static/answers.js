/*
 * Exercises that are done in the page: numbers typed beside them are judged, and a challenge that a widget says is
 * solved counts. What was solved stays in the reader's own browser.
 */
"use strict";
(() => {
  const KEY = "exercises";
  const NEAR = 0.1; // of the right answer
  const FUNCTIONS = { sqrt: Math.sqrt, "√": Math.sqrt, ln: Math.log, log: Math.log, exp: Math.exp };
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

  /** The value of what people write for a number: −3, 1/4, 1e3, 50%, 8^4, sqrt(2)/2, 2 ln 9; else NaN. */
  function evaluate(text) {
    const parts = text.match(/(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|[a-z]+|\S/g) ?? [];
    let place = 0;
    const takes = (...which) => (which.includes(parts[place]) ? parts[place++] : null);
    const begins = () => parts[place] === "(" || Object.hasOwn(FUNCTIONS, parts[place] ?? "");
    function atom() {
      const part = parts[place++] ?? "";
      if (Object.hasOwn(FUNCTIONS, part)) return FUNCTIONS[part](atom());
      const value = part === "(" ? sum() : /^[\d.]/.test(part) ? Number(part) : NaN;
      if (part === "(" && !takes(")")) return NaN;
      return takes("%") ? value / 100 : value;
    }
    function power() {
      if (takes("-")) return -power();
      takes("+");
      const base = atom();
      return takes("^") ? base ** power() : base;
    }
    function product() {
      let value = power();
      for (let sign; (sign = takes("*", "/")) || begins(); ) value *= sign === "/" ? 1 / power() : power();
      return value;
    }
    function sum() {
      let value = product();
      for (let sign; (sign = takes("+", "-")); ) value += sign === "-" ? -product() : product();
      return value;
    }
    const value = sum();
    return place === parts.length ? value : NaN;
  }

  /** What a text can mean: 1,016 is a thousand and sixteen, or a little more than one. */
  function readNumbers(text) {
    const plain = text.toLowerCase().replaceAll(/[\s\u2009\u202f_]/g, "").replaceAll("\u2212", "-");
    const written = plain.replaceAll("**", "^").replaceAll(/[·×]/g, "*").replace(",", ".");
    return [...(THOUSANDS.test(plain) ? [Number(plain.replaceAll(",", ""))] : []), evaluate(written)];
  }

  /** @returns {[boolean, string]} whether what was typed is right, and a word on it */
  function judged(text, { right, within, slips }) {
    const values = readNumbers(text);
    const is = (wanted) => values.some((value) => Math.abs(value - wanted) <= within + 1e-9 * Math.abs(wanted));
    if (values.every(Number.isNaN)) return [false, "A number, please, such as 0.25, 1/4 or sqrt(2)/2."];
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
    const sentence = input.closest("p, li, dd, td");
    const isAlone = sentence.querySelectorAll(".typed-answer").length === 1;
    sentence.append(says); // it must not push the words that follow the place
    const judge = () => {
      const [right, words] = input.value.trim() ? judged(input.value, answer) : [null, ""];
      input.dataset.right = says.dataset.right = right ?? "";
      input.ariaInvalid = String(right === false);
      says.textContent = words && !isAlone ? `${input.value.trim()}: ${words}` : words;
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
