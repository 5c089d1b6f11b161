"""Joining JavaScript modules into one: what is joined, in which order, and what is refused."""

import re
from pathlib import Path

import pytest

from nnlib.widgets import modules


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(modules, "WIDGETS", tmp_path)
    modules.parts.cache_clear()
    yield tmp_path
    modules.parts.cache_clear()


def write(folder: Path, **files):
    for name, text in files.items():
        path = folder / (name.replace("__", "/") + ".js")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_each_module_comes_once_and_before_its_users(folder):
    write(
        folder,
        top='import { a } from "./view/one.js";\nimport {\n  b,\n} from "./view/two.js";\nexport default { a, b };\n',
        view__one="/** Doc. */\nexport const a = 1;\n",
        view__two='import { a } from "./one.js";\nexport const b = a + 1;\n',
    )
    text = modules.joined("top.js")
    assert text.count("const a = 1;") == 1
    assert text.index("$view_one =") < text.index("$view_two =") < text.index("$top =")
    assert not re.search(r"^import", text, re.MULTILINE)
    assert len(re.findall(r"^export", text, re.MULTILINE)) == 1
    assert "Doc" not in text


def test_only_comments_are_left_out(folder):
    write(folder, top="/** A type. */ const a = (1);\nconst b = 2;\n/** Doc. */\nexport default { a, b };\n")
    text = modules.joined("top.js")
    assert "const a = (1);\nconst b = 2;\n" in text
    assert "Doc" not in text


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"top": 'import { a } from "./no.js";\nexport default {};\n'}, "no module no.js"),
        (
            {
                "top": 'import { a } from "./x.js";\nexport default {};\n',
                "x": 'import { b } from "./top.js";\nexport const a = 1;\n',
            },
            "imports itself",
        ),
        ({"top": 'import a from "./x.js";\nexport default {};\n', "x": "export const a = 1;\n"}, "not a form"),
        ({"top": 'import * as a from "./x.js";\nexport default {};\n', "x": "export const a = 1;\n"}, "not a form"),
        ({"top": 'import { a as b } from "./x.js";\nexport default {};\n', "x": "export const a = 1;\n"}, "not a form"),
        ({"top": 'import { a } from "three";\nexport default {};\n'}, "not a form"),
        ({"top": "const a = 1;\nexport { a };\nexport default {};\n"}, "not a form"),
        ({"top": "export const a = 1;\n"}, "one `export default`"),
    ],
)
def test_other_forms_are_refused(folder, files, message):
    write(folder, **files)
    with pytest.raises(ValueError, match=message):
        modules.joined("top.js")


def test_entries_share_the_texts_of_what_both_import(folder):
    one = 'import { a } from "./one.js";\nexport default a;\n'
    write(folder, top=one, other=one + "// other\n", one="export const a = 1;\n")
    assert modules.parts("top.js")[0] == modules.parts("other.js")[0]
    assert modules.joined("top.js") == "\n".join(modules.parts("top.js"))


def test_every_widget_of_the_book_joins():
    entries = [path.relative_to(modules.WIDGETS).as_posix() for path in modules.WIDGETS.glob("*/widget.js")]
    assert "decision_boundary/widget.js" in entries
    for entry in entries:
        scope = "$" + entry.removesuffix(".js").replace("/", "_")
        assert modules.joined(entry).rstrip().endswith(f"export default {scope};")


@pytest.mark.parametrize(
    "path", sorted(modules.WIDGETS.rglob("*.js")), ids=lambda path: path.relative_to(modules.WIDGETS).as_posix()
)
def test_what_is_imported_is_used(path):
    text = path.read_text(encoding="utf-8")
    imported = [
        name.strip() for names in re.findall(r"^import {([^}]*)}", text, re.MULTILINE) for name in names.split(",")
    ]
    assert [name for name in imported if name and len(re.findall(rf"\b{name}\b", text)) == 1] == []
