"""Renews the pins of all requirements, and of what they bring in constraints.txt: python scripts/pins.py

uv chooses the newest versions that go together for every Python from the oldest that the project takes; where one
version does not serve all, it pins several, each for its Pythons. Pins under a comment with BOUND stay as they are.
"""

import re
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV = ROOT / "_build" / "uv" / "bin" / "uv"
FILES = [ROOT / place / "requirements.txt" for place in (".", ".binder", "tests", "lite")]
CONSTRAINTS = ROOT / "constraints.txt"
BOUND = "belong together"
PIN = re.compile(r"([\w.-]+)==.*")


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def asked(text):
    """What a requirements file asks of uv: packages by name, or as they are pinned where they are bound."""
    for block in text.split("\n\n"):
        for pin in filter(None, map(PIN.fullmatch, block.splitlines())):
            yield pin[0] if BOUND in block else pin[1]


def resolved(wanted):
    """{name: its pins} of the packages wanted and all that they bring."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    oldest = f"--python-version={project['requires-python'].removeprefix('>=')}"
    command = [UV, "pip", "compile", "--quiet", "--universal", oldest, "--no-header", "--no-annotate", "-"]
    made = subprocess.run(command, input="\n".join(wanted), check=True, stdout=subprocess.PIPE, text=True)
    pins = {}
    for line in made.stdout.splitlines():
        pins.setdefault(normal(PIN.fullmatch(line)[1]), []).append(line)
    return pins


def renewed(text, pins):
    """The requirements file with the new pins, under the names it uses."""
    lines, seen = [], set()
    for line in text.splitlines():
        pin = PIN.fullmatch(line)
        if not pin:
            lines.append(line)
        elif pin[1] not in seen:
            seen.add(pin[1])
            lines += [pin[1] + new[len(pin[1]) :] for new in pins[normal(pin[1])]]
    return "\n".join(lines) + "\n"


def main():
    texts = {file: file.read_text(encoding="utf-8") for file in FILES}
    pins = resolved([each for text in texts.values() for each in asked(text)])
    for file, text in texts.items():
        file.write_text(renewed(text, pins), encoding="utf-8")
    direct = {normal(pin[1]) for text in texts.values() for pin in map(PIN.fullmatch, text.splitlines()) if pin}
    brought = [pin for name in sorted(set(pins) - direct) for pin in pins[name]]
    head = [line for line in CONSTRAINTS.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    CONSTRAINTS.write_text("\n".join([*head, *brought]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
