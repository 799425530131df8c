"""How Sphinx builds the site. Copied into the stage; everything that a page needs lies beside it."""

import re

project = "The China-Russia Axis"
html_title = project
language = "en"
extensions = ["myst_parser"]
exclude_patterns = ["_extra"]

# Links to headings, three levels deep, in the form that GitHub gives them.
myst_heading_anchors = 4
# Quotation marks and dashes stay as they are written: the pages quote code.
smartquotes = False

html_theme = "pydata_sphinx_theme"
templates_path = ["_templates"]
html_static_path = ["_static"]
html_extra_path = ["_extra"]
html_css_files = ["course.css"]
html_js_files = [("course.js", {"defer": "defer"})]
html_favicon = "_static/favicon.svg"
# The sources are in the repository; a copy beside the pages would only be read by search engines.
html_use_index = False
html_copy_source = False
html_show_sourcelink = False
html_context = {"default_mode": "auto"}
html_sidebars = {"index": [], "explorer": []}
html_theme_options = {
    "navbar_end": ["theme-switcher"],
    "search_bar_text": "Search the course",
    "secondary_sidebar_items": ["page-toc"],
    "primary_sidebar_end": [],
    "footer_start": ["course-foot"],
    "footer_end": [],
    "header_links_before_dropdown": 7,
    "navigation_depth": 3,
    "show_nav_level": 1,
    "show_toc_level": 2,
    "show_version_warning_banner": False,
}


def setup(app):
    """Name for those who cannot see where things stand: tables, and what opens the pages under a page."""
    app.connect("html-page-context", _name_tables, priority=900)
    app.connect("html-page-context", _name_openers, priority=900)


def _name_tables(_app, _page, _template, context, _doctree):
    """Name each table of a text after the heading that it stands under."""
    heading = ""

    def named(found):
        nonlocal heading
        if found["heading"] is not None:
            heading = re.sub(r"<[^>]*>", "", found["heading"]).replace('"', "&quot;").strip()
            return found[0]
        return f'<table aria-label="Table, {heading}"{found["rest"]}'

    context["body"] = _HEADING_OR_TABLE.sub(named, context.get("body", ""))


def _name_openers(_app, _page, _template, context, _doctree):
    """The theme's arrow beside a page is a button without a name: it opens "Pages under ..."."""
    draw = context.get("generate_toctree_html")
    if draw is None:
        return

    def named(kind, **options):
        drawn = draw(kind, **options)
        # For a page's side it is text, or a tree that the page turns into text.
        return _ARROW.sub(_named, str(drawn)) if kind == "sidebar" else drawn

    context["generate_toctree_html"] = named


_HEADING_OR_TABLE = re.compile(
    r'<h[1-6][^>]*>(?P<heading>.*?)(?:<a class="headerlink|</h[1-6]>)|<table(?P<rest> class="table">)',
    re.DOTALL,
)
_ARROW = re.compile(r"(<a [^>]*>)([^<]*)(</a>\s*<details[^>]*>\s*<summary)(>)")


def _named(found):
    return f'{found[1]}{found[2]}{found[3]} aria-label="Pages under {found[2].strip()}"{found[4]}'
