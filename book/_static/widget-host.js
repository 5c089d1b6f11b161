/* Page host: brings the anywidgets of a built page to life without a kernel.
 *
 * It reads the page's widget state (written just before it by _ext/widget_pages.py), makes one model per model id, and
 * renders each view from its module's text. Two views of one model share it and so move together. A page that has no
 * such state, the wall, asks for `widgetHost`.
 */
"use strict";
(() => {
  const STATE = 'script[type="application/vnd.jupyter.widget-state+json"]';
  const VIEW = 'script[type="application/vnd.jupyter.widget-view+json"]';
  const FAILURE = "This widget could not start here.";
  const PICTURE = " The picture shows how it opens.";

  /** The part of a Backbone model that anywidget modules use; there is no kernel to save to. */
  class Model {
    #traits;
    #listeners = new Map();

    constructor(traits) {
      this.#traits = traits;
    }

    get(name) {
      return this.#traits[name];
    }

    set(name, value) {
      const news = typeof name === "object" ? name : { [name]: value };
      const changed = Object.keys(news).filter((key) => !equal(this.#traits[key], news[key]));
      for (const key of changed) this.#traits[key] = news[key];
      for (const key of changed) this.#trigger(`change:${key}`, this.#traits[key]);
      if (changed.length > 0) this.#trigger("change");
    }

    on(names, listener) {
      for (const name of names.split(/\s+/)) {
        this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener]);
      }
    }

    off(names, listener) {
      for (const name of names?.split(/\s+/) ?? [...this.#listeners.keys()]) {
        const rest = listener ? this.#listeners.get(name)?.filter((other) => other !== listener) : [];
        this.#listeners.set(name, rest ?? []);
      }
    }

    save_changes() {}

    send() {}

    #trigger(name, ...values) {
      for (const listener of this.#listeners.get(name) ?? []) listener(this, ...values);
    }
  }

  /** Equality of traits by value, as Backbone has it: lists, plain objects, bytes, NaN. */
  function equal(a, b) {
    if (Object.is(a, b)) return true;
    if (typeof a !== "object" || typeof b !== "object" || !a || !b || a.constructor !== b.constructor) return false;
    if (a instanceof DataView) {
      if (a.byteLength !== b.byteLength) return false;
      for (let i = 0; i < a.byteLength; i += 1) if (a.getUint8(i) !== b.getUint8(i)) return false;
      return true;
    }
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every((key) => key in b && equal(a[key], b[key]));
  }

  function once(make) {
    const made = new Map();
    return (key) => {
      if (!made.has(key)) made.set(key, make(key));
      return made.get(key);
    };
  }

  /** What makes the widgets of a stored state, each by its id. */
  function widgetHost({ state, texts }) {
    // Widgets that draw and compute with the same files share their texts: "4,5,9" names those of one widget's module.
    const module = once(async (parts) => {
      const text = parts.split(",").map((part) => texts[part]);
      const url = URL.createObjectURL(new Blob([text.join("\n")], { type: "text/javascript" }));
      const { default: widget } = await import(url);
      URL.revokeObjectURL(url);
      return typeof widget === "function" ? await widget() : widget;
    });

    // Trained weights, say: models that have the same share the memory.
    const bytes = once((text) => Uint8Array.from(atob(texts[text]), (character) => character.charCodeAt(0)).buffer);

    const dress = once((text) => {
      const style = document.createElement("style");
      style.textContent = texts[text];
      return document.head.appendChild(style);
    });

    function traitsOf(id) {
      const traits = structuredClone(state[id].state);
      for (const { path, data } of state[id].buffers ?? []) {
        const holder = path.slice(0, -1).reduce((value, key) => value[key], traits);
        holder[path.at(-1)] = new DataView(bytes(data));
      }
      return traits;
    }

    return {
      /** The widget's module, its style in the page. */
      load(id) {
        dress(state[id].style);
        return module(state[id].module.join());
      },
      /** A new model, as the widget opens. */
      async model(id) {
        const made = new Model(traitsOf(id));
        await (await this.load(id)).initialize?.({ model: made });
        return made;
      },
    };
  }
  Object.assign(window, { widgetHost });

  const stored = document.querySelector(STATE);
  if (!stored) return;
  const { state, texts } = JSON.parse(stored.textContent);
  const host = widgetHost({ state, texts });
  const model = once((id) => host.model(id));

  const bring = once(async (view) => {
    const { model_id: id } = JSON.parse(view.querySelector(VIEW).textContent);
    const el = document.createElement("div");
    try {
      const widget = await host.load(id);
      view.append(el);
      await widget.render({ model: await model(id), el, bookPage: true });
      view.classList.add("widget-live");
    } catch (error) {
      console.error(error);
      el.className = "widget-failure";
      el.textContent = FAILURE + (view.querySelector("img") ? PICTURE : "");
      view.append(el);
    }
  });

  // A link that means a widget which is not here says so.
  const [meant, query] = location.hash.slice(1).split("?");
  const names = Object.values(state).map(({ state: { name } }) => name);
  if (query !== undefined && /^[a-z][a-z0-9-]*$/.test(meant) && !names.includes(meant)) {
    document.addEventListener("DOMContentLoaded", () => {
      const note = document.createElement("p");
      note.className = "widget-missing";
      note.setAttribute("role", "status");
      note.textContent = `This link means a widget “${meant}”, which is not on this page.`;
      (document.querySelector("article, main") ?? document.body).prepend(note);
    });
  }

  // Modules are fetched while the page is still being read; `bring` reports one that fails.
  for (const id of Object.keys(state)) host.load(id).catch(() => {});

  // The first view starts as soon as it has been read, before the page is laid out; so do others on the first screens.
  // The rest start later, one at a time, when the page has nothing better to do.
  const later = [];
  const isFirst = (view) => view === document.querySelector(".widget-view");
  const meet = once((view) => {
    if (isFirst(view) || view.getBoundingClientRect().top < 1.5 * innerHeight) bring(view);
    else later.push(view);
  });
  const isRead = (view) => view.nextSibling || document.readyState !== "loading";
  const meetAll = () => [...document.querySelectorAll(".widget-view")].filter(isRead).forEach(meet);
  const reading = new MutationObserver(meetAll);
  reading.observe(document, { childList: true, subtree: true });
  document.addEventListener(
    "readystatechange",
    () => {
      reading.disconnect();
      meetAll();
      const whenIdle = window.requestIdleCallback ?? ((next) => setTimeout(next));
      const next = () => later.length > 0 && whenIdle(() => bring(later.shift()).finally(next), { timeout: 300 });
      next();
    },
    { once: true },
  );
})();
