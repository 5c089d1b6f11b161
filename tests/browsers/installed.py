"""Finds Firefox and WebKit for these tests; run as a script it installs what is not found.

First an installed one, then, for root on Debian or Ubuntu, the system's package: Debian's Firefox is called
firefox-esr; Ubuntu has it as a snap, which a container cannot install. Where that fails, a sentence says what to do.

BROWSERS names those to test beside Chromium, which is always tested: BROWSERS=chromium is neither.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ALL = ["chromium", "firefox", "webkit"]
HELP = {
    "firefox": """No Firefox was found and none could be installed.
Install one (Debian: apt install firefox-esr; elsewhere: mozilla.org), or test without it:
BROWSERS=webkit make test""",
    "webkit": """No WebKit that can be tested was found and none could be installed (it exists for Linux only).
Install it (Debian, Ubuntu: apt install webkit2gtk-driver xvfb), or test without it:
BROWSERS=firefox make test""",
}
FOLDERS = ("lib/*", "lib64", "libexec")
PACKAGES = {"firefox": ["firefox-esr"], "webkit": ["webkit2gtk-driver", "xvfb"]}
APPLICATION = Path("/Applications/Firefox.app/Contents/MacOS/firefox")


def wanted():
    """Which of the two are to be tested."""
    names = os.environ.get("BROWSERS", "").replace(",", " ").split() or ALL
    if unknown := set(names) - set(ALL):
        sys.exit(f"BROWSERS: expected some of {', '.join(ALL)}, got {', '.join(sorted(unknown))}")
    return [name for name in FIND if name in names]


def find_firefox():
    """The path of a Firefox, or None."""
    found = shutil.which("firefox-esr") or shutil.which("firefox")
    return found or (str(APPLICATION) if APPLICATION.exists() else None)


def find_webkit():
    """The paths of WebKitGTK's driver, its small browser and a screen without a monitor, or None."""
    browsers = sorted(path for folder in FOLDERS for path in Path("/usr").glob(f"{folder}/webkit2gtk-4.*/MiniBrowser"))
    paths = [shutil.which("WebKitWebDriver"), str(browsers[-1]) if browsers else None, shutil.which("Xvfb")]
    return paths if all(paths) else None


FIND = {"firefox": find_firefox, "webkit": find_webkit}


def install(name):
    if FIND[name]():
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        for command in (["update"], ["install", "-y", "--no-install-recommends", *PACKAGES[name]]):
            print(f"No {name} yet; trying apt-get", *command, flush=True)
            subprocess.run(["apt-get", "-qq", *command], check=False)
    if not FIND[name]():
        sys.exit(HELP[name])


if __name__ == "__main__":
    for each in wanted():
        install(each)
        print(f"{each}: {FIND[each]()}", flush=True)
