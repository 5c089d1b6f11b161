"""Stories: a widget shows, asks and notices, scene by scene; what a scene promises is stated in readings.

    Scene("Three hidden units, one line each.", point="Line of hidden unit 2",
          ask=Ask("What will the blue region do?", ["It shrinks", "It leaks out"], right=1, why="Nothing bounds it."),
          do={"theta": …}, goal=Goal("h₂ off the picture", turns=(None, 2)))

In sentences h₂ is set as mathematics, *so* is emphasised, and *p* alone is a symbol; nothing else is markup.
"""

import json
import math
from dataclasses import dataclass, field
from numbers import Real
from pathlib import Path

LONGEST = {"say": 150, "question": 90, "answer": 14, "why": 110, "goal": 24}
TOLERANCE = 1e-9


@dataclass(frozen=True)
class Ask:
    """A prediction before the deed: a question, two or three answers, the place of the right one, one sentence why."""

    question: str
    answers: list
    right: int
    why: str

    def __post_init__(self):
        _short(self.question, "question")
        _short(self.why, "why")
        if not 2 <= len(self.answers) <= 3 or not 0 <= self.right < len(self.answers):
            raise ValueError(f"Ask: expected two or three answers and the place of the right one, got {self}")
        for answer in self.answers:
            _short(answer, "answer")


@dataclass(frozen=True, init=False)
class Goal:
    """What is to be reached: words for the reader, and readings, each a value or a range (low, high), open at None.

    >>> Goal("no point wrong", wrong=0).holds({"wrong": 0, "loss": 0.2})
    True
    """

    text: str
    readings: dict

    def __init__(self, text, **readings):
        _short(text, "goal")
        if not readings:
            raise ValueError(f"Goal({text!r}): expected a reading, {text!r} alone cannot be noticed")
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "readings", readings)

    def holds(self, readings):
        """Whether these readings are all within the goal's."""
        return all(_within(readings[name], wanted) for name, wanted in self.readings.items())


@dataclass(frozen=True)
class Scene:
    """One step of a story.

    `say`: one or two sentences. `start`: traits that hold when the scene is entered, beside those the widget was made
    with, after `trained` steps of training. `ask`: a prediction. `do` and `train`: traits to go to, then steps of
    training, when the reader presses *Show me*. `goal`: what is to be reached. `point`: the name of the handle to grab.
    `fixed`: traits that must be as `do`, else `start`, else the widget's opening has them where the goal counts.

    Raises ValueError for a sentence that is too long, TypeError for `fixed` that is no list of names; the widget, for
    names it does not have.
    """

    say: str
    start: dict = field(default_factory=dict)
    trained: int = 0
    ask: Ask | None = None
    do: dict = field(default_factory=dict)
    train: int = 0
    goal: Goal | None = None
    point: str | None = None
    fixed: list = field(default_factory=list)

    def __post_init__(self):
        _short(self.say, "say")
        if not isinstance(self.fixed, list) or not all(isinstance(name, str) for name in self.fixed):
            raise TypeError(f"Scene: expected a list of traits' names for fixed, got {self.fixed!r}")

    def describe(self):
        """The scene as the page reads it."""
        ask = self.ask and {
            "question": self.ask.question,
            "answers": list(self.ask.answers),
            "right": self.ask.right,
            "why": self.ask.why,
        }
        goal = self.goal and {
            "text": self.goal.text,
            "readings": {
                name: list(each) if isinstance(each, tuple) else each for name, each in self.goal.readings.items()
            },
        }
        return {
            "say": self.say,
            "start": self.start,
            "trained": self.trained,
            "ask": ask,
            "do": self.do,
            "train": self.train,
            "goal": goal,
            "point": self.point,
            "fixed": self.fixed,
        }


def from_description(scene):
    """The `Scene` that `describe` gave, as files of stories hold it.

    Raises ValueError or TypeError for what is no scene.
    """
    scene = dict(scene)
    ask, goal = scene.pop("ask", None), scene.pop("goal", None)
    if ask:
        scene["ask"] = Ask(**ask)
    if goal:
        ranges = {name: tuple(each) if isinstance(each, list) else each for name, each in goal["readings"].items()}
        scene["goal"] = Goal(goal["text"], **ranges)
    return Scene(**scene)


def load(path):
    """The scenes of a file that *Your own story* saved in the page, for `story=` of the widget it was made with.

    Raises ValueError or TypeError for another file.
    """
    described = json.loads(Path(path).read_text(encoding="utf-8"))
    if not isinstance(described, dict) or not isinstance(described.get("scenes"), list):
        raise ValueError(f"{path}: expected a story, {{'widget': …, 'scenes': […]}}")
    return [from_description(scene) for scene in described["scenes"]]


def play(widget, scene):
    """Puts `widget` where *Show me* brings `scene`: what it was made with, the scene's start, its deed.

    Yields once at the scene's start and once at its end.
    """
    widget.set_state(widget.opening)
    widget.set_state(scene.start)
    if scene.trained:
        widget.train(scene.trained)
    yield
    widget.set_state(scene.do)
    if scene.train:
        widget.train(scene.train)
    yield


def reached(widget, scene):
    """Whether the readings of `widget` are those of the goal, and what is fixed is as the scene has it."""
    wanted = widget.opening | scene.start | scene.do
    return all(getattr(widget, name) == wanted[name] for name in scene.fixed) and scene.goal.holds(widget.readings())


def check(widget):
    """Plays the story of `widget` and asserts each goal: open at the scene's start, reached after its deed.

    Returns "5 scenes hold"; raises AssertionError that names the scene, the goal and the readings.
    """
    before = widget.state()
    for number, scene in enumerate(widget.story, start=1):
        for moment in zip(("start", "end"), play(widget, scene), strict=True):
            if scene.goal is None:
                continue
            wanted = moment[0] == "end"
            assert reached(widget, scene) == wanted, (
                f"{type(widget).__name__}, scene {number}: {scene.goal.text!r} {scene.goal.readings} should "
                f"{'hold' if wanted else 'not hold yet'} at its {moment[0]}, with {widget.readings()}"
            )
    widget.set_state(before)
    return f"{len(widget.story)} scenes hold"


def _within(value, wanted):
    if not isinstance(wanted, tuple):
        return abs(value - wanted) <= TOLERANCE
    low, high = wanted
    if not isinstance(value, Real) or not math.isfinite(value):
        return False
    return (low is None or value >= low) and (high is None or value <= high)


def _short(text, kind):
    if not isinstance(text, str) or not 0 < len(text) <= LONGEST[kind]:
        raise ValueError(f"expected a {kind} of 1 to {LONGEST[kind]} characters, got {text!r}")
