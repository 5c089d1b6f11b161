"""Takes away the ids that sphinx-exercise and sphinx-proof repeat in each block of a page: an id names one element."""

from docutils import nodes

REPEATED = {"exercise-content", "proof-content", "solution-content"}


def drop(app, doctree, docname):
    for section in doctree.findall(nodes.section):
        section["ids"] = [name for name in section["ids"] if name not in REPEATED]


def setup(app):
    app.connect("doctree-resolved", drop)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
