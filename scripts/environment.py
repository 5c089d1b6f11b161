"""Makes the environment in .venv and installs pinned packages: python3 scripts/environment.py REQUIREMENTS [FOLDER]

They go into the environment, or into a folder of their own, which PYTHONPATH adds where it is wanted.
"""

import subprocess
import sys
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - the one file that an older Python may be given
    version = sys.version.split()[0]
    sys.exit(f"Python 3.11 or newer is needed; {sys.executable} is {version}. Name another: make PYTHON=python3.12 ...")

VENV = Path(__file__).resolve().parent.parent / ".venv"
PYTHON = VENV / "bin" / "python"


def make():
    if PYTHON.exists() and subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode == 0:
        return
    print(f"Making the environment in {VENV.name} with Python {sys.version.split()[0]}", flush=True)
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], capture_output=True, text=True)
    if made.returncode:
        sys.exit(f"{made.stdout}{made.stderr}The environment could not be made (Debian: apt install python3-venv).")
    # Else every kernel that starts warns that its sockets on localhost are not encrypted.
    config = VENV / "etc" / "ipython" / "ipython_kernel_config.py"
    config.parent.mkdir(parents=True)
    config.write_text('get_config().IPKernelApp.log_level = "ERROR"\n', encoding="utf-8")


def install(requirements, folder=None):
    print(f"Installing the packages of {requirements}", flush=True)
    command = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--progress-bar=off", "-r", requirements]
    if folder:
        command += ["--target", folder, "--upgrade"]
    said, packages = [], 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip:
        for line in pip.stdout:
            said.append(line)
            if line.startswith("Collecting "):
                packages += 1
                if packages % 20 == 0:
                    print(f"  {packages} packages found", flush=True)
            elif line.startswith("Installing collected packages"):
                print(f"  installing {line.count(',') + 1} packages", flush=True)
    if pip.returncode:
        sys.exit("".join(said[-30:]) + f"pip could not install {requirements}; the lines above say why.")


if __name__ == "__main__":
    make()
    install(*sys.argv[1:])
