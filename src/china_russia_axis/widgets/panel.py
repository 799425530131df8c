"""What every widget of the course shares: a fixed text form and a picture that stays when the kernel is gone.

A live widget vanishes on a static page, and its plain form holds a memory address that differs at every
run. So each one carries a static fallback, which the built notebook keeps and the tests compare.
"""

import anywidget
import ipywidgets


class StaticFallback:
    """Mixin for ipywidgets classes; a subclass sets :meth:`fallback`."""

    def fallback(self) -> str:
        """HTML shown where no kernel runs: the start position, and how to bring it to life."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: run this cell to use it>"

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {
            "application/vnd.jupyter.widget-view+json": {
                "version_major": 2,
                "version_minor": 0,
                "model_id": self.model_id,
            },
            "text/html": self.fallback(),
            "text/plain": repr(self),
        }


class SliderNames(anywidget.AnyWidget):
    """Tells a screen reader what each slider of the box around it moves: ipywidgets names no handle."""

    _esm = """
    function render({ el }) {
      el.hidden = true;
      const name = (box) => {
        for (const slider of box.querySelectorAll(".widget-slider")) {
          const label = slider.querySelector(".widget-label")?.textContent.trim() ?? "";
          const handles = slider.querySelectorAll(".noUi-handle");
          handles.forEach((handle, place) => {
            const end = handles.length > 1 ? [", from", ", to"][place] : "";
            handle.setAttribute("aria-label", label + end);
          });
        }
      };
      const watch = new MutationObserver(() => name(el.closest(".widget-vbox")));
      const begin = (left) => {
        const box = el.closest(".widget-vbox");
        if (box) {
          name(box);
          watch.observe(box, { childList: true, subtree: true });
        } else if (left) requestAnimationFrame(() => begin(left - 1));
      };
      begin(100);
      return () => watch.disconnect();
    }
    export default { render };
    """


class Panel(StaticFallback, ipywidgets.VBox):
    """A column of widgets with a static fallback.

    Parameters
    ----------
    children : list of ipywidgets.Widget
        Shown from top to bottom.
    title : str
        Name of the panel, used in its text form.
    static : str
        HTML of the start position.
    """

    def __init__(self, children, *, title: str, static: str):
        super().__init__(list(children))
        self._title, self._static = title, static

    def fallback(self) -> str:
        """HTML of the start position, with the line that says how to make it live."""
        return f"{self._static}<p><em>{self._title}: to use it, run this cell (Shift+Enter).</em></p>"

    def __repr__(self) -> str:
        return f"<{self._title}: run this cell to use it>"

    def _repr_mimebundle_(self, include=None, exclude=None):
        bundle = super()._repr_mimebundle_(include, exclude)
        if has_slider(self):
            around = ipywidgets.VBox([self, SliderNames()])
            bundle["application/vnd.jupyter.widget-view+json"]["model_id"] = around.model_id
        return bundle


def has_slider(widget) -> bool:
    """Whether a widget is a slider of ipywidgets or holds one."""
    sliders = (ipywidgets.IntSlider, ipywidgets.FloatSlider, ipywidgets.IntRangeSlider)
    return isinstance(widget, sliders) or any(has_slider(child) for child in getattr(widget, "children", ()))
