/** What every widget is: a state, a frame, and parts that show the state. An entry file is its table of contents. */

import { boundTo } from "../controls/bound.js";
import { html, set } from "./dom.js";
import { Frame } from "./frame.js";
import { ghost } from "./ghost.js";
import { keyHelp } from "./help.js";
import { listenToKeys } from "./keys.js";
import { panel } from "./panel.js";
import { widgetCode } from "./python_code.js";
import { elementOf, group, resizeAll, updateAll } from "./parts.js";
import { wholeScreen } from "./screen.js";
import { sceneCollector } from "./collector.js";
import { State } from "./state.js";
import { storyStrip } from "./story.js";
import { toolbar } from "./toolbar.js";

/** The sheets of More that make the task, which a locked one keeps shut. */
const TASK = ["Data", "Challenge"];
const isOnControl = (event) => event.target.matches("button, input, select, summary, a");

/**
 * @typedef {object} Options  of a widget; build gives its parts
 * @property {string} title
 * @property {string} hint
 * @property {(state: any, given: string[], traits: any, before: any) => void} [agree]
 * @property {(given: any) => any} build
 */

/**
 * @param {string} name     the class's name
 * @param {Options} options  title, hint (what can be grabbed), agree (see State), and
 *                 build ({ state, traits, frame, signal, done, button, choice, … }) => what the widget consists of:
 *                   picture     parts, the picture that one grabs
 *                   captions    parts, the words in the picture, which follow with what stands beside it
 *                   essentials  parts, the controls that are always seen; a named part is a tab of its own on a phone,
 *                               one with `stays: true` is seen beside More's sheets too
 *                   more        { name: parts }, the rest by kind
 *                   foot        a part at the right of the read-out
 *                   read        () => void: works out from the state what the parts show, once before they are updated
 *                   resize      ({ width, height }) => void: the room of the picture
 *                   say         () => text, or [main, rest]: the picture in words
 *                   readings    () => { name: number }: what goals are stated in, equal to Python's `readings()`
 *                   train       (steps) => void: takes steps of training at once (for stories)
 *                   running     { toggle (), once () }: what Space and "." do
 *                   challenge   () => null | { task, score, solved }
 *                   python      () => text: the nnlib code that builds the network on the screen, else the widget's
 *                   layout      () => "beside" | "wide": wide has the picture over the panel
 *                   keys        [[key, what it does]]: this widget's own, for the list under "?"
 *                   presets     [() => void], chosen by the keys 1 to 9
 */
export function widget(name, { title, hint, agree, build }) {
  function render({ model: traits, el, bookPage = false, link = "" }) {
    const ended = new AbortController();
    const { signal } = ended;
    const state = new State({
      model: traits,
      signal,
      bookPage,
      link,
      agree: (next, given, before) => agree?.(next, given, traits, before),
    });
    const frame = new Frame({ el, widget: name, state, signal, title });
    const { root } = frame;
    const built = build({ state, traits, frame, signal, done: () => state.commit(), ...boundTo({ state, signal }) });
    const {
      picture,
      captions = [],
      essentials,
      more = {},
      foot,
      read,
      resize,
      say,
      train,
      running,
      challenge,
      layout,
      python = () => widgetCode(name, state.snapshot()),
      keys = [],
      presets = [],
    } = built;
    const readings = built.readings ?? (() => ({}));

    const screen = wholeScreen({ root, signal, changed: () => frame.redraw() });
    const help = keyHelp({
      frame,
      hint,
      own: () => [
        ...(running
          ? [
              ["Space", "train, pause"],
              [".", "one step"],
            ]
          : []),
        ...keys,
      ],
    });
    const kept = ghost(frame.hero);
    const collector = sceneCollector({ frame, state, widget: name, tell: (scenes) => tell(scenes) });
    const tools = toolbar({ frame, state, screen, help, kept, collector, python });
    const tellStory = () => storyStrip({ frame, state, hint, readings, train, challenge });
    let story = tellStory();
    const isLocked = () => state.get("locked") && Boolean(challenge?.());
    const shut = ([kind, parts]) => [kind, [group(html("div", { class: "part" }), { hidden: isLocked }, ...parts)]];
    const task = Object.fromEntries(Object.entries(more).filter(([kind]) => TASK.includes(kind)).map(shut));
    const controls = panel({ essentials, more: { ...more, ...task }, changed: () => frame.invalidate() });
    frame.head.append(tools.element);
    frame.stage.before(story.element);
    frame.stage.append(controls.element);
    frame.hero.append(...picture.map(elementOf));
    if (foot) frame.foot.append(elementOf(foot));
    root.append(help.element, tools.overlay, collector.element);
    // What a page around the widget, or a test, may ask.
    Object.assign(root, { readings, link: () => state.link(), standing: () => challenge?.() ?? null });

    frame.onResize((room) => {
      kept.drop();
      resize?.(room);
      controls.resize();
      resizeAll(controls.parts, { width: controls.width() || room.width, height: Infinity });
    });
    frame.onDraw({
      picture() {
        screen.stage(state.get("stage"));
        const wanted = layout?.() ?? "beside";
        if (root.dataset.layout !== wanted) {
          set(root, { "data-layout": wanted });
          frame.measure();
        }
        read?.();
        updateAll(picture);
      },
      beside() {
        updateAll(captions);
        controls.update();
        foot?.update?.();
        tools.update();
        story.update();
        frame.say(say());
      },
    });
    if (train) state.onPrepare(train);

    /** Another story in the place of this one. */
    function tell(scenes) {
      state.scenes = scenes;
      const before = story;
      story = tellStory();
      before.element.replaceWith(story.element);
      state.enter(1);
    }

    const inStrip = (event) => story.element.contains(event.target) || screen.isFull();
    const turn = (by) => (event) => (inStrip(event) ? story.step(by) : false);
    listenToKeys({
      root,
      signal,
      bindings: () => ({
        "Ctrl+z": () => state.undo(),
        "Ctrl+Shift+z": () => state.redo(),
        "Ctrl+y": () => state.redo(),
        Escape: () => (help.isOpen() ? help.toggle() : screen.leaveWindow()),
        ArrowLeft: turn(-1),
        ArrowRight: turn(1),
        PageUp: turn(-1),
        PageDown: turn(1),
        " ": (event) => (running && !isOnControl(event) ? running.toggle() : false),
        ".": () => (running ? running.once() : false),
        r: () => state.reset(),
        f: () => screen.toggle(),
        h: () => state.change({ readout: !state.get("readout") }),
        k: () => {
          kept.toggle();
          frame.invalidate();
        },
        "?": () => help.toggle(),
        ...Object.fromEntries((isLocked() ? [] : presets).slice(0, 9).map((choose, i) => [String(i + 1), choose])),
      }),
    });
    return () => ended.abort();
  }
  return { render };
}
