"""What the site has once its address is known: previews for links to its pages, and a map for search engines.

The address is ``html: baseurl`` in ``_config.yml``; where that is empty, on GitHub Actions, that of GitHub Pages.
"""

import os
from html import escape

PICTURE = "_static/card.png"


def address():
    server, name = os.environ.get("GITHUB_SERVER_URL"), os.environ.get("GITHUB_REPOSITORY")
    if server != "https://github.com" or not name:
        return ""
    owner, _, repository = name.partition("/")
    host = f"https://{owner.lower()}.github.io/"
    return host if host == f"https://{repository.lower()}/" else f"{host}{repository}/"


def find_address(app, config):
    config.html_baseurl = config.html_baseurl or address()
    if config.html_baseurl and not config.html_baseurl.endswith("/"):
        config.html_baseurl += "/"
    config.html_additional_pages["404"] = "404.html"


def preview(app, pagename, templatename, context, doctree):
    context["site"] = app.config.html_baseurl
    if not doctree:
        return
    says = {
        "og:type": "book" if pagename == app.config.root_doc else "article",
        "og:site_name": app.config.html_title,
        "og:title": app.env.titles[pagename].astext(),
        "og:description": context["description"],
    }
    if app.config.html_baseurl:
        says |= {"og:url": context["pageurl"], "og:image": app.config.html_baseurl + PICTURE}
    for name, content in says.items():
        context["metatags"] += f'\n    <meta property="{name}" content="{escape(content)}">'
    if app.config.html_baseurl:
        context["metatags"] += '\n    <meta name="twitter:card" content="summary_large_image">'


def write_map(app, exception):
    if exception or not app.config.html_baseurl:
        return
    pages = sorted(app.env.found_docs)
    entries = "".join(f"<url><loc>{escape(app.config.html_baseurl + page)}.html</loc></url>\n" for page in pages)
    head = '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    (app.outdir / "sitemap.xml").write_text(f"{head}{entries}</urlset>\n", encoding="utf-8")


def setup(app):
    app.setup_extension("page_heads")  # whose description the preview takes
    app.connect("config-inited", find_address)
    app.connect("html-page-context", preview)
    app.connect("build-finished", write_map)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
