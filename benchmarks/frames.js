/** Run before a page's own scripts: records each frame in which the pointer moved, or each. */

(() => {
  const ask = window.requestAnimationFrame.bind(window);
  const listen = EventTarget.prototype.addEventListener;
  const spent = { handling: 0, drawing: 0 };
  let [moved, every, last, frames] = [false, false, null, []];

  const timed = (callback, what) => (...values) => {
    const start = performance.now();
    callback(...values);
    spent[what] += performance.now() - start;
  };
  window.requestAnimationFrame = (callback) => ask(timed(callback, "drawing"));
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    return listen.call(this, type, type === "pointermove" ? timed(listener, "handling") : listener, options);
  };
  listen.call(window, "pointermove", () => (moved = true), { capture: true });

  /** Runs in each frame after the handlers of its events and before what they asked to be drawn. */
  const record = (time) => {
    if (last && (last.moved || every)) frames.push({ interval: time - last.time, busy: last.handling + spent.drawing });
    last = { time, moved, handling: spent.handling };
    [moved, spent.handling, spent.drawing] = [false, 0, 0];
    ask(record);
  };
  window.startFrames = (all = false) => ([every, frames] = [all, []]);
  /** For each frame: `interval`, its milliseconds to the next; `busy`, those spent in handlers and drawing. */
  window.recordedFrames = () => frames;
  ask(record);
})();
