"""Pictures to keep: what each view of the lab shows, drawn by matplotlib into the student's folder."""

from pathlib import Path

from china_russia_axis import scenario as model
from china_russia_axis.figures import scenario as pictures
from china_russia_axis.figures import sensitivity, single_future
from china_russia_axis.scenario import comparison, icons, questions
from china_russia_axis.widgets import scenario_texts as texts

FORMATS = ("png", "svg")


class NothingToDraw(ValueError):
    """Raised when a picture needs something that is not there yet; the message says what."""


def drawn(name, scenario, question=None, kept=None, future="alliance", world=1):
    """One picture of a scenario.

    Parameters
    ----------
    name : str
        A key of ``scenario_texts.PICTURES``.
    scenario : Scenario
        What the sliders say.
    question : dict, optional
        ``event``, ``given`` and ``year`` of the tree.
    kept : Scenario, optional
        A, for the comparison.
    future : str
        Whose difference the comparison shares out.
    world : int
        Number of the single future.

    Returns
    -------
    house.Figure

    Raises
    ------
    NothingToDraw
        When a comparison is asked for and nothing is kept as A.
    """
    if name == "bands":
        return pictures.bands(model.futures(scenario), scenario)
    if name == "bars":
        return pictures.bars(model.futures(scenario), scenario)
    if name == "worlds":
        return pictures.icons(model.worlds(scenario), scenario, scenario.end_year)
    if name == "intervals":
        return sensitivity.ranges(model.intervals(scenario))
    if name == "fan":
        return sensitivity.fan(model.intervals(scenario))
    if name == "question":
        event, given, year = (question[part] for part in ("event", "given", "year"))
        return sensitivity.tree(questions.tree(scenario, event, given, by=year), year, scenario)
    if name == "single":
        chosen = single_future.world(icons.histories(scenario), world, scenario.start_year)
        return single_future.line(chosen, scenario)
    if kept is None:
        raise NothingToDraw(texts.NOTHING_TO_COMPARE)
    return sensitivity.comparison(comparison.compare(kept, scenario), future)


def keep(figure, name, scenario, ending) -> Path:
    """Write a picture into the working folder under a name that is free.

    Returns
    -------
    pathlib.Path
        ``scenario-bands-1a2b3c4d5e.png``, or with a number when that exists.

    Raises
    ------
    OSError
        When the folder cannot be written.
    """
    stem, number = f"scenario-{name}-{scenario.hash[:10]}", 1
    while True:
        path = Path(f"{stem}.{ending}" if number == 1 else f"{stem}-{number}.{ending}")
        try:
            path.open("x").close()  # the name is taken in one step, so that nothing can be overwritten
            break
        except FileExistsError:
            number += 1
    try:
        return figure.save(path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
