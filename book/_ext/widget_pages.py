"""Prepares the widgets of a notebook page for the page host (``_static/widget-host.js``).

Each view gets its still picture beside it; the page's widget state shrinks to what the host reads: the models that
are shown, their traits, and each distinct module, style and binary value once. The modules and the style of nnlib's
widgets are those of the files now, not of the notebook's execution: to edit them no notebook needs to run. A widget
that would be dead without a kernel is reported as an error, which fails the build.

Run as a script, ``python widget_pages.py FOLDER`` renews modules and style in the pages that are built there.
"""

import json
import posixpath
import re
import struct
import sys
from html import escape
from pathlib import Path

from docutils import nodes
from nnlib.widgets.modules import parts, style
from sphinx.util import logging

logger = logging.getLogger(__name__)

STATE = "application/vnd.jupyter.widget-state+json"
VIEW = "application/vnd.jupyter.widget-view+json"
STORED = re.compile(rf'(<script type="{re.escape(STATE)}">)([^<]*)')
# What ipywidgets and anywidget keep in a model for a kernel's front end.
NOT_READ = {
    *("_anywidget_id", "_css", "_dom_classes", "_esm", "_model_module", "_model_module_version", "_model_name"),
    *("_view_count", "_view_module", "_view_module_version", "_view_name", "layout", "tabbable", "tooltip"),
}


class widget_view(nodes.General, nodes.Element):
    """One view: ``model_id``, ``label``, the story's ``scenes``, and the still picture as its child."""


def mime_bundles(doctree):
    """(bundle, {kind: part}) of every output of a cell that comes in several kinds."""
    for bundle in doctree.findall(lambda node: node.get("nb_element") == "mime_bundle" if node.children else False):
        yield bundle, {part["mime_type"]: part for part in bundle.children}


def prepare(app, doctree):
    files = app.env.nb_metadata.get(app.env.docname, {}).get("js_files", {})
    models = json.loads(files["ipywidgets_state"][1]["body"])["state"] if "ipywidgets_state" in files else {}
    shown, texts = {}, []
    for bundle, kinds in mime_bundles(doctree):
        if VIEW not in kinds:
            continue
        model_id = json.loads(re.search(r"{.*}", kinds[VIEW].astext())[0])["model_id"]
        model = models.get(model_id)
        if model is None or "_esm" not in model["state"]:
            kind = "without state" if model is None else f"{model['model_module']}.{model['model_name']}"
            logger.error("a widget (%s) is not an anywidget and would be dead on the page", kind, location=bundle)
            continue
        if "IPY_MODEL_" in json.dumps(traits(model)):
            logger.error("a widget refers to another widget, which no page can follow", location=bundle)
            continue
        shown[model_id] = shrink(model, texts)
        label = model["state"]["_anywidget_id"].rpartition(".")[2]
        view = widget_view("", model_id=model_id, label=label, scenes=model["state"].get("_story", []))
        view.extend(image.deepcopy() for image in kinds.get("image/png", nodes.container()).findall(nodes.image))
        kinds[VIEW].children = [view]
        view.parent = kinds[VIEW]
        cell_of(bundle)["classes"].append("tag_full-width")  # the theme then gives it the right margin too
    if models:
        files["ipywidgets_state"] = (None, {"type": STATE, "body": written(shown, texts)})


def written(state, texts):
    return json.dumps({"state": state, "texts": texts}, separators=(",", ":")).replace("<", "\\u003c")


def cell_of(node):
    while "cell" not in node.get("classes", ()):
        node = node.parent
    return node


def traits(model):
    return {name: value for name, value in model["state"].items() if name not in NOT_READ}


def shrink(model, texts):
    """The model as the host reads it; the parts of its module, its style and binary traits are places in ``texts``."""
    state = model["state"]
    small = {"widget": state["_anywidget_id"], "state": traits(model)}
    return placed(small, [state["_esm"]], state.get("_css", ""), model.get("buffers", ()), texts)


def placed(small, module, css, buffers, texts):
    """``small`` with places for the texts of its module (those of the files where it is nnlib's), style and buffers."""
    module, css = scripts(small["widget"]) or (module, css)
    small["module"], small["style"] = [place(part, texts) for part in module], place(css, texts)
    if buffers:
        small["buffers"] = [{"path": each["path"], "data": place(each["data"], texts)} for each in buffers]
    return small


def scripts(widget):
    """The parts of the module and the style as the files now have them, of a class of nnlib's; of others None."""
    *package, name, _ = widget.split(".")
    return (parts(f"{name}/widget.js"), style()) if package == ["nnlib", "widgets"] else None


def place(text, texts):
    """Where ``text`` stands in ``texts``; what several models share stands there once."""
    if text not in texts:
        texts.append(text)
    return texts.index(text)


def visit_widget_view(translator, node):
    translator.body.append('<div class="widget-view">')
    for image in node.children:
        png = Path(translator.builder.srcdir, image["uri"]).read_bytes()
        width, height = struct.unpack(">II", png[16:24])
        file = posixpath.join(translator.builder.imgpath, translator.builder.images[image["uri"]])
        translator.body.append(
            f'<img class="widget-still" src="{escape(file)}" width="{width}" height="{height}"'
            f' alt="Still picture of the widget {escape(node["label"])}">'
        )
    if node["scenes"]:
        items = "".join(f"<li>{scene_in_words(scene)}</li>" for scene in node["scenes"])
        translator.body.append(f'<ol class="widget-scenes">{items}</ol>')
    translator.body.append(f'<script type="{VIEW}">{{"model_id": "{node["model_id"]}"}}</script></div>\n')
    raise nodes.SkipNode


def scene_in_words(scene):
    """A scene as a list says it, on paper, in the search and where no script runs; its answer is not given away."""
    words = scene["say"]
    if scene["ask"]:
        words += f" {scene['ask']['question']} ({', '.join(scene['ask']['answers'])}?)"
    if scene["goal"]:
        words += f" Goal: {scene['goal']['text']}."
    return re.sub(r"\*([^*]+)\*", r"<em>\1</em>", escape(words))


def load_scripts_where_they_are_used(app, config):
    """Jupyter Book loads every script of ``_static`` on every page; but the host is for pages with widgets, which
    ``nb_ipywidgets_js`` gives it, and those in folders are loaded by what needs them.
    """
    files = config.html_js_files
    config.html_js_files = [file for file in files if "/" not in str(file) and file != "widget-host.js"]


def setup(app):
    app.add_node(widget_view, html=(visit_widget_view, None))
    app.connect("config-inited", load_scripts_where_they_are_used)
    app.connect("doctree-read", prepare)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def moved(stored, texts):
    """The models that a page has stored, their texts put into ``texts``, as the files now are where nnlib has them."""
    old = stored["texts"]
    for small in stored["state"].values():
        buffers = [{**each, "data": old[each["data"]]} for each in small.get("buffers", ())]
        placed(small, [old[part] for part in small["module"]], old[small["style"]], buffers, texts)
    return stored["state"]


def renew(page):
    """Writes the modules and the style of a built page's widgets anew."""

    def fresh(match):
        texts = []
        return match[1] + written(moved(json.loads(match[2]), texts), texts)

    html = page.read_text(encoding="utf-8")
    page.write_text(STORED.sub(fresh, html), encoding="utf-8")


if __name__ == "__main__":
    for page in Path(sys.argv[1]).glob("*.html"):
        renew(page)
