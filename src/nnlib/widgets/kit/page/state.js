/** A widget's state: reading, changing, undoing, and carrying it in a link. Knows no picture. */

import { readLink, writeLink } from "./link.js";

const HISTORY = 200;

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/**
 * The state behind one view of a widget.
 *
 * `change` alters traits at once (every view of the model follows); `commit` ends a gesture and makes it one step of
 * undo. `opening` is what Reset returns to: the author's state, or the one that the page's link carried.
 */
export class State {
  /**
   * @param {object} options
   * @param {any} options.model           anywidget's model, or the page host's
   * @param {AbortSignal} options.signal  ends the view
   * @param {boolean} [options.bookPage]  whether the page's address may carry state
   * @param {(state: any, given: string[], author: any) => void} [options.agree]  completes the state of a link from the
   *   names `given` in it (the others are the author's), and throws a sentence when traits do not fit each other
   */
  constructor({ model, signal, bookPage = false, agree = () => {} }) {
    this.model = model;
    this.kinds = model.get("_kinds");
    this.names = Object.keys(this.kinds);
    this.name = model.get("name");
    this.bookPage = bookPage;
    this.agree = agree;
    this.listeners = [];
    this.jumpListeners = [];
    this.author = this.snapshot();
    this.opening = this.author;
    this.notice = "";
    const told = () => this.#tell();
    for (const name of this.names) model.on(`change:${name}`, told);
    signal.addEventListener("abort", () => this.names.forEach((name) => model.off(`change:${name}`, told)));
    this.#forget();
    if (bookPage) {
      this.openLink(location.hash);
      addEventListener("hashchange", () => this.openLink(location.hash), { signal });
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
    this.past.push(now);
    if (this.past.length > HISTORY) this.past.shift();
    this.future = [];
    this.#tell();
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
  }

  redo() {
    this.#jump();
    if (!this.canRedo()) return;
    this.past.push(this.future.pop());
    this.change(this.past[this.past.length - 1]);
    this.#tell();
  }

  reset() {
    this.jump(structuredClone(this.opening));
  }

  /** Makes `changes` a step of undo of their own: whatever runs is stopped and committed first. */
  jump(changes) {
    this.#jump();
    this.commit(changes);
  }

  /** The whole address of the page with this state in it. */
  link() {
    return location.href.split("#")[0] + writeLink(this.name, this.snapshot(), this.author, this.kinds);
  }

  /** Takes over the state of a link meant for this widget; a bad link changes nothing and leaves a notice. */
  openLink(hash) {
    const answer = readLink(hash, this.name, this.kinds);
    if (!answer) return;
    const state = { ...structuredClone(this.author), ...answer.state };
    this.notice = answer.problem;
    if (!this.notice) {
      try {
        this.agree(state, Object.keys(answer.state), this.author);
      } catch (error) {
        this.notice = error.message;
      }
    }
    this.opening = this.notice ? this.author : state;
    this.#jump();
    this.change(structuredClone(this.opening));
    this.#forget();
    this.isTarget = true;
    this.#tell();
  }

  #jump() {
    for (const listener of this.jumpListeners) listener();
    this.commit();
  }

  #forget() {
    this.past = [this.snapshot()];
    this.future = [];
  }

  #tell() {
    for (const listener of this.listeners) listener();
  }
}
