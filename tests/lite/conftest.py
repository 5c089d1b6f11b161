import shutil

from pages import browser, serve

# Pyodide's core comes from npm; CI has it.
collect_ignore = [] if shutil.which("npm") else ["test_python.py"]
