"""The scenario lab: move a shock, see what it does to five futures.

Everything shown is computed by the engine through :func:`answer_of`; the browser (``scenario_lab.js``) sends
values, one request at a time, and draws what comes back. While a slider moves, the page draws the same answer
from its own copy of the model (``scenario_answers.js``), so that nobody waits for a kernel; a test holds both
equal. So a test that calls :meth:`ScenarioLab.answer` checks the very numbers on the screen.
"""

from math import isfinite
from pathlib import Path

import anywidget
import traitlets

from china_russia_axis import scenario as model
from china_russia_axis.figures import house, single_future
from china_russia_axis.figures import scenario as pictures
from china_russia_axis.scenario import files, horizons, questions, sharing
from china_russia_axis.widgets import scenario_page, scenario_pictures
from china_russia_axis.widgets import scenario_texts as texts
from china_russia_axis.widgets import scenario_views as views
from china_russia_axis.widgets.panel import StaticFallback

_HERE = Path(__file__).parent
SCRIPTS = ("engine", "words", "answers", "lab_views", "lab")
"""The lab in the browser, in the order in which its parts are joined: ``scenario_engine.js`` and so on."""

_LIGHT_INK = ("rupture", "alliance")  # futures dark enough for a pale hatch


def script(*names) -> str:
    """Text of some of the lab's scripts, all of them when none is named."""
    return "\n".join((_HERE / f"scenario_{name}.js").read_text(encoding="utf-8") for name in names or SCRIPTS)


