"""The text of the book is plain Markdown, which every reader of notebooks shows; here it gets what the pages add.

What an author writes, and what it is in MyST. Where ``?`` stands, ``make notebooks`` fills in the number or the words::

    [soft steps](glossary.md#soft-step)                 {term}`soft steps <soft step>`
    [section 4](04-backpropagation.ipynb)               {ref}`section 4 <backpropagation>`
    [?](#eq-layer), [?](02-….ipynb#eq-layer)            {eq}`eq-layer`
    [?](#exercise-paths), [?](#example-lenet)           {ref}`exercise-paths`, {prf:ref}`example-lenet`
    ([?](bibliography.md#he2016))                       {cite}`he2016`
    <data value="share:.2f">?</data>                    {glue:text}`share:.2f`
    <kbd id="answer-paths">…</kbd>                      {answer}`paths`
    <a id="eq-layer"></a>, a blank line, $$ … \\tag{?} $$   $$ … $$ (eq-layer)
    <blockquote id="exercise-paths">, **Exercise ? (Paths)**, …, </blockquote>
    <details><summary>Solution</summary>, …, </details>     of the exercise above it
    ### soft step                                       an entry, in the glossary

Sections are named by their files: ``04-backpropagation.ipynb`` has the label ``backpropagation``.
"""

import json
import re
from functools import cache
from pathlib import Path

from pybtex.database import parse_file

BOOK = Path(__file__).parents[1]
GLUED = "application/papermill.record/text/plain"

LINK = re.compile(r"\[([^\[\]]*)\]\(([\w-]+\.(?:ipynb|md))?(?:#([\w-]+))?\)")
CITED = re.compile(r"\((\[[^\[\]]*\]\(bibliography\.md#\w+\)(?:, \[[^\[\]]*\]\(bibliography\.md#\w+\))*)\)")
NUMBER = re.compile(r'<data value="([\w-]+)(:\.(\d)f)?">[^<]*</data>')
ANSWER = re.compile(r' ?<kbd id="answer-([\w-]+)">…</kbd>')
EQUATION = re.compile(r'<a id="(eq-[\w-]+)"></a>\n\n\$\$((?:(?!\$\$)[\s\S])*?)\s*\\tag\{[^{}]*\}\n\$\$')
BLOCK = re.compile(
    r'<blockquote id="((\w+)-[\w-]+)">\n\n\*\*\w+ (?:\?|[\d.]+)(?: \((.*)\))?\*\*\n\n([\s\S]*?)\n\n</blockquote>'
)
SOLUTION = re.compile(r"<details><summary>Solution</summary>\n\n([\s\S]*?)\n\n</details>")


def slug(term):
    """What Markdown's readers name a heading."""
    return re.sub(r"[^\w -]", "", term.lower()).replace(" ", "-")


def label(page):
    return re.sub(r"^\d+-|\.\w+$", "", page)


@cache
def terms():
    """{slug: term} of the glossary."""
    found = re.findall(r"^### (.*)$", (BOOK / "glossary.md").read_text(encoding="utf-8"), re.MULTILINE)
    return {slug(term): term for term in found}


def role(match):
    words, page, anchor = match.groups()
    kind = (anchor or "").partition("-")[0]
    if page == "glossary.md" and anchor:
        return f"{{term}}`{words} <{terms().get(anchor, anchor)}>`"
    if kind == "eq":
        return f"{{eq}}`{anchor}`"
    if kind == "exercise":
        return f"{{ref}}`{anchor}`"
    if kind in ("example", "definition", "algorithm"):
        return f"{{prf:ref}}`{anchor}`"
    if page and not anchor:
        return f"{{ref}}`{words} <{label(page)}>`"
    return match[0]


def block(match):
    """An exercise, example or definition as a directive."""
    anchor, kind, title, body = match.groups()
    directive = kind if kind == "exercise" else f"prf:{kind}"
    return f"````{{{directive}}} {title or ''}\n:label: {anchor}\n\n{body}\n````"


def with_solutions(text):
    """Each solution as a directive that names the exercise before it."""
    parts = SOLUTION.split(text)
    for place in range(1, len(parts), 2):
        exercise = re.findall(r"^:label: (exercise-[\w-]+)$", "".join(parts[:place]), re.MULTILINE)[-1]
        name = exercise.replace("exercise", "solution", 1)
        parts[place] = f"````{{solution}} {exercise}\n:label: {name}\n:class: dropdown\n\n{parts[place]}\n````"
    return "".join(parts)


