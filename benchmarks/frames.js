/** Run before a page's own scripts: records each frame. */

(() => {
  const ask = window.requestAnimationFrame.bind(window);
  const listen = EventTarget.prototype.addEventListener;
  const spent = { handling: 0, drawing: 0 };
  let [last, frames] = [null, []];

  const timed = (callback, what) => (...values) => {
    const start = performance.now();
    callback(...values);
    spent[what] += performance.now() - start;
  };
  window.requestAnimationFrame = (callback) => ask(timed(callback, "drawing"));
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    return listen.call(this, type, type === "pointermove" ? timed(listener, "handling") : listener, options);
  };

  /** Runs in each frame after the handlers of its events and before what they asked to be drawn. */
  const record = (time) => {
    if (last) frames.push({ interval: time - last.time, busy: last.handling + spent.drawing });
    last = { time, handling: spent.handling };
    [spent.handling, spent.drawing] = [0, 0];
    ask(record);
  };
  window.startFrames = () => (frames = []);
  /** For each frame: `interval`, its milliseconds to the next; `busy`, those spent in handlers and drawing. */
  window.recordedFrames = () => frames;
  ask(record);
})();
