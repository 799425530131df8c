"""A practice question with its input. It holds no arithmetic: the buttons call ``check`` and ``hint``."""

import html

import anywidget
import ipywidgets
import traitlets

from china_russia_axis.exercises import practice, reading
from china_russia_axis.widgets.panel import Panel

_WIDE = {"description_width": "initial"}
_NARROW = {"width": "auto"}


class LiveText(anywidget.AnyWidget):
    """A region whose changes a screen reader announces: the element stays, only its content changes."""

    _esm = """
    function render({ model, el }) {
      const region = document.createElement("div");
      region.setAttribute("role", "status");
      region.setAttribute("aria-live", "polite");
      el.append(region);
      // JupyterLab takes arrow keys for moving between cells, and radio buttons without a name are no group.
      const name = `cra-${Math.random()}`;
      const group = (event) => {
        const box = event.target.closest(".widget-radio-box");
        if (!box) return;
        for (const radio of box.querySelectorAll("input[type=radio]")) {
          radio.name = name;
          radio.setAttribute("data-lm-suppress-shortcuts", "true");
        }
      };
      const find = (left) => {
        const panel = el.closest(".widget-vbox");
        if (panel) panel.addEventListener("focusin", group);
        else if (left) requestAnimationFrame(() => find(left - 1));
      };
      find(100);
      const show = () => { region.innerHTML = model.get("content"); };
      model.on("change:content", show);
      show();
    }
    export default { render };
    """
    content = traitlets.Unicode("").tag(sync=True)


class QuestionPanel(Panel):
    """One question: its prompt, an input that fits its kind, Check, Hint, and a place for the verdict.

    Parameters
    ----------
    question : Question
        From :func:`china_russia_axis.exercises.declarations.find`.
    """

    def __init__(self, question):
        self.question = question
        self.entry = _ENTRIES[question.kind](question)
        self.check_button = ipywidgets.Button(description="Check", tooltip=f"Check {question.id}")
        self.hint_button = ipywidgets.Button(description="Hint", tooltip=f"Hint for {question.id}")
        if question.kind == "prose":
            self.entry.box.value = practice.attempts.of(question).answer
        # What was answered before lives with the kernel alone: the static page is the same for everybody.
        self.feedback = LiveText(content=practice.remembered(question))
        self.check_button.on_click(self._check)
        self.hint_button.on_click(self._hint)
        self.entry.on_change(self._ask_for_check)
        buttons = ipywidgets.HBox([self.check_button, self.hint_button])
        super().__init__(
            [ipywidgets.HTML(_prompt(question)), self.entry.box, buttons, self.feedback],
            title=f"Question {question.id}",
            static=_static(question),
        )

    def _ask_for_check(self, _change) -> None:
        """Take away a verdict on an earlier answer; Enter in a line of text changes it and nothing else."""
        self.feedback.content = "<p>Press Check when you are ready.</p>"

    def _check(self, _button) -> None:
        answer = self.entry.answer()
        if answer in (None, "", []):
            self.feedback.content = "<p>There is no answer yet. Give one, then press Check.</p>"
        else:
            self.feedback.content = practice.check(self.question.id, answer).page()

    def _hint(self, _button) -> None:
        self.feedback.content = practice.hint(self.question.id).page()


class _Line:
    """A line to type a number or countries."""

    def __init__(self, question):
        what = question.unit if question.kind == "number" else "countries, with commas between"
        self.box = ipywidgets.Text(
            description=f"Your answer to {question.id} ({what})",
            style=_WIDE,
            layout={"width": "95%", "max_width": "40em"},
            continuous_update=False,
        )

    def answer(self):
        return self.box.value.strip()

    def on_change(self, act):
        self.box.observe(act, names="value")


class _Radio:
    """One choice of several."""

    def __init__(self, question):
        options = [(_label(one), one.key) for one in question.choices]
        self.box = ipywidgets.RadioButtons(
            options=options,
            value=None,
            description=f"Your answer to {question.id}",
            style=_WIDE,
            layout={"width": "95%"},
        )

    def answer(self):
        return self.box.value

    def on_change(self, act):
        self.box.observe(act, names="value")


def _label(choice) -> str:
    """A letter stands before its text; a key that is a word would only repeat it."""
    return f"{choice.key}) {choice.text}" if len(choice.key) == 1 else choice.text


class _Boxes:
    """Countries to tick."""

    def __init__(self, question):
        names = _country_names()
        self._boxes = {
            code: ipywidgets.Checkbox(description=names.get(code, code), indent=False, layout=_NARROW)
            for code in question.candidates
        }
        self.box = ipywidgets.HBox(list(self._boxes.values()), layout={"flex_flow": "row wrap"})

    def answer(self):
        return [code for code, box in self._boxes.items() if box.value]

    def on_change(self, act):
        for box in self._boxes.values():
            box.observe(act, names="value")


def _countries(question):
    return _Boxes(question) if question.candidates else _Line(question)


class _Essay:
    """Room for a text of several sentences."""

    def __init__(self, question):
        fewest, most = question.words
        self.box = ipywidgets.Textarea(
            description=f"Your answer to {question.id} ({fewest} to {most} words)",
            style=_WIDE,
            layout={"width": "95%", "height": "9em"},
            continuous_update=False,
        )

    def answer(self):
        return self.box.value.strip()

    def on_change(self, act):
        self.box.observe(act, names="value")


class _InACell:
    """Tables and functions are written in a cell; here stands how to hand them over."""

    def __init__(self, question):
        call = html.escape(f'cra.check("{question.id}", {reading.example(question)})')
        self.box = ipywidgets.HTML(f"<p>Write it in a cell below, then: <code>{call}</code></p>")

    def answer(self):
        return None

    def on_change(self, act):
        """Nothing can change here."""


_ENTRIES = {
    "number": _Line,
    "choice": _Radio,
    "countries": _countries,
    "table": _InACell,
    "function": _InACell,
    "prose": _Essay,
}


def _country_names() -> dict[str, str]:
    from china_russia_axis.codebook import load

    table = load("countries")
    return dict(zip(table["iso3"], table["country"], strict=True))


def _prompt(question) -> str:
    heading = f"Question {question.id}: {html.escape(question.title)}"
    return f"<p><strong>{heading}</strong></p><p>{practice.inline(question.prompt)}</p>"


def _static(question) -> str:
    """What remains without a kernel: the question, what may be answered, and the plain way to answer."""
    parts = [_prompt(question)]
    if question.kind == "choice":
        items = "".join(
            f"<li><code>{html.escape(one.key)}</code> {practice.inline(one.text)}</li>"
            for one in question.choices
        )
        parts.append(f'<ul style="list-style:none;padding-left:1em">{items}</ul>')
    elif question.candidates:
        names = _country_names()
        listed = ", ".join(names.get(one, one) for one in question.candidates)
        parts.append(f"<p>Choose from: {html.escape(listed)}.</p>")
    elif question.kind == "number":
        parts.append(f"<p>Unit: {html.escape(question.unit)}.</p>")
    call = html.escape(f'cra.check("{question.id}", {reading.example(question)})')
    parts.append(f"<p>Or answer in a cell of your own, in this form: <code>{call}</code></p>")
    return "".join(parts)