class ScenarioLab(StaticFallback, anywidget.AnyWidget):
    """The live lab.

    Parameters
    ----------
    scenario : Scenario, optional
        Where the sliders start and where Reset leads back to; the course's defaults when none is given.

    Attributes
    ----------
    scenario : Scenario
        What the sliders say now; use it in the next cell.
    kept : Scenario or None
        What was kept as A, to be compared with.
    prediction : dict or None
        Per cents that the student wrote down before the sliders unlocked.
    """

    _esm = script()
    _css = _HERE / "scenario_lab.css"
    start = traitlets.Dict().tag(sync=True)
    now = traitlets.Dict().tag(sync=True)

    def __init__(self, scenario=None):
        self._start = scenario or model.Scenario()
        self.scenario = self._base = self._start
        self.kept = None
        self.prediction = None
        self._unknown, self._open = False, ()
        self._question = {"event": "alliance", "given": "taiwan crisis ever", "year": self._start.end_year}
        self._future, self._world = "alliance", 1
        self._at_start = answer_of(self._start)
        super().__init__(
            start=plan(self._start, self._at_start),
            now={
                "request": 0,
                "values": dict(self._start.values),
                "answer": self._at_start,
                "unlocked": False,
                "prediction": None,
                "open": [],
                "views": {},
                **self._in_the_page(),
            },
        )
        self.on_msg(self._receive)

    def answer(self, values=None) -> dict:
        """Everything the lab shows for some values of the sliders.

        Parameters
        ----------
        values : mapping, optional
            Parameter name and value; what is left out stays as it is now.

        Returns
        -------
        dict
            See :func:`answer_of`.

        Raises
        ------
        ScenarioError
            When a value makes no sense; the lab stays as it was.
        """
        return answer_of(self._with(values or {}), self._at_start)

    def views(self, at_rest=True) -> dict:
        """What the views in sight show beyond the answer: one call of ``scenario_views`` each.

        Parameters
        ----------
        at_rest : bool
            False while a slider moves: then what takes longer than a frame is left out.
        """
        years = _headlines(self.scenario)
        shown = {}
        if self._unknown:
            shown["unknown"] = views.unknown(self.scenario, years)
        if "questions" in self._open:
            shown["questions"] = views.asked(self.scenario, **self._question)
            if self._unknown and at_rest:
                shown["questions"]["spans"] = views.asked_spans(self.scenario, **self._question)
        if "compare" in self._open and self.kept:
            shown["compare"] = views.compared(self.kept, self.scenario, self._future)
        if "single" in self._open:
            shown["single"] = views.single(self.scenario, self._world)
        if "share" in self._open:
            code, left_out = sharing.to_code(self.scenario), sharing.left_out(self.scenario)
            shown["share"] = {"code": code, "left_out": texts.left_out(left_out)}
        return shown

    def fallback(self) -> str:
        """Picture of the start position, its sentence, and how to bring the lab to life."""
        futures = model.futures(self._start)
        picture = pictures.bands(futures, self._start)._repr_mimebundle_()[0]["text/html"]
        return f"{picture}<p><em>{texts.TITLE}: to move the sliders, run this cell (Shift+Enter).</em></p>"

    def __repr__(self) -> str:
        return f"<{texts.TITLE}: run this cell to use it>"

    def _receive(self, _widget, message, _buffers):
        """Answer one message of the browser; whatever goes wrong, the browser gets an answer."""
        handle = getattr(self, f"_on_{message.get('kind')}", None)
        try:
            change = handle(message) if handle else {"trouble": texts.NOT_UNDERSTOOD}
        except model.ScenarioError as error:
            change = self._unchanged(str(error))
        except Exception as error:  # a lab that falls silent looks like a dead kernel
            change = self._unchanged(texts.UNEXPECTED.format(error=f"{type(error).__name__}: {error}"))
        try:
            change["views"] = self.views(at_rest=message.get("kind") != "values")
        except Exception as error:  # the answer itself stands
            said = texts.UNEXPECTED_VIEW.format(error=f"{type(error).__name__}: {error}")
            change |= {"views": {}, "trouble": change.get("trouble") or said}
        # A trouble and a wish to take over the values hold for one answer only.
        kept = {**self.now, "trouble": None, "adopt": False}
        change |= self._in_the_page()
        self.now = {**kept, **change, "request": message.get("request", 0)}

    def _in_the_page(self) -> dict:
        """Whether the page may answer by itself, and the values kept as A.

        It may as long as sliders were moved and nothing else: it knows no range but the course's.
        """
        compared = [each for each in (self.scenario, self.kept) if each]
        plain = scenario_page.moves_only(self.scenario) and all(
            (each.seed, each.start_state) == (self._start.seed, self._start.start_state) for each in compared
        )
        return {"plain": plain, "kept": dict(self.kept.values) if self.kept else None}

    def _unchanged(self, trouble) -> dict:
        return {"trouble": trouble, "adopt": True, "values": dict(self.scenario.values)}

    def _with(self, values):
        """The scenario with other values, whatever way the sliders took to get there.

        A range stretches to hold a value. Seen from the scenario that was loaded last, or from the start, a
        slider that was only passing through leaves no trace: equal values have one fingerprint.
        """
        return self._base.with_values(**{**self.scenario.values, **values})

    def _jump_to(self, scenario, base=None) -> dict:
        change = self._move_to(scenario, adopt=True)
        self._base = base or scenario
        return change

    def _move_to(self, scenario, **more) -> dict:
        answer = answer_of(scenario, self._at_start)
        self.scenario = scenario
        return {"answer": answer, "values": dict(scenario.values), **more}

    def _on_values(self, message) -> dict:
        return self._move_to(self._with(message["values"]))

    def _on_reset(self, _message) -> dict:
        return self._jump_to(self._start)

    def _on_preset(self, message) -> dict:
        preset = model.PRESETS[message["name"]].scenario
        return self._jump_to(self._start.with_values(**preset.values), base=self._start)

    def _on_look(self, _message) -> dict:
        return {"unlocked": True}

    def _on_predict(self, message) -> dict:
        numbers = message["numbers"]
        problem = prediction_problem(numbers)
        if problem:
            return {"predict": problem}
        self.prediction = numbers
        without = model.futures(self._start.with_values(**model.PRESETS["no_shocks"].scenario.values))
        said = compared(numbers, self._at_start, without["alliance"].iloc[-1])
        shown = {name: f"{numbers[name]:g} %" for name in model.RELATIONSHIPS}
        return {"unlocked": True, "predict": {}, "prediction": {"shown": shown, "sentence": said}}

    def _on_open(self, message) -> dict:
        self._open = tuple(message["views"])
        return {"open": sorted(self._open)}

    def _on_unknown(self, message) -> dict:
        self._unknown = bool(message["on"])
        return {}

    def _on_rest(self, _message) -> dict:
        return {}

    def _on_ask(self, message) -> dict:
        question = {name: message[name] for name in self._question}
        views.asked(self.scenario, **question)  # refused before it is taken over
        self._question = question
        return {}

    def _on_world(self, message) -> dict:
        self._world = views.single(self.scenario, message["number"])["number"]
        return {}

    def _on_keep_a(self, _message) -> dict:
        self.kept = self.scenario
        return {}

    def _on_back_to_a(self, _message) -> dict:
        if self.kept is None:
            return {"trouble": texts.NOTHING_KEPT}
        return self._jump_to(self.kept)

    def _on_contrast(self, message) -> dict:
        if message["future"] not in model.RELATIONSHIPS:
            return {"trouble": texts.NOT_UNDERSTOOD}
        self._future = message["future"]
        return {}

    def _on_paste(self, message) -> dict:
        report = sharing.inspect_code(message["text"])
        if report.problems:
            said = "\n".join(f"- {problem}" for problem in report.problems)
            return {"code": {"text": texts.NOT_TAKEN.format(problems=said), "bad": True}}
        return self._take_over(report, texts.TAKEN, "The code", "code")

    def _on_picture(self, message) -> dict:
        name, ending = message["name"], message["format"]
        if name not in texts.PICTURES or ending not in scenario_pictures.FORMATS:
            return {"picture": {"text": texts.NOT_UNDERSTOOD, "bad": True}}
        state = {"kept": self.kept, "future": self._future, "world": self._world}
        try:
            figure = scenario_pictures.drawn(name, self.scenario, self._question, **state)
            path = scenario_pictures.keep(figure, name, self.scenario, ending)
        except OSError as error:
            said = texts.NOT_WRITTEN.format(name="The picture", error=error.strerror)
            return {"picture": {"text": said, "bad": True}}
        except ValueError as error:
            return {"picture": {"text": str(error), "bad": True}}
        said = texts.KEPT.format(name=path.name, sentence=figure.sentence)
        return {"picture": {"text": said, "bad": False}}

    def _on_files(self, _message) -> dict:
        names = sorted(path.name for path in Path.cwd().glob("*.toml"))
        return {"files": {**self.now.get("files", {}), "names": names}}

    def _on_save(self, message) -> dict:
        try:
            path = _in_this_folder(message["name"])
            text = files.dumps(self.scenario)
            # "x" makes the check and the writing one step, so that nothing can be overwritten in between.
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except FileExistsError:
            return _file_reply(texts.EXISTS.format(name=path.name, other=_free_name(path)), bad=True)
        except OSError as error:
            return _file_reply(texts.NOT_WRITTEN.format(name=path.name, error=error.strerror), bad=True)
        except ValueError as error:
            return _file_reply(str(error), bad=True)
        return self._on_files(message) | _file_reply(texts.SAVED.format(name=path.name))

    def _on_load(self, message) -> dict:
        name, text = message["name"], message.get("text")
        try:
            path = _in_this_folder(name)
        except ValueError as error:
            return _file_reply(str(error), bad=True)
        report = files.inspect(path) if text is None else files.inspect_text(text)
        if report.problems:
            said = "\n".join(f"- {problem}" for problem in report.problems)
            return _file_reply(texts.REFUSED.format(name=path.name, problems=said), bad=True)
        return self._take_over(report, texts.LOADED, path.name, "files")

    def _take_over(self, report, said, name, place) -> dict:
        """Move to a scenario that came from elsewhere, if it covers the years of this lab."""
        loaded = report.scenario
        if (loaded.start_year, loaded.horizon) != (self._start.start_year, self._start.horizon):
            years = {"first": self._start.start_year, "last": self._start.end_year}
            return {place: {"text": texts.OTHER_YEARS.format(name=name, **years), "bad": True}}
        cautions = "".join(f"\nMind: {caution}" for caution in report.cautions)
        reply = {"text": said.format(name=name, title=loaded.title) + cautions, "bad": False}
        return self._jump_to(loaded) | {place: reply}


