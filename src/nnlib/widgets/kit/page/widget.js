/** What every widget is: a state, a frame, and parts that show the state. An entry file is its table of contents. */

import { boundTo } from "../controls/bound.js";
import { Frame } from "./frame.js";
import { elementOf, part, updateAll, resizeAll } from "./parts.js";
import { State } from "./state.js";

/**
 * @typedef {object} Built
 * @property {any[]} picture     parts, the picture that one grabs
 * @property {any[]} essentials  parts, the controls that are always seen
 * @property {Record<string, any[]>} [more]  parts, the rest by kind
 * @property {() => void} [read]  works out from the state what the parts show, once before they are updated
 * @property {(room: { width: number, height: number }) => void} [resize]  the room of the picture
 * @property {() => string} say   the picture in words
 * @property {(() => void)[]} [presets]  chosen by the keys 1 to 9
 */

/**
 * @param {string} name  the class's name
 * @param {object} options
 * @param {string} options.title
 * @param {string} options.hint
 * @param {(state: any, given: string[], traits: any, author: any) => void} [options.agree]  see State
 * @param {(given: any) => Built} options.build  given { state, traits, frame, signal, done, button, choice, … }
 */
export function widget(name, { title, hint, agree, build }) {
  function render({ model: traits, el, bookPage = false }) {
    const ended = new AbortController();
    const { signal } = ended;
    const state = new State({
      model: traits, signal, bookPage, agree: (next, given, author) => agree?.(next, given, traits, author),
    });
    const frame = new Frame({ el, widget: name, state, signal, title, hint });
    const bound = boundTo({ state, signal });
    const built = build({ state, traits, frame, signal, done: () => state.commit(), ...bound });
    const { picture, essentials, more = {}, read, resize, say, presets } = built;
    const panel = [...essentials, ...Object.entries(more).map(([kind, parts]) => part(kind, ...parts))];
    frame.hero.append(...picture.map(elementOf));
    frame.side.append(...panel.map(elementOf));
    frame.presets = presets ?? [];
    frame.onResize((room) => {
      resize?.(room);
      resizeAll(panel, { width: frame.side.clientWidth || room.width, height: Infinity });
    });
    frame.onDraw(() => {
      read?.();
      updateAll(picture);
      updateAll(panel);
      frame.say(say());
    });
    return () => ended.abort();
  }
  return { render };
}
