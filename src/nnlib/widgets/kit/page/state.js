/** A widget's state: reading, changing, undoing, and carrying it in a link. Knows no picture. */

import { readLink, writeLink } from "./link.js";

/** How long the address waits for the next change before it follows the state. */
const ADDRESS_AFTER = 300;

const HISTORY = 200;
/** @type {(state: any, given: string[], before: any) => void} */
const ALL_FIT = () => {};

export const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/**
 * The state behind one view of a widget.
 *
 * `change` alters traits at once (every view of the model follows); `commit` ends a gesture and makes it one step of
 * undo; `revert` takes back what has changed since. `author` is the book's state, `linked` the one that the page's link
 * carried, if any. Scenes of the story start from the book's state and what they say themselves.
 */
export class State {
  /**
   * @param model      anywidget's model, or the page host's
   * @param signal     AbortSignal that ends the view
   * @param bookPage   true where the page's address may carry state
   * @param link       the fragment of a link that it opens with instead; throws a sentence if it cannot be used
   * @param agree      (state, given, before) => void; completes a state from the names `given` by a link or scene (the
   *                   others are as `before`), and throws a sentence when traits do not fit each other
   */
  constructor({ model, signal, bookPage = false, link = "", agree = ALL_FIT }) {
    this.model = model;
    this.kinds = model.get("_kinds");
    this.names = Object.keys(this.kinds);
    this.name = model.get("name");
    this.scenes = model.get("_story") ?? [];
    this.bookPage = bookPage;
    this.agree = agree;
    this.listeners = [];
    this.jumpListeners = [];
    this.author = this.snapshot();
    this.linked = null;
    this.notice = "";
    const told = () => this.#tell();
    for (const name of this.names) model.on(`change:${name}`, told);
    signal.addEventListener("abort", () => {
      for (const name of this.names) model.off(`change:${name}`, told);
      clearTimeout(this.addressing);
    });
    this.#forget();
    if (link) {
      this.openLink(link);
      this.isTarget = false;
      if (this.notice) throw new Error(this.notice);
    }
    if (bookPage) {
      this.openLink(location.hash);
      const follow = ({ newURL }) => {
        clearTimeout(this.addressing);
        this.openLink(new URL(newURL).hash);
      };
      addEventListener("hashchange", follow, { signal });
    }
  }

  get(name) {
    return this.model.get(name);
  }

  snapshot() {
    return Object.fromEntries(this.names.map((name) => [name, structuredClone(this.model.get(name))]));
  }

  /** Calls `listener` after any trait has changed, in whatever view or kernel. */
  onChange(listener) {
    this.listeners.push(listener);
  }

  /** Calls `listener` before undo, redo, reset, a link or `jump` changes the state: whatever runs must stop. */
  onJump(listener) {
    this.jumpListeners.push(listener);
  }

  /** Sets the traits in `changes`; a gesture in progress calls this once a frame. */
  change(changes) {
    for (const [name, value] of Object.entries(changes)) {
      if (!same(value, this.model.get(name))) this.model.set(name, value);
    }
    this.model.save_changes();
  }

  /** Ends a gesture: what changed since the last commit becomes one step of undo. */
  commit(changes = {}) {
    this.change(changes);
    const now = this.snapshot();
    if (same(now, this.past[this.past.length - 1])) return;
    this.moves = same(now.challenge, this.past[this.past.length - 1].challenge) ? this.moves + 1 : 0;
    this.past.push(now);
    if (this.past.length > HISTORY) this.past.shift();
    this.future = [];
    this.#tell();
    this.#address();
  }

  /** Takes back what has changed since the last commit: a gesture was cancelled. */
  revert() {
    this.change(structuredClone(this.past[this.past.length - 1]));
  }

  canUndo() {
    return this.past.length > 1;
  }

  canRedo() {
    return this.future.length > 0;
  }

  undo() {
    this.#jump();
    if (!this.canUndo()) return;
    this.future.push(this.past.pop());
    this.change(this.past[this.past.length - 1]);
    this.#tell();
    this.#address();
  }

