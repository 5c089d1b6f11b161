"""A notebook open in JupyterLab: its page, and the kernel behind it."""

import ast
import json
import time

import nbformat
from jupyter_client import BlockingKernelClient
from playwright.sync_api import expect

PATIENCE = 240
COLLECT = """
from nnlib.widgets.base import Widget
widgets = [each for each in Out.values() if isinstance(each, Widget)]
"""
# Whether the notebook's toolbar says so; a locator would go through the whole page each time it looks.
EXECUTED = """(said) =>
  document.querySelector(".jp-Notebook-ExecutionIndicator-tooltip")?.textContent.includes(said)"""
REACH = """(element) => {
  element.scrollIntoView({ block: "center" });
  return JSON.stringify(element.getBoundingClientRect());
}"""


class Notebook:
    def __init__(self, page, lab, name):
        """Opens it from the list of files."""
        self.page = page
        self.lab = lab
        self.name = name
        cells = nbformat.read(lab.notebooks / name, as_version=4).cells
        self.code_cells = sum(cell.cell_type == "code" for cell in cells)
        self.client = None
        page.set_default_timeout(1000 * PATIENCE)
        page.locator(".jp-DirListing-item", has_text=name).dblclick()
        # Not `expect`: while it waits, it writes down the whole page again and again, and the kernel gets less.
        page.locator("#jp-main-statusbar").get_by_text("Python 3 (ipykernel) | Idle").wait_for()

    def choose(self, *menu):
        """Chooses an entry of the menus."""
        for entry in menu:
            self.page.locator(f':is(.lm-MenuBar-itemLabel, .lm-Menu-itemLabel):text-is("{entry}")').click()

    def run_all(self):
        """Runs all cells from the menu and waits until the last is done."""
        self.choose("Run", "Run All Cells")
        self.page.wait_for_function(EXECUTED, arg=f"Executed {self.code_cells} cell", polling=200)
        self.connect()
        self.run(COLLECT)

    def connect(self):
        """Talks to the notebook's own kernel, beside the page."""
        (session,) = self.lab.ask("GET", "sessions")
        kernel = session["kernel"]["id"]
        self.client = BlockingKernelClient(connection_file=str(self.lab.runtime / f"kernel-{kernel}.json"))
        self.client.load_connection_file()
        self.client.start_channels()

    def run(self, code, **wanted):
        reply = self.client.execute(code, silent=True, user_expressions=wanted, reply=True, timeout=PATIENCE)["content"]
        assert reply["status"] == "ok", reply
        return reply["user_expressions"]

    def python(self, expression):
        """The value of an expression in the kernel, where the widgets shown are `widgets`."""
        answer = self.run("import json", value=f"json.dumps({expression})")["value"]
        assert answer["status"] == "ok", answer
        return json.loads(ast.literal_eval(answer["data"]["text/plain"]))

    def becomes(self, expression, right):
        """Waits until the value of an expression is right, and returns it."""
        end = time.monotonic() + PATIENCE
        while not right(value := self.python(expression)):
            assert time.monotonic() < end, f"{expression} stayed {value}"
            self.page.wait_for_timeout(20)
        return value

    def show(self, place):
        """Scrolls to a widget until it is drawn there: JupyterLab moves cells while it does not know their heights."""
        widget = self.page.locator("[data-widget]").nth(place)
        end = time.monotonic() + PATIENCE
        while widget.get_attribute("data-ready") is None:
            assert time.monotonic() < end, f"widget {place} is not drawn"
            widget.evaluate("(element) => element.scrollIntoView({ block: 'center' })")
            self.page.wait_for_timeout(50)
        return widget

    def reach(self, handle):
        """Scrolls to a handle until it rests in the middle of the page: cells above it may still grow."""
        end = time.monotonic() + PATIENCE
        place = None
        while place != (place := handle.evaluate(REACH)):
            assert time.monotonic() < end, f"the handle moves on, and was last at {place}"
            self.page.wait_for_timeout(100)

    def close(self):
        """Leaves the notebook and ends its kernel."""
        if self.client:
            self.client.stop_channels()
        self.choose("File", "Close and Shut Down Notebook…")
        self.page.locator(".jp-Dialog .jp-mod-accept").click()
        expect(self.page.locator(".jp-NotebookPanel")).to_have_count(0)
        assert self.lab.ask("GET", "sessions") == []
