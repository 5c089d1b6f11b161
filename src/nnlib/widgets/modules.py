"""Joins a widget's JavaScript modules into the one self-contained module that anywidget takes, and all styles into one.

The source stays plain ES modules that a browser loads as they are. The joiner understands just what they use: named
imports from relative paths and `export` before a declaration, each at the start of a line. Anything else is an error.
"""

import re
from functools import cache
from pathlib import Path

WIDGETS = Path(__file__).parent
KIT_STYLES = ("page", "story", "plane", "graph", "image", "controls", "print")

_IMPORT = re.compile(r'^import \{(\s*\w+(?:\s*,\s*\w+)*,?\s*)\} from "(\.[^"]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function\*?|class|const) (\w+))", re.MULTILINE)
_DEFAULT = re.compile(r"^export default ", re.MULTILINE)
_LEFT_OVER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
_COMMENT = re.compile(r"^ *(?:/\*\*(?:(?!\*/)[\s\S])*\*/|//[^\n]*)\n", re.MULTILINE)


@cache
def parts(entry):
    """The texts that make, line after line, one module of the file `entry`, say `dropout/widget.js`: each module that
    it imports once, in a scope of its own, before its users. Entries that import the same module share its text.

    Raises `ValueError` for an import or export of another form, a missing file, or a cycle.
    """
    texts = []
    _join((WIDGETS / entry).resolve(), texts, {}, ())
    return texts


def joined(entry):
    """The text of one module that holds the file `entry` and all that it imports."""
    return "\n".join(parts(entry))


@cache
def style():
    """The one style of all widgets, so that a page holds it once: the kit's, then each widget's own."""
    files = [*(WIDGETS / "kit" / f"{kind}.css" for kind in KIT_STYLES), *sorted(WIDGETS.glob("[!k]*/*.css"))]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def _join(path, texts, scopes, path_here):
    name = path.relative_to(WIDGETS.resolve()).as_posix()
    if path in path_here:
        raise ValueError(f"{name} imports itself through {', '.join(each.name for each in path_here)}")
    if path in scopes:
        return scopes[path]
    if not path.is_file():
        raise ValueError(f"there is no module {name}")
    source = path.read_text(encoding="utf-8")

    def use(match):
        scope = _join((path.parent / match[2]).resolve(), texts, scopes, (*path_here, path))
        return f"const {{{match[1]}}} = {scope};\n"

    body = _IMPORT.sub(use, source)
    exported = [match[1] for match in _EXPORT.finditer(body)]
    body = _EXPORT.sub("", body)
    is_entry = not path_here
    if is_entry:
        body, found = _DEFAULT.subn("const $widget = ", body)
        if found != 1:
            raise ValueError(f"{name} needs one `export default`")
    left = _LEFT_OVER.search(body)
    if left:
        raise ValueError(f"{name}: {left[0]!r} is not a form that can be joined")
    body = _COMMENT.sub("", body).strip()
    scope = "$" + re.sub(r"\W", "_", name.removesuffix(".js"))
    returned = "$widget" if is_entry else f"{{ {', '.join(exported)} }}"
    texts.append(f"const {scope} = (() => {{\n{body}\nreturn {returned};\n}})();")
    if is_entry:
        texts.append(f"export default {scope};")
    scopes[path] = scope
    return scope