  redo() {
    this.#jump();
    if (!this.canRedo()) return;
    this.past.push(this.future.pop());
    this.change(this.past[this.past.length - 1]);
    this.#tell();
    this.#address();
  }

  /** Back to the book's state, at the start of the present scene; to the link's, where it is locked. */
  reset() {
    if (this.linked?.locked) return this.resetToLink();
    return this.enter(this.get("scene"));
  }

  /** Back to what the page's link carried. */
  resetToLink() {
    this.jump(structuredClone(this.linked));
  }

  /** Makes `changes` a step of undo of their own: whatever runs is stopped and committed first. */
  jump(changes) {
    this.#jump();
    this.commit(changes);
  }

  /** Goes to the start of scene `number`, from 1; 0 is the book's state without a scene. */
  enter(number) {
    this.#jump();
    this.change(this.startOf(number));
    this.#prepare();
    this.commit();
  }

  /** Calls `prepare(steps)` where a scene starts from a network that has been trained. */
  onPrepare(prepare) {
    this.prepare = prepare;
    if (this.isUnprepared) this.#prepare();
    this.#forget();
  }

  /** The whole state at the start of scene `number`: the book's, and what the scene says; shown as it is shown now. */
  startOf(number) {
    const start = this.scenes[number - 1]?.start ?? {};
    const [stage, readout] = [this.get("stage"), this.get("readout")];
    const state = { ...structuredClone(this.author), stage, readout, ...structuredClone(start), scene: number };
    this.agree(state, Object.keys(start), this.author);
    return state;
  }

  /** The present state with `traits` in it, and what must follow from them. */
  withTraits(traits) {
    const before = this.snapshot();
    const state = { ...before, ...structuredClone(traits) };
    this.agree(state, Object.keys(traits), before);
    return state;
  }

  /** The whole address of the page with this state in it, and with `traits`. */
  link(traits = {}) {
    return (
      location.href.split("#")[0] + writeLink(this.name, { ...this.snapshot(), ...traits }, this.author, this.kinds)
    );
  }

  /** Takes over the state of a link meant for this widget; a bad link changes nothing and leaves a notice. */
  openLink(hash) {
    const answer = readLink(hash, this.name, this.kinds);
    if (!answer) return this.#makeRoom(hash);
    this.notice = answer.problem;
    this.linked = null;
    const { scene, stage, readout } = this.author;
    const opening = (number) => ({ ...this.startOf(number), stage, readout });
    let state = opening(scene);
    if (!this.notice) {
      try {
        const wanted = /** @type {number} */ (answer.state.scene ?? scene);
        const started = opening(Math.min(wanted, this.scenes.length || 1));
        state = { ...started, ...answer.state, scene: started.scene };
        this.agree(state, Object.keys(answer.state), started);
        if (Object.keys(answer.state).length > 0) this.linked = structuredClone(state);
      } catch (error) {
        this.notice = error.message;
        state = opening(scene);
      }
    }
    this.#jump();
    this.change(state);
    if (Object.keys(answer.state).join() === "scene") this.#prepare();
    this.#forget();
    this.isTarget = true;
    this.#tell();
  }

  /** A link that means another widget takes the window from this one. */
  #makeRoom(hash) {
    if (this.get("stage") && hash.includes("?")) this.change({ stage: false });
  }

  /** The page's address follows the state, so that reload and bookmarks keep it. */
  #address() {
    if (!this.bookPage) return;
    clearTimeout(this.addressing);
    this.addressing = setTimeout(() => history.replaceState(history.state, "", this.link()), ADDRESS_AFTER);
  }

  #prepare() {
    const { trained } = this.scenes[this.get("scene") - 1] ?? {};
    this.isUnprepared = !this.prepare;
    if (trained && this.prepare) this.prepare(trained);
  }

  #jump() {
    for (const listener of this.jumpListeners) listener();
    this.commit();
  }

  #forget() {
    this.past = [this.snapshot()];
    this.moves = 0; // gestures since the state was opened, or the challenge set
    this.future = [];
  }

  #tell() {
    for (const listener of this.listeners) listener();
  }
}
