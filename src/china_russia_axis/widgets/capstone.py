"""The claim chooser, and two buttons that keep a memo and bring the sheets.

They hold no arithmetic: every position is one call of ``capstone.choose``, which tests call too.
"""

import html

import ipywidgets

from china_russia_axis.capstone import MemoError, bring, choose
from china_russia_axis.capstone.samples import FOLDER
from china_russia_axis.widgets.panel import Panel

EVERY = "every"
TYPES = (EVERY, "fact", "causal", "judgement", "forecast")
VERDICTS = ("tested", EVERY, "supported", "partly", "contradicted", "since changed", "not testable")
CONFIDENCE = (EVERY, "high", "medium", "low")
_CELL = "text-align:left;vertical-align:top;padding-right:1em"
_LISTING = "max-height:30em;overflow:auto;max-width:56em;line-height:1.4"
CONTESTABLE = {"every claim": None, "contestable claims alone": True, "the others alone": False}


def claim_chooser(claims) -> Panel:
    """Open the chooser.

    Parameters
    ----------
    claims : pandas.DataFrame
        The table ``claims``.

    Returns
    -------
    Panel
        With the controls as its children; on a page without a kernel it shows its start position.
    """
    controls = _controls()
    listing = ipywidgets.HTML()

    def show(_=None):
        listing.value = draw(choose(claims, **read(controls)), len(claims))

    for control in controls.values():
        control.observe(show, names="value")
    show()
    return Panel([*controls.values(), listing], title="Claim chooser", static=listing.value)


def read(controls: dict) -> dict:
    """Turn the position of the controls into the arguments of ``capstone.choose``."""
    return {
        name: None if control.value in (None, EVERY) else control.value for name, control in controls.items()
    }


def _controls() -> dict:
    wide = {"layout": ipywidgets.Layout(width="26rem"), "style": {"description_width": "9rem"}}
    return {
        "type": ipywidgets.Dropdown(options=TYPES, value="fact", description="Type", **wide),
        "verdict": ipywidgets.Dropdown(options=VERDICTS, value="tested", description="Verdict", **wide),
        "confidence": ipywidgets.Dropdown(options=CONFIDENCE, value="high", description="Confidence", **wide),
        "contestable": ipywidgets.Dropdown(
            options=list(CONTESTABLE.items()), value=True, description="Contestable", **wide
        ),
    }


def read_aloud(found, total: int) -> str:
    """Say how many claims are left."""
    if not len(found):
        return f"None of {total} claims fits. Set one of the four boxes back."
    return f"{len(found)} of {total} claims fit."


def draw(found, total: int) -> str:
    """Write the claims that are left as a table, with the count above it."""
    rows = "".join(
        f'<tr><th scope="row" style="{_CELL}">{html.escape(name)}</th>'
        f'<td style="{_CELL}">{html.escape(str(row["verdict"]))}</td>'
        f'<td style="text-align:left;white-space:normal">{html.escape(row["paraphrase"])}</td></tr>'
        for name, row in found.iterrows()
    )
    head = "".join(
        f'<th scope="col" style="text-align:left">{name}</th>' for name in ("claim", "verdict", "it says")
    )
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>" if rows else ""
    return (
        f"{_status(read_aloud(found, total))}"
        f'<div style="{_LISTING}" tabindex="0" role="region" '
        f'aria-label="Claims that fit">{table}</div>'
    )


def keep(memo, folder: str = ".") -> Panel:
    """Two buttons: one writes a memo into a folder, one brings the sheets; what is there is left alone.

    Parameters
    ----------
    memo : capstone.memos.Memo
        What to keep.
    folder : str
        The working folder by default.

    Returns
    -------
    Panel
    """
    line = ipywidgets.HTML(_status("Nothing saved yet."))

    def save() -> str:
        path = memo.save(folder)
        return f"Saved as {path.name} in your folder. Open it there and write into its blanks."

    def fetch() -> str:
        new = bring(folder)
        if not new:
            return f"All sheets are in the folder {FOLDER} already; nothing was changed."
        return f"Brought into the folder {FOLDER}: {', '.join(path.name for path in new)}."

    buttons = [
        _button("Save my memo", "Write my-memo.md", save, line),
        _button("Bring the sheets", "Template, review form, rubric and samples", fetch, line),
    ]
    return Panel(
        [ipywidgets.HBox(buttons), line],
        title="Save my memo",
        static="<p>Two buttons: one writes the memo above into your folder as <code>my-memo.md</code>, "
        "the other brings the template, the review form, the rubric and the three samples into "
        f"<code>{FOLDER}</code>. "
        "What lies there already stays as it is.</p>",
    )


def _button(name: str, tooltip: str, act, line) -> ipywidgets.Button:
    """A button that says in ``line`` what it has done, or why it could not."""
    button = ipywidgets.Button(
        description=name, tooltip=tooltip, button_style="primary", layout={"width": "12rem"}
    )

    def on_click(_) -> None:
        try:
            line.value = _status(act())
        except MemoError as error:
            line.value = _status(f"Not done. {error}")

    button.on_click(on_click)
    return button


def _status(text: str) -> str:
    return f'<p role="status" aria-live="polite">{html.escape(text)}</p>'
