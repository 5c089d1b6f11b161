"""Stories: a goal counts by its scene's own deed, or another way to the same end, and not by a way round it."""

import pytest

from nnlib import widgets
from nnlib.widgets import story
from nnlib.widgets.convolution.story import AS_IT_IS
from nnlib.widgets.lenet_digits.story import HOUSE
from nnlib.widgets.look_up.story import PAIRS
from nnlib.widgets.soft_steps.story import BETA, W
from nnlib.widgets.story import Goal, Scene

FAR = [[2, 2], [-2, 2], [2, 1.3], [-2, -2], [2, -2]]
UP, DOWN = [6, 1, -1], [2, -3, -1]

WAYS_ROUND = [
    ("Attention", 3, {"causal": True}),
    ("Attention", 3, {"tokens": FAR, "query": 3}),
    ("BatchNorm", 4, {"raw": False}),
    ("BatchNorm", 4, {"mode": "train", "size": 30}),
    ("BatchNorm", 4, {"alone": True, "raw": False}),
    ("Convolution", 1, {"image": "2"}),
    ("Convolution", 1, {"weights": [-1] * 9}),
    ("Convolution", 3, {"image": "0", "cell": [0, 0, 0]}),
    ("Convolution", 3, {"cell": [0, 18, 9], "weights": [*AS_IT_IS, 0, 0, 0, 0, -0.1, *13 * [0]]}),
    ("Convolution", 4, {"transform": "turn"}),
    ("Convolution", 5, {"transform": "none"}),
    ("DeepTraining", 4, {"steps": 0}),
    ("DeepTraining", 4, {"activation": "logistic"}),
    ("Dropout", 2, {"p": 0}),
    ("Folding", 4, {"width": 4, "layers": 3}),
    ("GradientFlow", 3, {"weight_scale": 0.5}),
    ("GradientFlow", 4, {"depth": 5}),
    ("GradientFlow", 4, {"activation": "tanh"}),
    ("GradientFlow", 4, {"weight_scale": 0.2}),
    ("GradientFlow", 4, {"l2": 50}),
    ("GradientFlow", 5, {"skip_scale": 0}),
    ("GradientFlow", 5, {"depth": 1, "weight_scale": 0.1}),
    ("LeNetDigits", 4, {"strokes": HOUSE}),
    ("LeNetDigits", 5, {"source": "drawn"}),
    ("LeNetDigits", 5, {"strokes": [[0, 100, 100]]}),
    ("LookUp", 2, {"question": 2}),
    ("LookUp", 2, {"pairs": PAIRS[3:]}),
    ("Sentences", 2, {"query": 15}),
    ("Sentences", 2, {"hidden": [11, 12, 13, 14, 15]}),
    ("SoftSteps", 1, {"family": "polynomial", "coefficients": [1, 0, 0, 0]}),
    ("SoftSteps", 1, {"theta": [*W, -15, -5, -10, *BETA, -2]}),
    ("SoftmaxLoss", 3, {"temperature": 0.1}),
    ("SoftmaxLoss", 3, {"logits": UP}),
    ("SoftmaxLoss", 3, {"target": 2, "temperature": 0.5}),
    ("Staircase", 2, {"eps": 1}),
    ("Staircase", 2, {"steps": [[0, 0], [0.5, 1.2]]}),
]
OTHER_WAYS = [
    ("Attention", 3, {"query": 3, "temperature": 0.2}),
    ("Convolution", 1, {"cell": [0, 11, 11], "stride": 1}),
    ("DeepTraining", 4, {"rates": [[0, 0.3], [100, 5]], "steps": 180}),
    ("Folding", 4, {"kinks": [0.4] * 6, "layers": 6}),
    ("GradientFlow", 4, {"skip_scale": 0.1, "width": 6}),
    ("GradientFlow", 5, {"l2": 10}),
    ("LookUp", 2, {"pairs": [PAIRS[3], *PAIRS[2::-1]]}),
    ("Sentences", 2, {"causal": True, "query": 9}),
    ("SoftSteps", 1, {"theta": [*W, 5, -11, -10, *BETA, -2]}),
    ("SoftSteps", 1, {"theta": [*W, 5, -5, -4, *BETA, -2]}),
    ("SoftmaxLoss", 3, {"logits": DOWN}),
    ("Staircase", 2, {"sharpness": 7}),
]


def counts(name, number, traits):
    widget = getattr(widgets, name)()
    scene = widget.story[number - 1]
    next(story.play(widget, scene))
    widget.set_state(traits)
    return story.reached(widget, scene)


@pytest.mark.parametrize(("name", "number", "traits"), WAYS_ROUND)
def test_another_control_does_not_reach_the_goal(name, number, traits):
    assert not counts(name, number, traits)


@pytest.mark.parametrize(("name", "number", "traits"), OTHER_WAYS)
def test_another_way_in_the_scenes_spirit_reaches_the_goal(name, number, traits):
    assert counts(name, number, traits)


def test_what_is_fixed_has_the_value_of_the_deed_else_of_the_start_else_of_the_opening():
    fixed = ["depth", "width", "seed"]
    scene = Scene("Take L to 30.", start={"width": 5}, do={"depth": 30}, goal=Goal("deep", depth=30), fixed=fixed)
    widget = widgets.GradientFlow(story=[scene], seed=4)
    assert widget.check() == "1 scenes hold"
    list(story.play(widget, scene))
    assert story.reached(widget, scene)
    for name, other in (("depth", 29), ("width", 6), ("seed", 5)):
        before = getattr(widget, name)
        setattr(widget, name, other)
        assert not story.reached(widget, scene), name
        setattr(widget, name, before)


def test_a_file_of_a_story_keeps_what_is_fixed():
    scene = Scene("Take L to 30.", do={"depth": 30}, goal=Goal("deep", depth=30), fixed=["seed"])
    assert story.from_description(scene.describe()) == scene


def test_names_that_are_no_traits_of_the_widget_are_refused():
    scenes = [Scene("One."), Scene("Two.", fixed=["depth", "imag"])]
    with pytest.raises(TypeError, match="scene 2, fixed: GradientFlow has no trait imag; it has activation"):
        widgets.GradientFlow(story=scenes)
    with pytest.raises(TypeError, match="has no trait _points"):
        widgets.DeepTraining(story=[Scene("One.", fixed=["_points"])])
    for fixed in ("depth", [1], None):
        with pytest.raises(TypeError, match="expected a list of traits' names for fixed, got"):
            Scene("One.", fixed=fixed)
