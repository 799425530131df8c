"""The marking page: one question across all students, the rubric beside the text, every step saved at once.

The browser (``marking.js``) shows what :meth:`MarkingPage.answer` returns and sends what the marker did; all
that is decided is decided in :mod:`china_russia_axis.grading.marking`.
"""

import html
from pathlib import Path

import anywidget
import traitlets

from china_russia_axis.grading import marking, students
from china_russia_axis.widgets.panel import StaticFallback

_HERE = Path(__file__).parent


class MarkingPage(StaticFallback, anywidget.AnyWidget):
    """The page of one marker at one question.

    Parameters
    ----------
    desk : Desk
        What is marked, and by whom.

    Attributes
    ----------
    desk : Desk
    plan : dict
        What stays: the question, the marker, the rubric with its sample sentences.
    now : dict
        What is shown: one text, the marker's levels and comment, the bank of comments, the progress.
    """

    _esm = _HERE / "marking.js"
    _css = _HERE / "marking.css"
    plan = traitlets.Dict().tag(sync=True)
    now = traitlets.Dict().tag(sync=True)

    def __init__(self, desk: marking.Desk):
        self.desk = desk
        self._order = list(desk.codes)
        texts = desk.texts()
        self._at = next((place for place, one in enumerate(texts) if one.state != "done"), 0)
        super().__init__(plan=_plan(desk), now=self._shown(0, ""))
        self.on_msg(self._receive)

    def answer(self, message: dict) -> dict:
        """Do what the browser asks for, and give what is to be shown then.

        Parameters
        ----------
        message : dict
            ``do``: ``save`` (with ``code``, ``levels``, ``comment``, ``settles``), ``go`` (with ``to``),
            ``next`` (the next text that is not done), ``keep`` or ``drop`` (with ``text``, for the bank),
            ``agreement``.
        """
        do, said = message.get("do"), ""
        try:
            if do == "save":
                saved = self.desk.save(
                    str(message.get("code")),
                    dict(message.get("levels") or {}),
                    str(message.get("comment") or ""),
                    bool(message.get("settles")),
                )
                said = f"Saved: text {saved.code}, {_state_in_words(saved, self.desk)}."
            elif do == "go":
                self._at = min(max(int(message.get("to", 0)), 0), max(len(self._order) - 1, 0))
            elif do == "next":
                said = self._go_to_next()
            elif do == "keep":
                self.desk.keep_comment(str(message.get("text") or ""))
                said = "The comment is in the bank."
            elif do == "drop":
                self.desk.drop_comment(str(message.get("text") or ""))
                said = "The comment is no longer in the bank; where it was written it stays."
            elif do == "agreement":
                said = self.desk.agreement_in_words()
        except (LookupError, ValueError, TypeError) as error:
            said = f"NOT SAVED. {error}"
        return self._shown(int(self.now.get("count", 0)) + 1, said)

    def fallback(self) -> str:
        """Where no kernel runs: which question, and how many texts are done; no text and no name."""
        done, every = self.desk.progress()
        return (
            f"<p>Marking {html.escape(self.desk.question)} {html.escape(self.desk.title)}: {done} of {every} "
            "texts done. <em>To go on, run this cell (Shift+Enter).</em></p>"
        )

    def _receive(self, _widget, message, _buffers) -> None:
        if isinstance(message, dict):
            self.now = self.answer(message)

    def _go_to_next(self) -> str:
        texts = self.desk.texts()
        order = [*range(self._at + 1, len(texts)), *range(self._at + 1)]
        for place in order:
            if texts[place].state != "done":
                self._at = place
                return ""
        return "Every text is done."

    def _shown(self, count: int, said: str) -> dict:
        done, every = self.desk.progress()
        shown = {
            "count": count,
            "said": said,
            "done": done,
            "every": every,
            "at": self._at,
            "bank": self.desk.bank(),
        }
        if not self._order:
            return shown
        text = self.desk.text(self._order[self._at])
        return {
            **shown,
            "code": text.code,
            "prompt": text.prompt,
            "words": text.words,
            "length": len(text.words.split()),
            "levels": text.levels,
            "comment": text.comment,
            "settles": text.settles,
            "state": text.state,
        }


def page(
    question: str,
    marker: str,
    results: str = ".",
    sample: int | None = None,
    class_list: str = "",
    lessons=None,
) -> MarkingPage:
    """The marking page for one question of prose.

    Parameters
    ----------
    question : str
        Such as ``"04.25"``.
    marker : str
        Name of whoever marks.
    results : str
        Folder of the gradebook.
    sample : int, optional
        Only so many texts, the same ones for every marker: for a second reading.
    class_list : str
        The class list with its secret beside it, so that each text stands under what its writer was asked.
    lessons : Path, optional
        Folder of the lessons; the course's own when left out.
    """
    secret = students.secret_of(Path(class_list)) if class_list else ""
    return MarkingPage(marking.Desk(Path(results), question, marker, sample, lessons, secret))


def _plan(desk: marking.Desk) -> dict:
    return {
        "question": desk.question,
        "title": desk.title,
        "marker": desk.marker,
        "most": desk.most,
        "points": desk.rubric.points,
        "vary": desk.prompts_vary,
        "criteria": [
            {
                "key": one.key,
                "title": one.title,
                "levels": [
                    {
                        "points": level.points,
                        "title": level.title,
                        "describes": level.describes,
                        "sample": level.sample,
                    }
                    for level in one.levels
                ],
            }
            for one in desk.rubric.criteria
        ],
    }


def _state_in_words(text: marking.Text, desk: marking.Desk) -> str:
    missing = [one.title for one in desk.rubric.criteria if one.key not in text.levels]
    if missing:
        return f"still without a level: {', '.join(missing)}"
    points = sum(text.levels.values())
    return f"{points} of {desk.rubric.points} points"
