"""The house style: one look, one colour and line style a country, one way to show a figure.

A figure carries a computed sentence that says what it shows. The sentence is its caption, so a reader
who cannot see the picture gets the same fact, and a checked output changes when the data change.
"""

import html
import io
import re
import textwrap
import warnings
from base64 import b64encode
from contextlib import contextmanager
from pathlib import Path

import matplotlib as mpl
import matplotlib.style
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as MatplotlibFigure

STYLE = Path(__file__).with_name("house.mplstyle")

# Okabe-Ito colours and their kin: told apart by readers who do not see red and green alike. Line style and
# marker repeat the difference for print in grey. Only this module sets a country's look; a test measures it.
_LOOKS = {
    "CHN": ("#D55E00", "-", "o"),
    "RUS": ("#0072B2", "--", "s"),
    "USA": ("#333333", "-.", "^"),
    "IND": ("#009E73", ":", "D"),
    "BRA": ("#E69F00", (0, (8, 3)), "v"),
    "ZAF": ("#882255", (0, (6, 1.5, 1, 1.5, 1, 1.5)), "P"),
    "SAU": ("#117733", (0, (3, 1, 1, 1)), "X"),
    "IRN": ("#332288", (0, (4, 1.5, 4, 1.5, 1, 1.5)), "*"),
    "WLD": ("#9A9A9A", (0, (10, 2)), "."),
    "BRICS": ("#D55E00", "-", "o"),
    "SCO": ("#882255", "--", "s"),
    "G7": ("#333333", "-.", "^"),
    "NATO": ("#004488", (0, (5, 1)), "v"),
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


READABLE = 4.5
"""Contrast that words need against their ground (WCAG 2.2, 1.4.3)."""

# The foot is set in 8 points: about 16 letters an inch, and 8 lines.
_LETTERS_AN_INCH = 15
_LINE_INCHES = 0.148


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, from 1 to 21, as WCAG 2.2 defines it.

    Parameters
    ----------
    one, other : str
        ``#RRGGBB``.
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ink(colour: str) -> str:
    """A colour for words on white: the same hue, as much darker as reading needs.

    Parameters
    ----------
    colour : str
        ``#RRGGBB``, as of a line beside which the words stand.
    """
    parts, share = [int(colour[place : place + 2], 16) for place in (1, 3, 5)], 1.0
    while contrast(colour, "#FFFFFF") < READABLE:
        share -= 0.02
        colour = "#" + "".join(f"{round(part * share):02X}" for part in parts)
    return colour


class CannotKeep(ValueError):
    """Raised when a picture cannot be written; the message says why and what to do."""


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
        self._show_foot(with_source)
        picture = self._drawn_png()
        self._show_foot(True)
        return picture

    def save(self, path) -> Path:
        """Keep the picture in a file, with its words in it: the same bytes on every run.

        Sentence and source are drawn at the foot, and stand in the file as text too: in a PNG as ``Title``,
        ``Description`` and ``Source``, in an SVG as ``<title>``, ``<desc>`` and metadata. A file of the same
        name is replaced.

        Parameters
        ----------
        path : path
            Ends in ``.png`` or ``.svg``.

        Returns
        -------
        pathlib.Path
            The file written.

        Raises
        ------
        CannotKeep
            When the name has another ending, or the file cannot be written.
        """
        path = Path(path)
        draw = {".png": self._kept_png, ".svg": self._kept_svg}.get(path.suffix.lower())
        if draw is None:
            raise CannotKeep(
                f"{path.name}: a picture is kept as .png or .svg. Let the name end in one of them."
            )
        with self._words_at_the_foot():
            content = draw()
        try:
            path.write_bytes(content)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise CannotKeep(f"{path} cannot be written ({reason}). Choose a folder that exists.") from None
        return path

    def _kept_png(self) -> bytes:
        from PIL.PngImagePlugin import PngInfo

        words = PngInfo()
        for name, text in self._words().items():
            words.add_itxt(name, text)
        return self._drawn_png(dpi=200, pnginfo=words)

    def _kept_svg(self) -> bytes:
        self._lay_out_afresh()
        buffer = io.BytesIO()
        words = self._words()
        metadata = {"Title": words["Title"], "Description": words["Description"], "Source": words["Source"]}
        metadata |= {"Date": None, "Creator": None}
        # Text stays text, so that it can be found, copied and read aloud.
        fixed = {"svg.hashsalt": "china-russia-axis", "svg.fonttype": "none"}
        with mpl.rc_context(rc=fixed, fname=STYLE):
            self.savefig(buffer, format="svg", metadata=metadata)
        picture = buffer.getvalue().decode("utf-8")
        described = (
            f"</title>\n <desc>{html.escape(words['Description'])} {html.escape(words['Source'])}</desc>"
        )
        picture = picture.replace("</title>", described, 1).replace("<svg ", '<svg role="img" ', 1)
        picture = picture.replace(
            "font-family: 'DejaVu Sans'", "font-family: 'DejaVu Sans', Verdana, sans-serif"
        )
        return picture.encode("utf-8")

    def _words(self) -> dict:
        return {
            "Title": _without_controls(self.alt),
            "Description": _without_controls(self.sentence),
            "Source": _without_controls(self.source),
        }

    def _lay_out_afresh(self) -> None:
        # The layout starts from where the last one ended: without this a second drawing differs by a hair.
        for axes in self.axes:
            if axes.get_subplotspec() is not None:
                axes._set_position(axes.get_subplotspec().get_position(self))

    def _drawn_png(self, dpi=None, **more) -> bytes:
        from PIL import Image

        self._lay_out_afresh()
        buffer = io.BytesIO()
        with mpl.rc_context(fname=STYLE):
            self.savefig(buffer, format="png", metadata={"Software": None}, dpi=dpi or "figure")
        picture = Image.open(buffer).convert("RGB")
        small = picture.quantize(128, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        buffer = io.BytesIO()
        small.save(buffer, format="png", optimize=True, **more)
        return buffer.getvalue()

    @contextmanager
    def _words_at_the_foot(self):
        """Draw the sentence above the source for a while, on a sheet as much taller as they need."""
        width, height = self.get_size_inches()
        words = self._words()
        lines = [
            line
            for text in (words["Description"], words["Source"])
            for line in textwrap.wrap(text, int(width * _LETTERS_AN_INCH))
        ]
        self.foot.set_text("\n".join(lines))
        self.set_size_inches(width, height + (len(lines) - 1) * _LINE_INCHES)
        try:
            with warnings.catch_warnings():
                # A pseudonym in Chinese is drawn as boxes; the text in the file has it in full.
                warnings.filterwarnings("ignore", message="Glyph .* missing from font")
                yield
        finally:
            self.foot.set_text(self.source)
            self.set_size_inches(width, height)

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


def _without_controls(text) -> str:
    """A text without what neither a picture nor XML can hold."""
    return re.sub("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+", " ", text)


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
    figure.foot = figure.supxlabel(source, x=0.01, ha="left", fontsize=8, color="#555555")
    return figure, axes
