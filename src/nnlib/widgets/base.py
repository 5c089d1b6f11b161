"""What every widget of the book shares: its JavaScript, its link, its printed form and its still picture."""

import io
import re
import urllib.parse

import anywidget
import traitlets

from . import story
from .modules import joined, style
from .traits import Choice, Flag, Kind, Number

MOST_SCENES = 20


class Widget(anywidget.AnyWidget):
    """A widget is state plus a pure picture of it.

    The state is a handful of traits (`nnlib.widgets.traits`); `widget.js`, beside the class,
    computes and draws from them alone, in a page without a kernel as well as in JupyterLab.

    A subclass declares its traits and has `draw(figure)`, which draws the still picture of the present state on a
    Matplotlib figure; `readings()`, the numbers that goals are stated in; `train(steps)` where it trains; and `STORY`,
    the scenes that it opens with. `story=[…]` gives it others, `story=[]` none.

    `scene` is the scene that is shown, 0 none of them, `stage` gives the widget the whole window, `readout` shows what
    the picture says in words, `locked` keeps a challenge from being left.
    """

    STORY = ()

    name = traitlets.Unicode(help="identifies the widget in links; unique on a page").tag(sync=True)
    controls = Choice("all", ["all", "picture"])
    scene = Number(1, 0, MOST_SCENES, whole=True)
    stage = Flag(False)
    readout = Flag(True)
    locked = Flag(False)
    _story = traitlets.List().tag(sync=True)
    _kinds = traitlets.Dict().tag(sync=True)

    def __init_subclass__(cls, **options):
        if "_esm" not in vars(cls):  # traitlets makes a further subclass, which has it as a trait
            cls._esm = joined(f"{cls.__module__.rpartition('.')[2]}/widget.js")
            cls._css = style()
        super().__init_subclass__(**options)

    def __init__(self, story=None, **state):
        self.story = list(self.STORY if story is None else story)
        self._expect(set(state) - set(self.trait_names()))
        for number, scene in enumerate(self.story, start=1):
            self._expect(set(scene.fixed) - set(self._state_kinds()), f"scene {number}, fixed: ")
        super().__init__(_story=[scene.describe() for scene in self.story], **state)
        self.opening = self.state()

    def open(self):
        """Does nothing yet: cells make many widgets that are never shown, and the page would load each of them."""

    @property
    def model_id(self):
        """What the page knows it by, once it is shown or stands in another widget."""
        if self.comm is None:
            super().open()
        return super().model_id

    def _expect(self, unknown, where=""):
        if unknown:
            known = ", ".join(sorted(self._state_kinds()))
            raise TypeError(f"{where}{type(self).__name__} has no trait {', '.join(sorted(unknown))}; it has {known}")

    @traitlets.default("name")
    def _default_name(self):
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", type(self).__name__).lower()

    @traitlets.validate("name")
    def _check_name(self, proposal):
        if not re.fullmatch(r"[a-z][a-z0-9-]{0,40}", proposal["value"]):
            raise traitlets.TraitError(
                f"{type(self).__name__}.name: expected small letters, digits and hyphens, got {proposal['value']!r}"
            )
        return proposal["value"]

    @traitlets.default("_kinds")
    def _default_kinds(self):
        return {name: kind.describe() for name, kind in self._state_kinds().items()}

    @classmethod
    def _state_kinds(cls):
        return {name: trait for name, trait in cls.class_traits().items() if isinstance(trait, Kind) and trait.inlink}

    def state(self):
        """The traits that make up the picture, by name."""
        return {name: getattr(self, name) for name in self._state_kinds()}

    def set_state(self, traits):
        """Sets several traits that fit each other at once."""
        with self.hold_trait_notifications():
            for name, value in traits.items():
                setattr(self, name, value)

    def readings(self):
        """The numbers that the picture shows, by name, computed with `nnlib`."""
        return {}

    def check(self):
        """Plays the story and asserts that each scene's goal is open before its deed and reached after it.

        Returns how many scenes hold; raises AssertionError that names the scene, the goal and the readings.
        """
        return story.check(self)

    @classmethod
    def takes(cls):
        """What each trait that makes up the picture takes, in words, by name."""
        return {name: kind.expects() for name, kind in cls._state_kinds().items()}

    def help(self):
        """A table of the traits with what they take, and of the readings with what they are now."""
        rows = [(name, what, repr(getattr(self, name))) for name, what in self.takes().items()]
        rows += [(f"readings()[{name!r}]", "", repr(value)) for name, value in self.readings().items()]
        widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
        print("\n".join(f"{name:<{widths[0]}}  {what:<{widths[1]}}  {now[:60]}" for name, what, now in rows))

    def link(self):
        """The fragment (`#decision-boundary?…`) that opens a page of the book with this widget in this state."""
        return f"#{self.name}?" + "&".join(f"{name}={_link_text(getattr(self, name))}" for name in self._state_kinds())

    def still(self):
        """The still picture as PNG bytes, for the PDF and for readers without scripts."""
        from matplotlib.figure import Figure

        figure = Figure(figsize=(6.4, 4.0), dpi=150, layout="constrained")
        self.draw(figure)
        png = io.BytesIO()
        figure.savefig(png, format="png")
        return png.getvalue()

    def __repr__(self):
        return f"{type(self).__name__}({self.name!r})"

    def _repr_mimebundle_(self, **options):
        bundle, metadata = super()._repr_mimebundle_(**options)
        return bundle | {"image/png": self.still()}, metadata


def _link_text(value):
    """A trait's value as `kit/page/state.js` writes it: columns by commas, rows by semicolons, flags as 0 and 1."""
    if isinstance(value, bool):
        return "01"[value]
    if isinstance(value, list):
        rows = value and isinstance(value[0], list)
        return ";".join(map(_link_text, value)) if rows else ",".join(map(_link_text, value))
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return urllib.parse.quote(str(value), safe="")
