"""The directive ``exercise-list``: every exercise of the book by section, numbered and linked, made at each build."""

from itertools import groupby

from docutils import nodes
from sphinx.util.docutils import SphinxDirective
from sphinx_exercise.nodes import exercise_subtitle


class exercise_list(nodes.General, nodes.Element):
    """Stands where the list will be."""


class ExerciseList(SphinxDirective):
    def run(self):
        return [exercise_list()]


def exercises(env):
    """(page, label, number, title) of every exercise, in the order of the book."""
    numbered = [
        (number, page, label)
        for page, kinds in env.toc_fignumbers.items()
        for label, number in kinds.get("exercise", {}).items()
    ]
    for number, page, label in sorted(numbered):
        subtitle = next(env.sphinx_exercise_registry[label]["node"].findall(exercise_subtitle))
        yield page, label, ".".join(map(str, number)), subtitle.astext()


def pages_that_list(app, env):
    """They are written anew at each build, since any exercise may have changed."""
    return [page for page in env.all_docs if any(env.get_doctree(page).findall(exercise_list))]


def link(text, app, docname, page, anchor=""):
    return nodes.reference("", text, refuri=app.builder.get_relative_uri(docname, page) + anchor, internal=True)


def fill(app, doctree, docname):
    for place in list(doctree.findall(exercise_list)):
        content = []
        for page, group in groupby(exercises(app.env), key=lambda exercise: exercise[0]):
            title = app.env.titles[page]
            heading = f"{title['secnumber'][0]}. {title.astext()}"
            entries = nodes.bullet_list(classes=["exercise-list"])
            for _, label, number, subtitle in group:
                reference = link(subtitle, app, docname, page, f"#{label}")
                entries += nodes.list_item("", nodes.paragraph("", f"{number} ", reference))
            content += [nodes.paragraph("", "", nodes.strong("", "", link(heading, app, docname, page))), entries]
        place.replace_self(content)


def setup(app):
    app.add_node(exercise_list)
    app.add_directive("exercise-list", ExerciseList)
    app.connect("env-updated", pages_that_list)
    app.connect("doctree-resolved", fill)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