def lab(scenario=None) -> ScenarioLab:
    """Start the scenario lab; show it as the last value of a cell.

    Parameters
    ----------
    scenario : Scenario, optional
        Where the sliders start; the course's defaults when none is given.
    """
    return ScenarioLab(scenario)


def answer_of(scenario, at_start=None) -> dict:
    """Everything the lab shows for one scenario, ready to be sent to the browser.

    Parameters
    ----------
    scenario : Scenario
    at_start : dict, optional
        Answer at the start position, for the comparison in the sentence.

    Returns
    -------
    dict
        ``futures`` (name to chances by year), ``bars`` and ``shown`` (year to name to chance, and the same in
        whole per cents), ``icons`` (year to counts of 100 worlds), ``words`` (what each slider says),
        ``idle`` (why a slider changes nothing), ``kinds`` (of evidence), ``sentence``, ``alt`` and ``hash``.
    """
    chances = model.chances(scenario)  # an array, not a table: this runs at every move
    years = _headlines(scenario)
    bars = {
        str(year): dict(zip(model.RELATIONSHIPS, chances[year - scenario.start_year].tolist(), strict=True))
        for year in years
    }
    answer = {
        "hash": scenario.hash[:10],
        "futures": dict(zip(model.RELATIONSHIPS, chances.T.tolist(), strict=True)),
        "bars": bars,
        "shown": {
            year: {name: pictures.per_cent(share) for name, share in shares.items()}
            for year, shares in bars.items()
        },
        "words": _words(scenario),
        "idle": texts.idle(scenario.values),
        "kinds": {setting.name: setting.kind for setting in scenario.settings},
        "alt": texts.bands_alt(scenario),
    }
    answer["icons"] = _icons(scenario, years, at_start)
    change = texts.change(bars[str(years[-1])], at_start and at_start["bars"][str(years[-1])], years[-1])
    answer["sentence"] = f"{pictures.told(bars)} {change}"
    return answer


