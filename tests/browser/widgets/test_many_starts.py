"""*20 starts* as a reader uses it: the tally of the sections, each end as nnlib has it, and a run opened."""

import numpy as np
import pytest
from gestures import more, press, settle, typed
from glued import glued
from playwright.sync_api import expect

from nnlib.widgets import DeadReLU, DecisionBoundary, SoftSteps

LINE, PLANE = glued("01-soft-step-features"), glued("05-activation-functions")


def run_all(page):
    """Presses the one button beside Train and waits for the last run's end."""
    press(page, "×20 starts")
    page.get_by_role("button", name="20 starts", exact=True).wait_for()
    settle(page)


def tally(page):
    return page.locator(".many-starts .verdict")


def words(widget):
    ends = "stuck" if widget.readings()["wrong"] else f"no point wrong after {widget.steps} steps"
    return f"Start {widget.seed}: {ends}"


@pytest.mark.parametrize(
    ("make", "solved"),
    [
        (lambda: SoftSteps(), LINE["solved-3"]),
        (lambda: SoftSteps(hidden=5), LINE["solved-5"]),
        (lambda: DecisionBoundary(activation="logistic"), PLANE["solved-logistic-3"]),
        (lambda: DecisionBoundary(hidden=[8]), PLANE["solved-relu-8"]),
    ],
    ids=["3 steps", "5 steps", "logistic", "8 units"],
)
def test_as_many_are_solved_as_the_section_says_each_where_nnlib_ends(make, solved, shared):
    page = shared(make())
    run_all(page)
    expect(tally(page)).to_have_text(f"{solved:.0f} of 20 solved")
    labels = page.locator(".start-marks button").evaluate_all("(all) => all.map((each) => each.ariaLabel)")
    assert labels[:2] == [words(widget) for widget, _ in make().many_starts(2)]
    assert sum("no point wrong" in label for label in labels) == solved


def test_stuck_runs_are_told_from_those_with_a_dead_unit_and_any_can_be_opened(shared):
    page = shared(DecisionBoundary())
    run_all(page)
    solved, stuck, silent = (f"{PLANE[name]:.0f}" for name in ("solved-relu-3", "stuck-relu-3", "silent-relu-3"))
    expect(tally(page)).to_have_text(f"{solved} of 20 solved; {silent} of the {stuck} stuck have a dead unit")
    (_, (end, losses)) = DecisionBoundary().many_starts(2)
    press(page, words(end))
    readings = page.evaluate("document.querySelector('.nn-widget').readings()")
    assert readings == pytest.approx(end.readings(), rel=1e-9, abs=1e-9)
    assert readings["loss"] == pytest.approx(losses[-1])
    press(page, "Undo")
    assert page.evaluate("document.querySelector('.nn-widget').readings()")["steps"] == 0


@pytest.mark.parametrize("name", ["fast", "leaky"])
def test_a_fit_is_solved_by_its_loss_and_as_often_as_the_section_says(name, shared):
    widget = DeadReLU(rate=0.3, activation={"fast": "relu", "leaky": "leaky relu"}[name])
    page = shared(widget)
    run_all(page)
    solved, stuck, dead = (f"{PLANE[f'{part}-{name}']:.0f}" for part in ("fitted", "unfitted", "unfitted-dead"))
    told = f"{solved} of 20 solved"
    expect(tally(page)).to_have_text(f"{told}; {dead} of the {stuck} stuck have a dead unit" if dead != "0" else told)
    for end, _ in widget.many_starts(3):
        reached = f"loss at most 0.03 after {end.steps} steps" if end.is_solved() else "stuck"
        press(page, f"Start {end.seed}: {reached}")
        readings = page.evaluate("document.querySelector('.nn-widget').readings()")
        assert readings == pytest.approx(end.readings(), rel=1e-6, abs=1e-9)


def course(page):
    """The losses that the small chart under Train draws, as parts of the largest."""
    settle(page)
    line = page.get_by_role("img", name="Loss over the steps").locator(".curve").get_attribute("d")
    _, y = np.array([point.split() for point in line.lstrip("M").replace("h.01", "").split("L")], dtype=float).T
    return (37 - y) / (37 - y).max()


@pytest.mark.parametrize(
    "make", [DecisionBoundary, SoftSteps, lambda: DeadReLU(rate=0.3)], ids=["plane", "line", "fit"]
)
def test_a_run_that_is_opened_brings_its_own_course(make, shared):
    page = shared(make())
    press(page, "New start")
    run_all(page)
    for end, losses in make().many_starts(2):
        page.locator(".start-marks button").nth(end.seed - 1).click()
        assert course(page) == pytest.approx(np.array(losses) / max(losses), abs=5e-3)
    press(page, "Undo")
    press(page, "Undo")
    assert len(course(page)) == 1
    press(page, "Redo")
    assert len(course(page)) == 1  # never a line from one start's loss to another's


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "make",
    [
        lambda: DecisionBoundary(rate=10, hidden=[10, 10, 10], activation="leaky relu", dataset="circles"),
        lambda: DeadReLU(rate=1, activation="leaky relu"),
    ],
    ids=["plane", "fit"],
)
def test_a_run_that_diverges_is_stuck_where_it_last_was(make, shared):
    page = shared(make())
    run_all(page)
    ends = [end for end, _ in make().many_starts(6)]
    early = [end for end in ends if end.steps == 0]
    assert len(early) >= 3
    for end in early:
        press(page, f"Start {end.seed}: stuck")
        readings = page.evaluate("document.querySelector('.nn-widget').readings()")
        assert readings == pytest.approx(end.readings(), rel=1e-6, abs=1e-9)


def test_the_chart_ends_with_the_longest_run_and_the_number_pointed_at_is_lit(shared):
    page = shared(DeadReLU())
    run_all(page)
    longest = max(end.steps for end, _ in DeadReLU().many_starts(20))
    chart = page.get_by_role("img", name="Losses of twenty runs over the steps")
    last = max(float(tick) for tick in chart.locator("text[text-anchor=middle]").all_text_contents())
    assert longest / 2.5 <= last <= 2.5 * longest
    page.locator(".start-marks button").nth(4).hover()
    settle(page)
    lit = chart.locator(".start-run").evaluate_all("(all) => all.map((each) => each.matches('.lit'))")
    assert lit == [i == 4 for i in range(20)]


def test_another_setting_forgets_the_runs_but_not_how_many_were_solved(shared):
    page = shared(DecisionBoundary())
    run_all(page)
    told = tally(page).text_content()
    more(page)
    typed(page, "Rate, number", "0.5")
    more(page, "Starts")
    expect(tally(page)).to_be_empty()
    expect(page.locator(".start-marks button")).to_have_count(0)
    expect(page.get_by_text(f"Before the change: {told}.")).to_be_visible()
