"""The scenario explorer: the lab of lesson 07 as a page of the website, with its model running in the page.

The drawing is the lab's own, and so are sliders, texts and worlds; only the kernel is replaced
(``widgets/scenario_alone.js``). What writes into a student's folder is left to the lab in JupyterLab.
"""

import json
from pathlib import Path

from china_russia_axis import scenario as model
from china_russia_axis.figures import scenario as pictures
from china_russia_axis.widgets import scenario_lab

_HERE = Path(__file__).parent
_STATIC = "_static/explorer"

_PAGE = """\
---
html_theme.sidebar_secondary.remove: true
---

# Scenario explorer

What would have to happen for China and Russia to become allies, or to break?
Move a chance and watch five futures to {last}.
The model behind it is the one of [lesson 07]({lesson}), it runs in this page, and it needs no connection.
Write your own numbers down first: you learn more from being wrong than from being shown.

```{{raw}} html
<link rel="stylesheet" href="{static}/explorer.css">
<div id="explorer-lab">
{fallback}
<noscript><p>The sliders need JavaScript; the picture shows where they start.</p></noscript>
</div>
<div class="explorer-share">
  <label for="explorer-link">These values as a link</label>
  <input id="explorer-link" type="text" readonly spellcheck="false">
  <button type="button" id="explorer-copy">Copy the link</button>
  <p id="explorer-said" role="status"></p>
</div>
<script defer src="{static}/start.js"></script>
<script defer src="{static}/explorer.js"></script>
```

## What it is, and what it is not

The answer is exact for the numbers given, which does not make it true.
Most effect sizes are assumptions; the badge beside each slider names the kind of evidence behind it.
An interval shows how far our ranges reach. It does not cover a model that leaves out what will matter.
The same model in Python gives the same numbers; a test compares both on a thousand scenarios.
To save a scenario, keep a picture or compare a whole class, [run the course](run) and open lesson 07.
"""


def pages() -> dict:
    """Path in the site's source folder and text or bytes: the page, its scripts, its style."""
    start = start_position()
    page = _PAGE.format(
        last=start["headline_years"][-1],
        lesson="lessons/07-scenario-lab",
        static=_STATIC,
        fallback=_picture(),
    )
    return {
        "explorer.md": page,
        f"{_STATIC}/start.js": f"window.craExplorer = {json.dumps(start, allow_nan=False)};\n",
        f"{_STATIC}/explorer.js": script(),
        f"{_STATIC}/explorer.css": _style(),
    }


def start_position() -> dict:
    """What the lab is told once, with what differs on a page without a kernel."""
    scenario = model.Scenario()
    start = scenario_lab.plan(scenario, scenario_lab.answer_of(scenario))
    texts = {
        **start["texts"],
        "title": "Scenario explorer",
        "silent": "Something went wrong in this page. Reload it; the link below keeps your values.",
    }
    return {**start, "texts": texts, "alone": True}


def script() -> str:
    """The lab's scripts and the page's own, as one that needs no module loader: it runs from a file, too."""
    names = (*scenario_lab.SCRIPTS[:-1], "alone", scenario_lab.SCRIPTS[-1])
    lab = scenario_lab.script(*names).replace("export default ", "const scenarioLab = ")
    return f"(() => {{\n{lab}\n{(_HERE / 'explorer.js').read_text(encoding='utf-8')}}})();\n"


def _picture() -> str:
    """The start position, for those who read without JavaScript and for printing."""
    figure = pictures.bands(model.futures(model.Scenario()), model.Scenario())
    return figure._repr_mimebundle_()[0]["text/html"]


def _style() -> str:
    lab = Path(scenario_lab.__file__).with_suffix(".css").read_text(encoding="utf-8")
    return f"{lab}\n{(_HERE / 'explorer.css').read_text(encoding='utf-8')}"
