/** The frame that every widget stands in: title, strip, picture, read-out, panel; when to draw; when to rest. */

import { html, set } from "./dom.js";
import { onThemeChange } from "./theme.js";

/**
 * While the picture moves on from frame to frame, what stands beside it follows with every third; where frames come
 * slowly, the whole picture with the one before that.
 */
const [BESIDE_EVERY, WHOLE_AT] = [3, 2];
const MOVES_ON = 200; // ms
/** A movement is longer than this many frames: one step of anything is drawn whole. */
const FEW = 4;
/** Frames that are further apart come too slowly, for a while. */
const [LATE, LATE_FOR] = [25, 1000]; // ms

const SPOKEN_EVERY = 900;
const TOLD_FOR = 6000;

/**
 * @property root           the widget's element
 * @property hero           the place of the picture
 * @property width, height  its room in pixels
 * @property visible        whether it is in view
 * @property isLate         whether the picture moves and frames come slowly: it may be rough
 * @property isPassing      whether the picture is one of a slow stream, and a whole one follows (`later` in parts.js)
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
    this.stale = false; // the picture is of another state than the present one
    this.behind = false; // what stands beside it is
    this.moved = -Infinity;
    this.late = -Infinity;
    this.run = 0;
    this.streak = 0;
    this.isLate = false;
    this.isPassing = false;
    this.visible = false;
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
    this.#watch();
    state.onChange(() => {
      this.#comeIntoView();
      this.invalidate();
    });
    this.root.addEventListener("pointercancel", () => state.revert(), { signal });
    this.root.addEventListener("pointerdown", (event) => this.#takeKeys(event), { signal });
    // A hand starts from what the state is now, even where it does two things in one frame.
    const catchUp = () => (this.stale || this.behind) && this.#drawNow();
    for (const type of ["keydown", "pointerdown"]) this.root.addEventListener(type, catchUp, { signal, capture: true });
    // What is pressed answers at once, and a drag that ends leaves the whole as it is now.
    const answer = () => (this.moved = -Infinity);
    for (const type of ["click", "keydown", "change", "pointerup", "pointerover", "focusin"])
      this.root.addEventListener(type, answer, { signal, capture: true });
    this.root.addEventListener("stale", () => this.invalidate(), { signal });
    this.root.addEventListener("problem", (event) => this.tell(event.detail), { signal });
  }

  /**
   * Calls `picture` before the next frame after `invalidate`, at most once a frame and only while in view; and `beside`
   * with it, or a frame or two later where the picture moves: on a phone it then keeps up with the hand.
   */
  onDraw({ picture, beside }) {
    this.drawPicture = picture;
    this.drawBeside = beside;
    this.invalidate();
  }

  /** Calls `resize({ width, height })` with the room that the picture has, in pixels. */
  onResize(resize) {
    this.resizes.push(resize);
  }

  invalidate() {
    this.stale = true;
    this.behind = true;
    this.#ask();
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
    this.stale = true;
    this.#drawNow();
  }

  /** Takes the room that the picture has now. */
  measure() {
    const [width, height] = [Math.floor(this.hero.clientWidth), Math.floor(this.hero.clientHeight)];
    if (!width || !height || (width === this.width && height === this.height)) return;
    [this.width, this.height] = [width, height];
    for (const resize of this.resizes) resize({ width, height });
    this.invalidate();
  }

  #ask() {
    if (this.request || this.signal.aborted || !this.visible) return;
    this.request = requestAnimationFrame((now) => {
      this.request = 0;
      this.#drawFrame(now);
    });
  }

  #drawFrame(now) {
    const since = now - this.moved;
    const movesOn = this.stale && since < MOVES_ON && !this.#isHandBeside();
    if (since >= MOVES_ON) this.run = 0;
    if (!movesOn) return this.stale ? this.#drawNow(now) : this.#drawRest();
    this.run++;
    if (this.run <= FEW) return this.#drawNow(now);
    this.#restSoon();
    if (since > LATE) this.late = now;
    this.isLate = now - this.late < LATE_FOR;
    this.streak = (this.streak + 1) % BESIDE_EVERY;
    this.isPassing = this.isLate && this.streak !== WHOLE_AT;
    this.#drawPicture(now);
    if (this.streak === 0) this.#drawBeside();
    return this.#ask();
  }

  /** What the frames of a movement have left: each frame takes one thing. */
  #drawRest() {
    if (!this.isPassing) return this.behind && this.#drawBeside();
    this.isPassing = false;
    this.#drawPicture(this.moved);
    return this.#ask();
  }

  /**
   * While it moves no handle pulses, which would have each frame painted twice; where frames came slowly, the whole
   * is drawn once more when it rests, as fine as it gets.
   */
  #restSoon() {
    set(this.root, { "data-moves": true });
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      set(this.root, { "data-moves": null });
      if (this.isLate) this.invalidate();
    }, MOVES_ON);
  }

  #isHandBeside() {
    return this.stage.querySelector(".panel .held") !== null;
  }

  #drawPicture(now) {
    if (!this.width) return;
    this.stale = false;
    this.moved = now;
    this.drawPicture();
  }

  /** The whole: the picture, unless the present one is drawn already, and what stands beside it. */
  #drawNow(now = -Infinity) {
    if (this.stale || this.isPassing || this.isLate) {
      this.isPassing = this.isLate = false;
      this.streak = 0;
      this.#drawPicture(now);
    }
    this.#drawBeside();
  }

  #drawBeside() {
    if (!this.width) return;
    this.behind = false;
    if (this.state.notice) {
      this.tell(`This link cannot be used: ${this.state.notice}. Here is the opening state.`);
      this.state.notice = "";
    }
    set(this.root, {
      "data-controls": this.state.get("controls"),
      "data-readout": this.state.get("readout") ? null : "hidden",
    });
    this.drawBeside();
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
        this.visible = entries[entries.length - 1].isIntersecting;
        set(this.root, { "data-away": !this.visible });
        if (this.stale || this.behind) this.#ask();
      },
      { rootMargin: "100px" },
    );
    seen.observe(this.root);
    queueMicrotask(() => this.redraw()); // the first picture does not wait for a frame
    signal.addEventListener("abort", () => {
      sized.disconnect();
      seen.disconnect();
      cancelAnimationFrame(this.request);
      clearTimeout(this.speaking);
      clearTimeout(this.telling);
      clearTimeout(this.resting);
    });
  }
}
