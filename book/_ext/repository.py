"""Launch and repository buttons: there when the repository's address is known, absent when it is not.

The address is ``repository.url`` in ``_config.yml``; where that is empty, the one GitHub Actions gives. The button for
Colab needs the former: from it ``make notebooks`` gives each notebook the cell that installs nnlib there.
"""

import os


def address():
    server, name = os.environ.get("GITHUB_SERVER_URL"), os.environ.get("GITHUB_REPOSITORY")
    return f"{server}/{name}" if server and name else ""


def choose_buttons(app, config):
    options = config.html_theme_options
    if not options.get("repository_url"):
        options["repository_url"] = address()
        options.get("launch_buttons", {}).pop("colab_url", None)
    if options["repository_url"]:
        options["use_repository_button"] = options["use_issues_button"] = True
    else:
        options.pop("launch_buttons", None)


def setup(app):
    app.connect("config-inited", choose_buttons)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
