"""Answers to the questions, computed from the tables.

Nothing in ``china_russia_axis`` imports this package at the top of a module, so that a grading sandbox can
leave it out.

One module a lesson, ``lesson_04.py``, with one function a reference that a ``questions.toml`` names::

    from china_russia_axis_reference import one_value

    def share_of_five(load, *, year, measure):
        \"\"\"Share of the five in world output, per cent.\"\"\"
        ...
        return float(share)

A function takes ``load`` (like ``cra.load``; tests hand in altered tables) and the question's parameters by
name. It returns a number in the question's unit, the key of a choice, or a list of ISO codes, and stores no
answer. The format of the declarations is told in :mod:`china_russia_axis.exercises.declarations`.
"""


def one_value(table, column: str, **where):
    """The one value of a column in the rows that meet ``where``: ``one_value(panel, "year", iso3="CHN")``.

    Raises
    ------
    LookupError
        When no row, several rows, or an empty cell meets it: a reference never guesses.
    """
    rows = table
    for name, wanted in where.items():
        rows = rows[rows[name] == wanted]
    values = rows[column].dropna()
    if len(values) != 1:
        raise LookupError(f"{len(values)} values of '{column}' where {where}; a reference needs exactly one.")
    return values.iloc[0]


def key_of(condition_by_key: dict) -> str:
    """The one key whose condition holds, for choices that the tables decide.

    ``key_of({"a": gap > 0, "b": gap == 0, "c": gap < 0})``

    Raises
    ------
    LookupError
        When none or several hold, so that a changed table is noticed and not answered at random.
    """
    true = [key for key, holds in condition_by_key.items() if bool(holds)]
    if len(true) != 1:
        raise LookupError(f"Of the conditions {sorted(condition_by_key)}, {len(true)} hold; one must.")
    return true[0]
