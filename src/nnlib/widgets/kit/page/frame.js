/** The frame that every widget stands in: title, hero and side, toolbar, read-out; when to draw; when to rest. */

import { html, set } from "./dom.js";
import { button } from "../controls/controls.js";
import { onThemeChange } from "./theme.js";

const SPOKEN_EVERY = 900;
const COPIED_FOR = 1500;
/** From these widths up a full screen's picture takes all the room that it leaves, its controls beside it. */
const FILLS = { beside: 720, wide: 1100 };

/**
 * @property hero, side   the places for the picture and for the controls
 * @property signal       AbortSignal that ends everything the view started
 */
export class Frame {
  #wide = false;
  width = 0;
  height = 0;
  /** What the keys 1 to 9 choose. @type {(() => void)[]} */
  presets = [];

  /**
   * @param el      where to render
   * @param state   State
   * @param title   what it shows, in sentence case
   * @param hint    one line: what to grab
   * @param signal  ends the view
   */
  constructor({ el, widget, state, title, hint, signal }) {
    this.signal = signal;
    this.state = state;
    this.draws = [];
    this.resizes = [];
    this.visible = false;
    this.hero = html("div", { class: "hero" });
    this.side = html("div", { class: "side" });
    this.spoken = html("p", { class: "spoken", "aria-live": "polite" });
    this.readout = html("p", { class: "readout" });
    this.notice = html("p", { class: "notice", role: "status" });
    this.toolbar = html("div", { class: "toolbar", role: "group", "aria-label": "Undo, link and screen" });
    this.root = html("section", { class: "nn-widget", "data-widget": widget, "aria-label": title },
      html("header", {}, html("p", { class: "title", text: title }), html("p", { class: "hint", text: hint })),
      this.notice,
      html("div", { class: "stage" },
        html("div", { class: "main" }, this.hero, this.readout, this.spoken, this.toolbar), this.side));
    el.append(this.root);
    signal.addEventListener("abort", () => this.root.remove());
    this.#fillToolbar();
    this.#watch();
    state.onChange(() => {
      this.#comeIntoView();
      this.invalidate();
    });
    this.root.addEventListener("keydown", (event) => this.#key(event), { signal });
  }

  /** Calls `draw` before the next frame after `invalidate`, at most once a frame and only while in view. */
  onDraw(draw) {
    this.draws.push(draw);
    this.invalidate();
  }

  /** Calls `resize({ width, height })` with the room of the hero, in pixels; on the page the height is Infinity. */
  onResize(resize) {
    this.resizes.push(resize);
  }

  /** On the page the controls stand below the picture, which takes the whole width. */
  set wide(isWide) {
    this.#wide = isWide;
    if (this.root.dataset.ready !== undefined) this.#resize();
  }

  invalidate() {
    this.stale = true;
    this.#ask();
  }

  /** States the picture in words; spoken seldom, shown at once. */
  say(text) {
    set(this.readout, { text });
    if (this.speaking) return;
    this.speaking = setTimeout(() => {
      this.speaking = 0;
      if (this.visible) set(this.spoken, { text: this.readout.textContent });
    }, SPOKEN_EVERY);
  }

  #ask() {
    if (this.request || this.signal.aborted || !(this.visible || !this.root.dataset.ready)) return;
    this.request = requestAnimationFrame(() => {
      this.request = 0;
      this.#drawNow();
    });
  }

