"""The button that opens a page's notebook in JupyterLite: for pages that stand beside a folder `lite`, on a server."""

import re
from string import Template

PLACE = '<div class="article-header-buttons">'
# It says what a press loads, and from where, before anything is asked of another host.
BUTTON = Template("""
<!-- JupyterLite -->
<button class="btn run-in-browser" type="button" popovertarget="run-in-browser">
  <i class="fas fa-play" aria-hidden="true"></i> <span>Run in the browser</span>
</button>
<div id="run-in-browser" role="dialog" aria-label="Run in the browser" popover>
  <p>This opens JupyterLab with the notebook of this page. Its Python runs in your browser and is loaded first:
  Pyodide, NumPy and Matplotlib, $loads. What you change stays in this browser.</p>
  <p><a href="lite/lab/index.html?path=$notebook">Open the notebook</a></p>
</div>
<!-- /JupyterLite -->""")
FROM_PYODIDE = "about 30 MB, from cdn.jsdelivr.net"
OURS = re.compile(r"\n<!-- JupyterLite -->.*?<!-- /JupyterLite -->", re.DOTALL)


def pages(html):
    """(page, notebook) for the pages of the built book that are notebooks."""
    for notebook in sorted((html / "_sources").glob("*.ipynb")):
        yield html / f"{notebook.stem}.html", notebook.name


def remove_buttons(html):
    for page, _ in pages(html):
        page.write_text(OURS.sub("", page.read_text(encoding="utf-8")), encoding="utf-8")


def add_buttons(html, loads=FROM_PYODIDE):
    remove_buttons(html)
    for page, notebook in pages(html):
        button = BUTTON.substitute(notebook=notebook, loads=loads)
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace(PLACE, PLACE + button, 1), encoding="utf-8")
