"""The house style: one look, one colour and line style a country, one way to show a figure.

A figure carries a computed sentence that says what it shows. The sentence is its caption, so a reader
who cannot see the picture gets the same fact, and a checked output changes when the data change.
"""

import html
import io
from base64 import b64encode
from pathlib import Path

import matplotlib as mpl
import matplotlib.style
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as MatplotlibFigure

STYLE = Path(__file__).with_name("house.mplstyle")

# Okabe-Ito colours: told apart by readers who do not see red and green alike. Line style and marker
# repeat the difference for print in grey.
_LOOKS = {
    "CHN": ("#D55E00", "-", "o"),
    "RUS": ("#0072B2", "--", "s"),
    "USA": ("#333333", "-.", "^"),
    "IND": ("#009E73", ":", "D"),
    "BRA": ("#B8860B", (0, (5, 1)), "v"),
    "ZAF": ("#882255", (0, (1, 1)), "P"),
    "SAU": ("#117733", (0, (3, 1, 1, 1)), "X"),
    "IRN": ("#6A3D9A", (0, (5, 2, 1, 2)), "*"),
    "WLD": ("#777777", ":", "."),
    "BRICS": ("#D55E00", "-", "o"),
    "SCO": ("#882255", "--", "s"),
    "G7": ("#333333", "-.", "^"),
    "NATO": ("#0072B2", (0, (5, 1)), "v"),
}
_OTHERS = ("#777777", (0, (2, 2)), "h")

# The five futures of the scenario model, from rupture to alliance: dark ends, pale middle, and a hatch each.
FUTURE_COLOURS = {
    "rupture": "#7B3294",
    "slower": "#C2A5CF",
    "converging": "#E6E6E0",
    "accelerated": "#F4A582",
    "alliance": "#CA0020",
}
FUTURE_HATCHES = {"rupture": "xx", "slower": "//", "converging": "", "accelerated": "..", "alliance": "++"}


def look(code: str) -> dict:
    """Colour, line style and marker of a country (ISO 3166-1 alpha-3) or an organisation."""
    colour, line, marker = _LOOKS.get(code, _OTHERS)
    return {"color": colour, "linestyle": line, "marker": marker, "markevery": 5}


class Figure(MatplotlibFigure):
    """A matplotlib figure that knows what it shows.

    Attributes
    ----------
    alt : str
        What kind of picture it is, in a few words.
    sentence : str
        What it shows, computed from the data drawn.
    source : str
        The source line of the tables behind it.
    foot : matplotlib.text.Text
        The source line as drawn.
    """

    alt = ""
    sentence = ""
    source = ""

    def png(self, with_source: bool = True) -> bytes:
        """The picture as PNG bytes, the same on every run: no date, no program version, 128 colours.

        Parameters
        ----------
        with_source : bool
            Draw the source line at the foot; a notebook leaves it to the caption.
        """
        from PIL import Image

        buffer = io.BytesIO()
        self._show_foot(with_source)
        with mpl.rc_context(fname=STYLE):
            self.savefig(buffer, format="png", metadata={"Software": None})
        picture = Image.open(buffer).convert("RGB")
        small = picture.quantize(128, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        buffer = io.BytesIO()
        small.save(buffer, format="png", optimize=True)
        self._show_foot(True)
        return buffer.getvalue()

    def _show_foot(self, visible: bool) -> None:
        self.foot.set_in_layout(visible)
        self.foot.set_visible(visible)

    def _repr_mimebundle_(self, include=None, exclude=None):
        encoded = b64encode(self.png(with_source=False)).decode("ascii")
        # JupyterLab draws image/png without an alternative text, so the picture goes out as HTML;
        # image/png is for viewers that strip HTML.
        caption = f"{html.escape(self.sentence)}<br><small>{html.escape(self.source)}</small>"
        page = (
            f'<figure style="margin:0"><img alt="{html.escape(self.alt, quote=True)}" style="max-width:100%" '
            f'src="data:image/png;base64,{encoded}"><figcaption>{caption}</figcaption></figure>'
        )
        text = f"{self.sentence}\n{self.source}"
        return {"text/html": page, "image/png": encoded, "text/plain": text}, {"image/png": {"alt": self.alt}}

    def __repr__(self) -> str:
        return f"<Figure: {self.alt}>"


def new(
    *,
    alt: str,
    source: str,
    rows: int = 1,
    columns: int = 1,
    width: float = 7.2,
    height: float = 4.0,
    **layout,
):
    """Start a figure in the house style.

    Parameters
    ----------
    alt : str
        What kind of picture it is, in a few words ("Two lines, 1990 to 2023: ...").
    source : str
        The source line, from ``cra.codebook.source_line``; it is drawn at the foot.
    rows, columns : int
        Panels.
    width, height : float
        Inches.
    **layout
        Passed on to ``subplots``.

    Returns
    -------
    figure : Figure
    axes : matplotlib Axes, or an array of them
    """
    # Titles and labels take their look when they are set, after this call: so the style stays on.
    mpl.style.use(STYLE)
    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots(rows, columns, **layout)
    figure.alt, figure.source = alt, source
    figure.foot = figure.supxlabel(source, x=0.01, ha="left", fontsize=7, color="#555555")
    return figure, axes
