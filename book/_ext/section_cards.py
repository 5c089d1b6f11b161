"""The front page's list of sections as cards: each entry gets the still picture of its section's first widget.

In the notebook it is a list whose entries are a link to a section and a paragraph, which reads well in every other
renderer.
"""

from docutils import nodes

from widget_pages import widget_view


def target(entry, app, docname):
    """The page that an entry of two paragraphs begins with a link to, or None."""
    if [type(child) for child in entry.children] != 2 * [nodes.paragraph]:
        return None
    pages = {app.builder.get_relative_uri(docname, page): page for page in app.env.all_docs}
    reference = next(entry.findall(nodes.reference), {})
    return pages.get(reference.get("refuri", "").partition("#")[0])


def still(app, page):
    """The first widget's still picture on a page."""
    return next(next(app.env.get_doctree(page).findall(widget_view)).findall(nodes.image))


def card(entry, picture):
    title, text = entry.children
    title["classes"].append("section-card-title")
    image = nodes.image(uri=picture["uri"], candidates={"?": ""}, alt="")
    return nodes.container("", image, title, text, classes=["section-card"])


def make_cards(app, doctree, docname):
    if docname != app.config.root_doc:
        return
    for entries in list(doctree.findall(nodes.bullet_list)):
        pages = [target(entry, app, docname) for entry in entries]
        if all(pages):
            cards = [card(entry, still(app, page)) for entry, page in zip(entries, pages, strict=True)]
            entries.replace_self(nodes.container("", *cards, classes=["section-cards"]))


def setup(app):
    app.connect("doctree-resolved", make_cards)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
