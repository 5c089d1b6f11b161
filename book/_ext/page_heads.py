"""What a page's head says of it: on the first page the book's title once, and everywhere a description.

The description, for search engines and link previews, is the first sentence-long paragraph without mathematics.
Scripts that only decorate the page wait until it is read, so that the widgets do not wait for them.
"""

import textwrap
from html import escape
from pathlib import PurePosixPath

from docutils import nodes

DECORATION = {"clipboard.min.js", "copybutton.js", "togglebutton.js", "sphinx_highlight.js", "sphinx-book-theme.js"}


def complete_head(app, pagename, templatename, context, doctree):
    if pagename == app.config.root_doc:
        context["docstitle"] = ""
    for script in context["script_files"]:
        if script.filename and PurePosixPath(script.filename).name in DECORATION:
            script.attributes["defer"] = "defer"
    for paragraph in doctree.findall(nodes.paragraph) if doctree else ():
        words = paragraph.astext()
        if len(words) > 40 and not any(paragraph.findall(nodes.math)):
            context["description"] = textwrap.shorten(words, 160, placeholder=" …")
            context["metatags"] += f'\n    <meta name="description" content="{escape(context["description"])}">'
            return


def setup(app):
    app.connect("html-page-context", complete_head)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
