"""How `make pins` reads and writes the requirements files; which versions go together is uv's business."""

import pins

TEXT = """\
# Said first.
-c constraints.txt
Free_Name==1.0
two==1.0 ; python_version < '3.15'
two==2.0 ; python_version >= '3.15'

# These belong together.
bound==0.9
"""


def test_what_is_bound_is_asked_for_as_it_is_pinned():
    assert list(pins.asked(TEXT)) == ["Free_Name", "two", "two", "bound==0.9"]


def test_pins_are_renewed_where_they_stand():
    found = {"free-name": ["free-name==1.2"], "two": ["two==3.0"], "bound": ["bound==0.9"]}
    assert pins.renewed(TEXT, found) == TEXT.replace("_Name==1.0", "_Name==1.2").replace(
        "two==1.0 ; python_version < '3.15'\ntwo==2.0 ; python_version >= '3.15'", "two==3.0"
    )


def test_a_version_for_each_python_gives_a_pin_for_each():
    found = {"free-name": ["free-name==1.0 ; python_full_version < '3.12'", "free-name==2.0"]}
    assert pins.renewed("Free_Name==0.1\n", found) == (
        "Free_Name==1.0 ; python_full_version < '3.12'\nFree_Name==2.0\n"
    )


def test_every_requirements_file_is_read():
    for file in (*pins.FILES, pins.CONSTRAINTS):
        assert any(map(pins.PIN.fullmatch, file.read_text(encoding="utf-8").splitlines())), file