def _headlines(scenario) -> list:
    inside = [year for year in model.HEADLINE_YEARS if scenario.start_year < year <= scenario.end_year]
    return inside if scenario.end_year in inside else [*inside, scenario.end_year]


def _icons(scenario, years, at_start) -> dict:
    paths = model.paths(scenario)
    icons = {}
    for year in years:
        worlds = paths[year - scenario.start_year].tolist()
        counts = {name: worlds.count(place) for place, name in enumerate(model.RELATIONSHIPS)}
        before = at_start["icons"][str(year)]["worlds"] if at_start else worlds
        moved = sum(new != old for new, old in zip(worlds, before, strict=True))
        icons[str(year)] = {
            "worlds": worlds,
            "counts": counts,
            "alt": texts.worlds(counts, year),
            "sentence": texts.worlds_moved(moved, year),
        }
    return icons


# What the model says about the whole horizon for chances that hang on something else.
_EVER = {
    "setback_per_year": "setback",
    "war_given_crisis": "taiwan war",
    "opportunism_in_crisis": "opportunism",
}


def _words(scenario) -> dict:
    """Annual and horizon chance of every slider, in words."""
    history = questions.history(scenario, tuple(_EVER.values()))[-1]
    ever = {name: history.take(1, axis=axis).sum() for axis, name in enumerate(_EVER)}
    return {
        name: texts.words(
            name,
            value,
            scenario.horizon,
            horizons.over_horizon(name, value, scenario.start_year, scenario.horizon),
            ever.get(name),
        )
        for name, value in scenario.values.items()
    }


def plan(scenario, answer) -> dict:
    """What the browser needs once: sliders, presets, colours, texts, and what it takes to answer by itself.

    Parameters
    ----------
    scenario : Scenario
        Where the sliders start.
    answer : dict
        Its :func:`answer_of`.
    """
    years = _headlines(scenario)
    return {
        "sliders": [_slider(scenario, name) for name in (*texts.VISIBLE, *_folded())],
        "groups": [{"name": name, **group} for name, group in texts.GROUPS.items()],
        "presets": [
            {
                "name": preset.name,
                "title": preset.label,
                "text": preset.reason,
                "values": dict(scenario.with_values(**preset.scenario.values).values),
            }
            for preset in model.PRESETS.values()
        ],
        "futures": [
            {
                "name": name,
                "title": name,
                "meaning": texts.MEANINGS[name],
                "colour": house.FUTURE_COLOURS[name],
                "hatch": house.FUTURE_HATCHES[name],
                "ink": "#ffffff" if name in _LIGHT_INK else "#222222",
            }
            for name in model.RELATIONSHIPS
        ],
        "years": list(range(scenario.start_year, scenario.end_year + 1)),
        "events": texts.event_list(),
        "ready": list(texts.READY),
        "question": {"event": "alliance", "given": "taiwan crisis ever"},
        "shocks": [words for words, *_ in single_future.SHOCKS.values()],
        "pictures": [{"name": name, "title": title} for name, title in texts.PICTURES.items()],
        "headline_years": years,
        "texts": texts.for_browser(years[-1]),
        "values": dict(scenario.values),
        "answer": answer,
        "page": scenario_page.page(scenario, years),
    }


