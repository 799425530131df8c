"""The way to the answers: reference functions live in a package of their own, which may be absent."""

from importlib import import_module

from china_russia_axis.exercises.declarations import DeclarationError, Mistake, Question

PACKAGE = "china_russia_axis_reference"


class NoReference(LookupError):
    """Raised where the answers are not installed, as in a grading sandbox; the message is for students."""


def function(question: Question, name: str):
    """The reference function ``name`` of the question's lesson.

    Raises
    ------
    NoReference
        When the package of the answers is not installed.
    DeclarationError
        When it is, but has no such function.
    """
    module = f"{PACKAGE}.lesson_{question.lesson}"
    try:
        import_module(PACKAGE)
        found = getattr(import_module(module), name, None)
    except ModuleNotFoundError as error:
        if error.name == PACKAGE:
            raise NoReference(
                f"Question {question.id} cannot be checked here: this copy of the course has no answers. "
                "Keep yours; it can be judged in a full copy of the course."
            ) from None
        if error.name == module:
            raise DeclarationError(f"Question {question.id}: there is no module {module}.") from None
        raise
    if found is None:
        raise DeclarationError(f"Question {question.id}: {module} has no function '{name}'.")
    return found


def expected(question: Question, load, **changes):
    """The answer, computed from the tables; ``changes`` replace single parameters."""
    return function(question, question.reference)(load, **{**question.parameters, **changes})


def calls(question: Question, load) -> list[dict]:
    """The sets of arguments with which a student's function is called."""
    return list(function(question, question.calls)(load, **question.parameters))


def mistaken(question: Question, mistake: Mistake, load) -> dict:
    """The values of a declared mistake, by what was read instead; most mistakes have one, named ``""``."""
    if mistake.answer is not None:
        return {"": mistake.answer}
    asked = function(question, mistake.reference or question.reference)
    parameters = {**question.parameters, **mistake.parameters}
    for name, values in mistake.others.items():
        # A variant may ask for one of them: that is then no mistake.
        own = question.parameters.get(name)
        return {one: asked(load, **{**parameters, name: one}) for one in values if one != own}
    found = asked(load, **parameters)
    return found if isinstance(found, dict) else {"": found}


def facts(question: Question, load) -> dict:
    """Further computed values for the sentence that is shown once the answer is right."""
    if not question.facts:
        return {}
    return function(question, question.facts)(load, **question.parameters)
