"""Exercises with a place to type the answer: the role ``answer``, which ``_static/answers.js`` judges in the page."""

import json
from html import escape

from docutils import nodes
from sphinx.util.docutils import SphinxRole

from answers import ANSWERS


class typed_answer(nodes.Inline, nodes.Element):
    """One place to type; ``name`` is that of the answer."""


class TypedAnswer(SphinxRole):
    def run(self):
        if self.text not in ANSWERS:
            raise ValueError(f"{self.text!r} is no answer of book/_ext/answers.py")
        return [typed_answer("", name=self.text)], []


def visit(translator, node):
    answer = ANSWERS[node["name"]]
    judged = {"right": float(answer.right), "within": float(answer.within)}
    judged["slips"] = [[float(wrong), hint] for wrong, hint in answer.slips.items()]
    name = f"answer-{node['name']}"
    translator.body.append(
        f'<span class="typed-answer"><input id="{name}" size="8" inputmode="text" autocomplete="off" spellcheck="false"'
        f' aria-label="Your answer: {escape(answer.label)}" data-answer="{escape(json.dumps(judged))}">'
        f'<output class="answer-verdict" for="{name}"></output></span>'
    )
    raise nodes.SkipNode


def setup(app):
    app.add_node(typed_answer, html=(visit, None))
    app.add_role("answer", TypedAnswer())
    return {"parallel_read_safe": True, "parallel_write_safe": True}