def _folded() -> list:
    return [name for name in model.PARAMETERS if name not in texts.VISIBLE]


def _slider(scenario, name) -> dict:
    of, setting = model.PARAMETERS[name], scenario.parameters[name]
    return {
        "name": name,
        "label": of.label,
        "question": of.question,
        "group": of.group,
        "visible": name in texts.VISIBLE,
        "per_cent": of.is_chance,
        "value": setting.value,
        "low": setting.low,
        "high": setting.high,
        "minimum": of.minimum,
        "maximum": max(of.reach, setting.value),
        "limit": of.maximum if isfinite(of.maximum) else None,
        "step": 0.005 if of.reach <= 0.3 else 0.01 if of.is_chance else 0.05,
        "ends": texts.ends(of),
        "kind": setting.kind,
        "range": texts.range_of(of, setting),
        "provenance": texts.provenance(of, setting),
        "note": setting.note,
        **(_finding(scenario, name) if name in texts.VISIBLE else {}),
    }


def _finding(scenario, name) -> dict:
    """How far a slider moves the futures over its plausible range."""
    setting = scenario.parameters[name]
    years = [year - scenario.start_year for year in _headlines(scenario)]
    low, high = model.batch(scenario, **{name: [setting.low, setting.high]})[:, years]
    return texts.finding(name, abs(high - low).max(), low[-1, -1], high[-1, -1], _headlines(scenario)[-1])


def prediction_problem(numbers) -> dict:
    """What is wrong with a student's own numbers, and rescaled ones on offer; empty when nothing is.

    Parameters
    ----------
    numbers : mapping
        Per cents of the five futures and ``alliance_without_shocks``; None where a box is empty.
    """
    missing = [name for name, number in numbers.items() if number is None]
    if missing:
        return {"text": texts.missing(missing)}
    if any(not 0 <= number <= 100 for number in numbers.values()):
        return {"text": texts.OUTSIDE}
    own = {name: numbers[name] for name in model.RELATIONSHIPS}
    total = sum(own.values())
    if abs(total - 100) < 0.05:
        return {}
    if total == 0:
        return {"text": texts.ALL_ZERO}
    offer = _to_hundred(own)
    return {"text": texts.not_hundred(total, offer), "offer": offer}


def _to_hundred(own) -> dict:
    """Whole per cents in the same proportions; the largest remainders get what rounding left over."""
    scaled = {name: number * 100 / sum(own.values()) for name, number in own.items()}
    whole = {name: int(number) for name, number in scaled.items()}
    by_remainder = sorted(scaled, key=lambda name: scaled[name] - whole[name], reverse=True)
    for name in by_remainder[: 100 - sum(whole.values())]:
        whole[name] += 1
    return whole


def compared(numbers, at_start, without_shocks) -> str:
    """Say how a student's own numbers differ from the model at its start."""
    year, shares = list(at_start["bars"].items())[-1]
    return texts.compared(numbers, shares, without_shocks, year)


def _in_this_folder(name) -> Path:
    """Path of a scenario file in the working folder; anything that leads elsewhere is refused."""
    name = str(name).strip()
    if name and not name.endswith(".toml"):
        name += ".toml"
    if not name or name.startswith(".") or any(letter in '/\\:*?"<>|' or letter < " " for letter in name):
        raise ValueError(texts.BAD_NAME)
    return Path(name)


def _free_name(path) -> str:
    number = 2
    while Path(f"{path.stem}-{number}.toml").exists():
        number += 1
    return f"{path.stem}-{number}.toml"


def _file_reply(text, bad=False) -> dict:
    return {"files": {"text": text, "bad": bad}}
