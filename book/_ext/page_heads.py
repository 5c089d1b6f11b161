"""What a page's head says of it: on the first page the book's title once, and everywhere a description.

The description, for search engines and link previews, is the first sentence-long paragraph without mathematics.
"""

import textwrap
from html import escape

from docutils import nodes


def complete_head(app, pagename, templatename, context, doctree):
    if pagename == app.config.root_doc:
        context["docstitle"] = ""
    for paragraph in doctree.findall(nodes.paragraph) if doctree else ():
        words = paragraph.astext()
        if len(words) > 40 and not any(paragraph.findall(nodes.math)):
            description = escape(textwrap.shorten(words, 160, placeholder=" …"))
            context["metatags"] += f'\n    <meta name="description" content="{description}">'
            return


def setup(app):
    app.connect("html-page-context", complete_head)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
