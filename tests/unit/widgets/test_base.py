"""What every widget shares: it is known to the page from when it is shown."""

import ipywidgets
import pytest
from ipywidgets.widgets import widget as known

from nnlib.widgets import DeadReLU


@pytest.fixture
def opened(monkeypatch):
    """The names of the models that have been sent to the page."""
    names = []
    create = known.comm.create_comm

    def recorded(**options):
        names.append(options["data"]["state"]["_model_name"])
        return create(**options)

    monkeypatch.setattr(known.comm, "create_comm", recorded)
    return names


def test_a_widget_that_is_not_shown_is_not_sent(opened):
    DeadReLU().check()
    assert len(DeadReLU(rate=0.3).many_starts()) == 20
    assert opened == []


def test_it_is_sent_once_when_it_is_shown_and_what_is_set_later_reaches_it(opened):
    widget = DeadReLU()
    bundle, _ = widget._repr_mimebundle_()
    assert bundle["application/vnd.jupyter.widget-view+json"]["model_id"] == widget.model_id
    widget._repr_mimebundle_()
    widget.rate = 0.25
    assert opened == ["LayoutModel", "AnyModel"]
    assert known._instances[widget.model_id] is widget


def test_it_stands_in_a_box_and_can_be_closed(opened):
    widget = DeadReLU()
    box = ipywidgets.VBox([widget])
    assert opened.count("AnyModel") == 1
    assert box.get_state("children")["children"] == [f"IPY_MODEL_{widget.model_id}"]
    widget.close()
    assert widget.comm is None
