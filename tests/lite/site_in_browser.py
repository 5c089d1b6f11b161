"""A site of JupyterLite: its settings, a notebook open in it, and whom it asks."""

import json

from playwright.sync_api import expect

MINUTE = 60_000


def settings(site):
    config = json.loads((site / "jupyter-lite.json").read_text(encoding="utf-8"))["jupyter-config-data"]
    return config, config["litePluginSettings"]["@jupyterlite/pyodide-kernel-extension:kernel"]


def open_notebook(page, address, notebook):
    page.goto(f"{address}/lab/index.html?path={notebook}")
    expect(page.locator(".jp-Notebook")).to_be_visible(timeout=MINUTE)


def outside(page, address):
    """The addresses on other hosts that the page and its workers ask for, as they are asked."""
    asked = []
    page.context.on("request", lambda each: each.url.startswith((address, "blob:", "data:")) or asked.append(each.url))
    return asked