def myst(text):
    """Plain Markdown as MyST."""
    text = ANSWER.sub("\u00a0{answer}`\\1`", NUMBER.sub(r"{glue:text}`\1\2`", text))
    text = CITED.sub(lambda cited: "{cite}`" + ",".join(re.findall(r"#(\w+)", cited[1])) + "`", text)
    text = LINK.sub(role, text)
    text = EQUATION.sub(r"$$\2\n$$ (\1)", text)
    return with_solutions(BLOCK.sub(block, text))


def glossary(text):
    """The entries, which are headings, as the directive."""
    head, *entries = re.split(r"^### ", text, flags=re.MULTILINE)
    if not entries:
        return text
    listed = (entry.strip().replace("\n\n", "\n", 1).replace("\n", "\n  ") for entry in entries)
    return f"{head}```{{glossary}}\n" + "\n\n".join(listed) + "\n```\n"


def read(app, docname, source):
    """Sphinx's ``source-read``: the text of a page, or the JSON of a notebook, before it is parsed."""
    heading = f"({label(docname)})=\n"
    if not app.env.doc2path(docname).endswith(".ipynb"):
        source[0] = heading + myst(glossary(source[0]) if docname == "glossary" else source[0])
        return
    notebook = json.loads(source[0])
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            text, heading = heading + myst("".join(cell["source"])), ""
            cell["source"] = text.splitlines(keepends=True)
    source[0] = json.dumps(notebook)


# What `make notebooks` fills in.


def markdown(path):
    """The Markdown texts of a page or notebook."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        return [text]
    return ["".join(cell["source"]) for cell in json.loads(text)["cells"] if cell["cell_type"] == "markdown"]


@cache
def numbers():
    """{label: "Exercise 4.2" or "(4.2)"} of all that is numbered, in the order of the book."""
    named = {}
    for path in sorted(BOOK.glob("[0-9]*.ipynb")):
        section, counts = int(path.name[:2]), {}
        for anchor in re.findall(r'^<(?:a|blockquote) id="(\w+-[\w-]+)">', "\n".join(markdown(path)), re.MULTILINE):
            kind = anchor.partition("-")[0]
            counts[kind] = counts.get(kind, 0) + 1
            number = f"{section}.{counts[kind]}"
            named[anchor] = f"({number})" if kind == "eq" else f"{kind.capitalize()} {number}"
    return named


@cache
def citations():
    """{key: "He et al., 2016"} of the bibliography."""
    words = {}
    for key, entry in parse_file(BOOK / "references.bib").entries.items():
        names = [" ".join(person.prelast_names + person.last_names) for person in entry.persons["author"]]
        who = f"{names[0]} *et al.*" if len(names) > 2 else " and ".join(names)
        words[key] = f"{who}, {entry.fields['year']}"
    return words


def filled(text, glued):
    """The text with its numbers and the words of its references; ``glued`` holds the numbers that cells give."""

    def words(link):
        page, anchor = link[2] or "", link[3] or ""
        known = citations() if page == "bibliography.md" else numbers()
        return f"[{known[anchor]}]({page}#{anchor})" if anchor in known else link[0]

    def number(place):
        name, form, places = place.groups()
        value = glued.get(name, "?")
        shown = f"{float(value):.{places}f}" if places and value != "?" else value
        return f'<data value="{name}{form or ""}">{shown}</data>'

    def tag(equation):
        return re.sub(r"\\tag\{[^{}]*\}\n\$\$$", rf"\\tag{{{numbers()[equation[1]][1:-1]}}}\n$$", equation[0])

    def heading(found):
        name = numbers()[found[1]]
        return re.sub(r"\*\*\w+ (\?|[\d.]+)", lambda _: f"**{name}", found[0], count=1)

    text = NUMBER.sub(number, LINK.sub(words, text))
    return BLOCK.sub(heading, EQUATION.sub(tag, text))


def glued(cells):
    """{name: text} of the numbers that a notebook's cells give to its text."""
    return {
        output["metadata"]["scrapbook"]["name"]: re.sub("^'(.*)'$", r"\1", "".join(output["data"][GLUED]))
        for cell in cells
        for output in cell.get("outputs", ())
        if output.get("metadata", {}).get("scrapbook")
    }


def setup(app):
    app.connect("source-read", read)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
