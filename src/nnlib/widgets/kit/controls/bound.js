/** Controls of traits: what a control shows, sets and is bounded by is the trait that it names. */

import { button, choice, select, slider, stepped, toggle } from "./controls.js";
import { number } from "./number.js";

const STEPS = 100;

/**
 * What a choice offers: the trait's `names`, said by `options` in other words where it has some, { name: words };
 * or only those in the list `options`, each a value or a pair [value, words].
 */
const pairsOf = (options, names) =>
  Array.isArray(options)
    ? options.map((each) => (Array.isArray(each) ? each : [each, each]))
    : names.map((name) => [name, options?.[name] ?? name]);

/**
 * Makers of controls, each named by its words and its trait. Bounds, options and whether a number is whole come from
 * the trait; `options` say what else a control takes, and may replace `value` and `change`.
 *
 * @returns {{ button, choice, select, toggle, slider, number, stepped }}
 */
export function boundTo({ state, signal }) {
  const done = () => state.commit();
  const of = (trait) => () => state.get(trait);

  /** A number's control: double-click and Backspace return to what the author gave. */
  const measured = (make) => (label, trait, options = {}) => {
    const { low, high, whole } = state.kinds[trait];
    const put = options.change ?? ((value) => state.change({ [trait]: value }));
    const change = (value) => put(whole ? Math.round(value) : value);
    const step = whole ? 1 : (high - low) / STEPS;
    const start = () => state.author[trait];
    return make({ label, low, high, step, value: of(trait), done, start, signal, ...options, change });
  };

  const named = (make) => (label, trait, options, rest = {}) => make({
    label, options: pairsOf(options, state.kinds[trait].options),
    value: of(trait), change: (value) => state.commit({ [trait]: value }), ...rest,
  });

  return {
    slider: measured(slider),
    number: measured(number),
    stepped: measured(stepped),
    choice: named(choice),
    select: named(select),
    toggle: (label, trait, rest = {}) =>
      toggle({ label, value: of(trait), change: (on) => state.commit({ [trait]: on }), ...rest }),
    button: (text, press, options = {}) => button({ text, press, ...options }),
  };
}
