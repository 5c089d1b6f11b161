"""Launch and repository buttons: there when the repository's address is known, absent when it is not.

The page *Teach with this book*, whose source has words that stand for the address, then says the address itself.

The address is ``repository.url`` in ``_config.yml``; where that is empty, the one GitHub Actions gives. The button for
Colab needs the former: from it ``make notebooks`` gives each notebook the cell that installs nnlib there.
"""

import os
import re


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


def name_address(app, docname, source):
    options = app.config.html_theme_options
    if docname != "teach" or not options["repository_url"]:
        return
    owner, name = options["repository_url"].rstrip("/").split("/")[-2:]
    text = re.sub(r"Below, \*REPOSITORY\* stands for .*\n\n", "", source[0])
    text = text.replace("OWNER/NAME", f"{owner}/{name}").replace("REPOSITORY", options["repository_url"])
    text = text.replace("lab/tree/NAME/", f"lab/tree/{name}/")
    if hub := options.get("launch_buttons", {}).get("jupyterhub_url"):
        text = text.replace("https://HUB", hub.rstrip("/"))
    source[0] = text


def setup(app):
    app.connect("config-inited", choose_buttons)
    app.connect("source-read", name_address)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
