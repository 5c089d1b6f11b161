"""Numbers each section by its file name: ``05-activation-functions`` is section 5 wherever it stands in the contents.

Equations, figures, examples and exercises take the section's number from here.
"""

import re

from docutils import nodes
from sphinx.environment.collectors.toctree import TocTreeCollector

assign_in_order = TocTreeCollector.assign_section_numbers


def assign_by_file_name(self, env):
    before = env.toc_secnumbers
    assign_in_order(self, env)
    for docname, numbers in env.toc_secnumbers.items():
        section = re.match(r"\d+", docname)
        if section is None:
            continue
        first = int(section.group())
        env.toc_secnumbers[docname] = {
            anchor: (first, *number[1:]) if number else number for anchor, number in numbers.items()
        }
        for node in (env.titles[docname], *env.tocs[docname].findall(nodes.reference)):
            if node.get("secnumber"):
                node["secnumber"] = [first, *node["secnumber"][1:]]
    return [docname for docname, numbers in env.toc_secnumbers.items() if numbers != before.get(docname)]


def setup(app):
    TocTreeCollector.assign_section_numbers = assign_by_file_name
    return {"parallel_read_safe": True, "parallel_write_safe": True}
