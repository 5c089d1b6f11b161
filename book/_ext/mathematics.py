"""Typesets the book's mathematics at build time with KaTeX, so that a page needs no script for it.

``katex.min.js`` (KaTeX 0.19.1, as published) runs here in QuickJS; its style sheet and fonts are in
``_static/katex``. TeX that KaTeX cannot read is reported as a warning, which fails the build.
"""

import json
import re
from functools import cache
from pathlib import Path

import quickjs
from docutils import nodes
from sphinx.domains.math import MathDomain
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

logger = logging.getLogger(__name__)

# JSON, because the binding cannot return the concatenated strings KaTeX makes.
RENDER = """(tex, displayMode, macros) => JSON.stringify(katex.renderToString(tex, {
  displayMode, macros: JSON.parse(macros), strict: "error", throwOnError: true
}))"""

PUNCTUATION = re.compile(r"[,.;:!?)\]]+")
LAST_PART = "</span></span></span>"  # how a formula ends: its last part, which no line break divides, and what holds it


@cache
def katex():
    context = quickjs.Context()
    context.set_max_stack_size(8 * 2**20)
    context.eval(Path(__file__).with_name("katex.min.js").read_text(encoding="utf-8"))
    return context.eval(RENDER)


def typeset(translator, node, *, display):
    tex = node.astext()
    try:
        return json.loads(katex()(tex, display, json.dumps(translator.config.katex_macros)))
    except quickjs.JSException as error:
        logger.warning("%s", str(error).splitlines()[0], location=node, type="mathematics")
        return f"<code>{translator.encode(tex)}</code>"


def visit_inline(translator, node):
    formula = typeset(translator, node, display=False)
    if "after" in node:
        parts, end, rest = formula.rpartition(LAST_PART)
        formula = f'{parts}<span class="after">{node["after"]}</span>{end}{rest}'
    translator.body.append(f'<span class="math">{formula}</span>')
    raise nodes.SkipNode


def keep_punctuation(app, doctree, docname):
    """Gives each formula the point or comma after it, which stands in its last part, or a line could begin with it."""
    for formula in doctree.findall(nodes.math):
        after = formula.next_node(descend=False, siblings=True)
        found = PUNCTUATION.match(after.astext()) if isinstance(after, nodes.Text) else None
        if found:
            formula["after"] = found[0]
            after.parent.replace(after, nodes.Text(after.astext()[found.end() :]))


def visit_block(translator, node):
    translator.body.append(translator.starttag(node, "div", "", CLASS="math"))
    if node["number"]:
        translator.body.append(f'<span class="eqno">({get_node_equation_number(translator, node)})')
        translator.add_permalink_ref(node, "Link to this equation")
        translator.body.append("</span>")
    translator.body.append(f"{typeset(translator, node, display=True)}</div>\n")
    raise nodes.SkipNode


class Mathematics(MathDomain):
    """Sphinx's domain of equations, but that it does not count one whose TeX brings a number of its own."""

    def get_enumerable_node_type(self, node):
        tagged = isinstance(node, nodes.math_block) and "\\tag" in node.astext()
        return None if tagged else super().get_enumerable_node_type(node)


def setup(app):
    app.add_domain(Mathematics, override=True)
    app.connect("doctree-resolved", keep_punctuation)
    app.add_html_math_renderer("katex", (visit_inline, None), (visit_block, None))
    app.add_config_value("katex_macros", {}, "env", types=(dict,))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
