/** When a widget draws: its picture at once, what stands beside it soon after, and nothing that nobody sees. */

import { set } from "./dom.js";

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

/**
 * @property isLate     whether the picture moves and frames come slowly: it may be rough
 * @property isPassing  whether the picture is one of a slow stream, and a whole one follows (`later` in parts.js)
 */
export class Pace {
  /**
   * @param root     the widget's element, whose events are answered in the next frame
   * @param signal   ends the view
   * @param mayDraw  () => whether there is room to draw in
   * @param draw     draws the picture, or what stands beside it: () => void each
   */
  constructor({ root, signal, mayDraw, draw }) {
    this.root = root;
    this.signal = signal;
    this.mayDraw = mayDraw;
    this.draw = draw;
    this.isSeen = false;
    this.isLate = false;
    this.isPassing = false;
    this.stale = false; // the picture is of another state than the present one
    this.behind = false; // what stands beside it is
    this.moved = -Infinity;
    this.late = -Infinity;
    this.run = 0;
    this.streak = 0;
    this.#listen();
  }

  /** Whether frames come slowly and this one draws the whole picture: it has no time for more. */
  get isBusy() {
    return this.isLate && !this.isPassing;
  }

  /** Draws with the next frame, while it is in view. */
  invalidate() {
    this.stale = true;
    this.behind = true;
    this.#ask();
  }

  /** Draws at once, in view or not. */
  redraw() {
    this.stale = true;
    this.#drawNow();
  }

  /** Whether the widget is in view, or no longer. */
  see(isSeen) {
    this.isSeen = isSeen;
    if (this.stale || this.behind) this.#ask();
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

  #ask() {
    if (this.request || this.signal.aborted || !this.isSeen) return;
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

  #drawPicture(now) {
    if (!this.mayDraw()) return;
    this.stale = false;
    this.behind = true;
    this.moved = now;
    this.draw.picture();
  }

  #drawBeside() {
    if (!this.mayDraw()) return;
    this.behind = false;
    this.draw.beside();
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
    return this.root.querySelector(".panel .held") !== null;
  }

  #listen() {
    const { root, signal } = this;
    const listen = (types, heard) =>
      types.forEach((type) => root.addEventListener(type, heard, { signal, capture: true }));
    // A hand starts from what the state is now, even where it does two things in one frame.
    listen(["keydown", "pointerdown"], () => (this.stale || this.behind) && this.#drawNow());
    // What is pressed answers at once, and a drag that ends leaves the whole as it is now.
    const answer = () => (this.moved = -Infinity);
    listen(["click", "keydown", "change", "pointerup", "pointerover", "focusin"], answer);
    listen(["stale"], () => this.invalidate());
    signal.addEventListener("abort", () => {
      cancelAnimationFrame(this.request);
      clearTimeout(this.resting);
    });
  }
}
