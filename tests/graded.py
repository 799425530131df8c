"""Answers of a perfect student, made from the references; for the tests of questions and sheets."""

import pandas as pd

from china_russia_axis.exercises import keys


def plain_table(table: pd.DataFrame) -> pd.DataFrame:
    """A table as a student would type it."""
    return pd.DataFrame(table.to_dict("records"), columns=list(table.columns), dtype=object)


def example_answer(question, load):
    """A right answer to a question, in the form that a student gives it."""
    if question.kind == "function":

        def answer(**arguments):
            return keys.expected(question, load, **arguments)

        return answer
    value = keys.expected(question, load)
    if question.kind == "table":
        return plain_table(value)
    return list(value) if isinstance(value, (set, frozenset, tuple)) else value