  #drawNow() {
    if (!this.width) return;
    this.stale = false;
    const { notice } = this.state;
    set(this.notice, { text: notice ? `This link cannot be used: ${notice}. Here is the opening state.` : "" });
    set(this.root, { "data-controls": this.state.get("controls") });
    for (const draw of this.draws) draw();
    for (const each of this.buttons) each.update();
    if (this.root.dataset.ready === undefined) {
      onThemeChange(() => this.redraw(), this.signal); // after the views' own listeners, which forget their colours
      set(this.root, { "data-ready": true });
      this.#comeIntoView();
    }
  }

  /** Once for each link that is opened for this widget, on arrival or later on the same page. */
  #comeIntoView() {
    if (!this.state.isTarget || this.root.dataset.ready === undefined) return;
    this.state.isTarget = false;
    requestAnimationFrame(() => { // by then the page host has taken the still picture away
      this.root.scrollIntoView({ block: this.root.offsetHeight > innerHeight ? "start" : "center" });
    });
  }

  #watch() {
    const { signal } = this;
    const sized = new ResizeObserver(() => this.#resize());
    sized.observe(this.hero);
    const seen = new IntersectionObserver(([entry]) => {
      this.visible = entry.isIntersecting;
      if (this.stale) this.#ask();
    }, { rootMargin: "100px" });
    seen.observe(this.root);
    queueMicrotask(() => this.redraw()); // the first picture does not wait for a frame
    signal.addEventListener("abort", () => {
      sized.disconnect();
      seen.disconnect();
      cancelAnimationFrame(this.request);
      clearTimeout(this.speaking);
    });
    document.addEventListener("fullscreenchange", () => this.#resize(), { signal });
  }

  /** Draws at once, in view or not: the page changed its colours or is about to be printed. */
  redraw() {
    this.#resize();
    this.#drawNow();
  }

  #resize() {
    const fills = this.isFull() && this.root.clientWidth >= FILLS[this.#wide ? "wide" : "beside"];
    this.root.classList.toggle("fills", fills);
    this.root.classList.toggle("wide", this.#wide && !fills);
    const width = Math.floor(this.hero.clientWidth);
    if (!width) return;
    const height = fills ? Math.floor(this.hero.clientHeight) : 0;
    if (width === this.width && height === this.height) return;
    [this.width, this.height] = [width, height];
    for (const resize of this.resizes) resize({ width, height: height || Infinity });
    this.invalidate();
  }

  isFull() {
    return document.fullscreenElement === this.root || this.root.classList.contains("full");
  }

  toggleFull() {
    if (document.fullscreenElement === this.root) document.exitFullscreen();
    else if (this.root.requestFullscreen) this.root.requestFullscreen().catch(() => this.#fill());
    else this.#fill();
  }

  #fill() {
    this.root.classList.toggle("full");
    this.#resize();
  }

  #fillToolbar() {
    const { state } = this;
    const copied = { until: 0 };
    const link = button({
      text: () => (Date.now() < copied.until ? "Copied" : "Copy link"),
      hint: "Copy a link to the page with this state in it",
      press: async () => {
        await copy(state.link(), this.root);
        copied.until = Date.now() + COPIED_FOR;
        link.update();
        setTimeout(() => link.update(), COPIED_FOR + 50);
      },
    });
    this.buttons = [
      button({ text: "Undo", press: () => state.undo(), disabled: () => !state.canUndo(), hint: "Undo (Ctrl+Z)" }),
      button({
        text: "Redo", press: () => state.redo(), disabled: () => !state.canRedo(), hint: "Redo (Ctrl+Shift+Z)",
      }),
      button({ text: "Reset", press: () => state.reset(), hint: "Back to the opening state" }),
      ...(state.bookPage ? [link] : []),
      button({ text: () => (this.isFull() ? "Leave full screen" : "Full screen"), press: () => this.toggleFull() }),
    ];
    this.toolbar.append(...this.buttons.map((each) => each.element));
  }

  #key(event) {
    if (event.target.tagName === "INPUT" && event.target.type === "text") return;
    const command = event.ctrlKey || event.metaKey;
    if (command && event.key.toLowerCase() === "z") {
      if (event.shiftKey) this.state.redo();
      else this.state.undo();
    } else if (command && event.key.toLowerCase() === "y") this.state.redo();
    else if (event.key === "Escape" && this.root.classList.contains("full")) this.#fill();
    else if (!command && !event.altKey && /^[1-9]$/.test(event.key) && this.presets[event.key - 1]) {
      this.presets[event.key - 1]();
    }
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

/** Copies text, also where the page is not in a secure context (file://, http:// in a class). */
async function copy(text, root) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = html("textarea", { class: "spoken" });
    area.value = text;
    root.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}
