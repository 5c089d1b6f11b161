/** The frame that every widget stands in: title, strip, picture, read-out, panel. */

import { html, set } from "./dom.js";
import { Pace } from "./pace.js";
import { onThemeChange } from "./theme.js";

const SPOKEN_EVERY = 900;
const TOLD_FOR = 6000;

/**
 * @property root           the widget's element
 * @property hero           the place of the picture
 * @property width, height  its room in pixels
 * @property pace           when it draws
 * @property signal         AbortSignal that ends everything the view started
 */
export class Frame {
  /**
   * @param el      where to render
   * @param state   State
   * @param title   what it shows, in sentence case
   * @param signal  ends the view
   */
  constructor({ el, widget, state, title, signal }) {
    this.signal = signal;
    this.state = state;
    this.resizes = [];
    this.width = 0;
    this.height = 0;
    this.hero = html("div", { class: "hero" });
    this.spoken = html("p", { class: "spoken", "aria-live": "polite" });
    this.readout = html("p", { class: "readout" });
    this.foot = html("div", { class: "foot" }, this.readout);
    this.notice = html("p", { class: "notice", role: "status" });
    this.head = html("header", { class: "title-row" }, html("h3", { class: "title", text: title }));
    this.stage = html("div", { class: "stage" }, this.hero, html("div", { class: "foot-place" }, this.foot));
    this.frame = html("div", { class: "frame" }, this.head, this.stage);
    this.root = html(
      "section",
      { class: "nn-widget", "data-widget": widget, "aria-label": title, tabindex: -1 },
      this.frame,
      this.notice,
      this.spoken,
    );
    el.append(this.root);
    signal.addEventListener("abort", () => this.root.remove());
    this.pace = new Pace({
      root: this.root,
      signal,
      mayDraw: () => this.width > 0,
      draw: { picture: () => this.draw.picture(), beside: () => this.#drawBeside() },
    });
    this.#watch();
    state.onChange(() => {
      this.#comeIntoView();
      this.invalidate();
    });
    this.root.addEventListener("pointercancel", () => state.revert(), { signal });
    this.root.addEventListener("pointerdown", (event) => this.#takeKeys(event), { signal });
    this.root.addEventListener("problem", (event) => this.tell(event.detail), { signal });
  }

  /**
   * Calls `picture` before the next frame after `invalidate`, at most once a frame and only while in view; and `beside`
   * with it, or a frame or two later where the picture moves: on a phone it then keeps up with the hand.
   */
  onDraw({ picture, beside }) {
    this.draw = { picture, beside };
    this.invalidate();
  }

  /** Calls `resize({ width, height })` with the room that the picture has, in pixels. */
  onResize(resize) {
    this.resizes.push(resize);
  }

  /** Whether it is in view. */
  get visible() {
    return this.pace.isSeen;
  }

  invalidate() {
    this.pace.invalidate();
  }

  /** States the picture in words: `main`, and what may be cut off. Shown at once, spoken seldom. */
  say(words) {
    const [main, rest = ""] = Array.isArray(words) ? words : [words];
    if (this.readout.children.length === 0) this.readout.append(html("b"), " ", html("span"));
    set(this.readout.firstChild, { text: main });
    set(this.readout.lastChild, { text: rest });
    set(this.readout, { title: `${main} ${rest}`.trim() });
    if (this.speaking) return;
    this.speaking = setTimeout(() => {
      this.speaking = 0;
      if (this.visible) set(this.spoken, { text: this.readout.textContent });
    }, SPOKEN_EVERY);
  }

  /** Says for a while, over the picture, what went wrong and what to do. */
  tell(problem) {
    set(this.notice, { text: problem });
    clearTimeout(this.telling);
    this.telling = setTimeout(() => set(this.notice, { text: "" }), TOLD_FOR);
  }

  /** Draws at once, in view or not: the page changed its colours or is about to be printed. */
  redraw() {
    this.measure();
    this.pace.redraw();
  }

  /** Takes the room that the picture has now. */
  measure() {
    const [width, height] = [Math.floor(this.hero.clientWidth), Math.floor(this.hero.clientHeight)];
    if (!width || !height || (width === this.width && height === this.height)) return;
    [this.width, this.height] = [width, height];
    for (const resize of this.resizes) resize({ width, height });
    this.invalidate();
  }

  #drawBeside() {
    if (this.state.notice) {
      this.tell(`This link cannot be used: ${this.state.notice}. Here is the opening state.`);
      this.state.notice = "";
    }
    set(this.root, {
      "data-controls": this.state.get("controls"),
      "data-readout": this.state.get("readout") ? null : "hidden",
    });
    this.draw.beside();
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
    requestAnimationFrame(() => {
      // by then the page host has taken the still picture away
      this.root.scrollIntoView({
        block: this.root.offsetHeight > innerHeight ? "start" : "center",
        behavior: "instant",
      });
    });
  }

  /** A click gives the widget the keys, wherever it lands. */
  #takeKeys(event) {
    if (!event.target.closest("button, input, select, a, [tabindex='0'], .handle"))
      this.root.focus({ preventScroll: true });
  }

  #watch() {
    const { signal } = this;
    const sized = new ResizeObserver(() => this.measure());
    sized.observe(this.hero);
    const seen = new IntersectionObserver(
      (entries) => {
        this.pace.see(entries[entries.length - 1].isIntersecting);
        set(this.root, { "data-away": !this.visible });
      },
      { rootMargin: "100px" },
    );
    seen.observe(this.root);
    queueMicrotask(() => this.redraw()); // the first picture does not wait for a frame
    signal.addEventListener("abort", () => {
      sized.disconnect();
      seen.disconnect();
      clearTimeout(this.speaking);
      clearTimeout(this.telling);
    });
  }
}
