"""Training from many starts, as *20 starts* does in the page."""

from traitlets import TraitError

from ..checks import NonFiniteError

EVERY = 50


class ManyStarts:
    """A widget that trains from the start of a seed; `start_of(seed)` gives that start's θ."""

    def is_solved(self):
        """Whether a run has reached what it is for: here, no point is wrong."""
        return self.readings()["wrong"] == 0

    def many_starts(self, count=20, steps=3000):
        """Trains from the starts of the seeds 1 to `count`, each until it is solved or so many steps are taken.

        Returns a pair for each: the widget at its end, and its losses every 50 steps, when the points are looked at.
        """
        return [self._run(seed, steps) for seed in range(1, count + 1)]

    def _run(self, seed, steps):
        start = self.start_of(seed)
        widget = type(self)(story=[])
        widget.set_state(self.state() | {"seed": seed, "theta": start, "start": start, "steps": 0})
        widget.points = self.points
        losses = []
        while True:
            losses.append(widget.readings()["loss"])
            if widget.is_solved() or widget.steps >= steps:
                return widget, losses
            try:
                widget.train(min(EVERY, steps - widget.steps))
            except (NonFiniteError, TraitError):  # the run has diverged, and is where it was before these steps
                return widget, losses
