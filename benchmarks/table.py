"""Prints what a benchmark measured as a table, with a mark for each target."""


def print_table(title, rows):
    """Prints rows of (what, measured, target, met): `measured` and `target` as text, `met` True, False or None."""
    marks = {True: "met", False: "MISSED", None: ""}
    table = [("", "measured", "target", ""), *((what, got, target, marks[met]) for what, got, target, met in rows)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    print(title)
    for what, got, target, mark in table:
        print(f"  {what:<{widths[0]}}  {got:>{widths[1]}}  {target:>{widths[2]}}  {mark}".rstrip())
