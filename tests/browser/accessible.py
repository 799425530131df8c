"""What axe-core finds on a page, in short, and what it misses: controls that share a name."""

import os

from axe_playwright_python.sync_playwright import Axe

WHOLE = os.environ.get("CRA_ACCESSIBILITY") == "all"
"""Look at every page; without it at some of each kind, because all of them take minutes."""

# Names as assistive technology hears them, of every control that is seen in a part of a page.
_CONTROLS = """(root) => {
  const text = (one) => (one ? one.textContent.trim() : "");
  const name = (one) =>
    (one.getAttribute("aria-labelledby") || "").split(" ").filter(Boolean)
      .map((id) => text(document.getElementById(id))).join(" ")
    || one.getAttribute("aria-label") || [...(one.labels || [])].map(text).join(" ")
    || (one.matches("button, summary, [role=tab], [role=button]") && text(one))
    || one.getAttribute("title") || one.getAttribute("placeholder") || "";
  const group = (one) => {
    const found = one.closest("fieldset, [role=group], [role=radiogroup], .widget-vbox");
    return found ? [...document.querySelectorAll("*")].indexOf(found) : -1;
  };
  const kind = (one) => one.type || one.getAttribute("role") || one.tagName;
  return [...root.querySelectorAll("input, select, textarea, [role=slider], [role=spinbutton]")]
    .filter((one) => one.type !== "hidden" && one.checkVisibility())
    .map((one) => [group(one), kind(one), name(one), one.outerHTML.slice(0, 160)]);
}"""


def theme(page, name):
    """Turn JupyterLab light or dark by its own menu: "JupyterLab Light", "JupyterLab Dark"."""
    if page.locator(f"body[data-jp-theme-name='{name}']").count():
        return
    page.get_by_role("menuitem", name="Settings", exact=True).click()
    page.get_by_text("Theme", exact=True).hover()
    page.get_by_role("menuitem", name=name, exact=True).click()
    page.locator(f"body[data-jp-theme-name='{name}']").wait_for(state="attached")


def serious(page, context=None, rules=None) -> list:
    """Serious and critical findings: the rule, what it asks for, and the first elements that break it.

    Parameters
    ----------
    page : playwright Page
    context : str or list of list of str, optional
        A selector, or selectors; without it the whole page.
    rules : dict, optional
        Rules to leave out, as axe-core takes them: ``{"region": {"enabled": False}}``.
    """
    options = {"resultTypes": ["violations"], "rules": rules or {}}
    found = Axe().run(page, context=context, options=options).response["violations"]
    return [
        (fault["id"], fault["help"], [node["html"][:200] for node in fault["nodes"]][:4])
        for fault in found
        if fault["impact"] in ("serious", "critical")
    ]


def unnamed(root) -> list:
    """Controls in a part of a page without a name, or with the name of another of their kind in their group.

    Parameters
    ----------
    root : playwright Locator
    """
    seen, found = set(), []
    for group, kind, name, markup in root.evaluate(_CONTROLS):
        if not name or (group, kind, name) in seen:
            found.append((name, markup))
        seen.add((group, kind, name))
    return found


_STOP = """(root) => {
  const one = document.activeElement;
  if (!root.contains(one)) return null;
  const box = one.getBoundingClientRect(), style = getComputedStyle(one);
  const all = [...document.querySelectorAll("*")];
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  return { place: all.indexOf(one), top: box.top + window.scrollY, markup: one.outerHTML.slice(0, 120),
    seen: outlined || style.boxShadow !== "none" };
}"""

# Every control that the Tab key should reach: of radio buttons of one name, one.
_REACHABLE = """(root) => {
  const all = [...document.querySelectorAll("*")], groups = new Set();
  return [...root.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
    .filter((one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility({ visibilityProperty: true }))
    .filter((one) => {
      if (one.type !== "radio") return true;
      const set = [...root.querySelectorAll("input[type=radio]")].filter((other) => other.name === one.name);
      const stop = set.find((other) => other.checked) || set[0];
      return one === stop;
    })
    .map((one) => all.indexOf(one));
}"""


def reachable(root) -> list[int]:
    """Where the controls stand in the page that the Tab key should reach, in the order of the page."""
    return root.evaluate(_REACHABLE)


def stops(root, key="Tab", most=600) -> list[dict]:
    """Press a key until the focus leaves a part of a page, and tell every stop.

    Parameters
    ----------
    root : playwright Locator
        The part; the focus must be in it already.
    key : str
        ``Tab`` or ``Shift+Tab``.
    most : int
        Stops after which there must be a trap.

    Returns
    -------
    list of dict
        ``place`` in the page, ``top`` in pixels, ``markup``, and whether the focus can be ``seen``.
    """
    found = []
    while (stop := root.evaluate(_STOP)) is not None:
        found.append(stop)
        assert len(found) < most, f"the focus never leaves: {stop['markup']}"
        root.page.keyboard.press(key)
    return found
