"""How Sphinx builds the site. Copied into the stage; everything that a page needs lies beside it."""

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
