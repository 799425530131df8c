"""Which variant of a question a student gets: drawn from the student's id and a secret of the class.

A choice has no numbers to draw: the order of its options is drawn in their place, and they are answered by
the letter of their place, so that a letter taken from a neighbour is worth no more than a guess.

Whoever has read this repository knows every variant, but not who gets which: that takes the secret, which
only the teacher holds. The same id always draws the same variant, and every variant is drawn equally often.
"""

import hashlib
import hmac
import secrets
from dataclasses import replace

from china_russia_axis.exercises.declarations import Question

SECRET_LENGTH = 32


def new_secret() -> str:
    """A fresh secret for one class, to be kept by the teacher: 64 hexadecimal digits."""
    return secrets.token_hex(SECRET_LENGTH)


def draw(question: Question, student: str, secret: str) -> Question:
    """Give the variant of a question for one student.

    Parameters
    ----------
    question : Question
        As declared; without ``variants`` and choices it is returned as it is.
    student : str
        The student's id in the class list; spaces around it and the size of its letters do not matter.
    secret : str
        The secret of the class.

    Returns
    -------
    Question
        With its parameters, and so its texts and its answer, replaced, and its choices in an order of the
        student's own.
    """
    if question.variants:
        question = question.with_parameters(**question.variants[place(question, student, secret)])
    if not question.choices or question.use != "graded":
        return question
    order = sorted(question.choices, key=lambda one: _digest(question, student, secret, one.key))
    return replace(question, choices=tuple(order))


def place(question: Question, student: str, secret: str) -> int:
    """Which of the question's variants a student gets, from 0 on."""
    # 64 bits over a few variants: no variant is favoured by more than one in 10^17.
    return int.from_bytes(_digest(question, student, secret)[:8], "big") % len(question.variants)


def _digest(question: Question, student: str, secret: str, *more: str) -> bytes:
    message = "|".join([question.id, str(question.version), student.strip().casefold(), *more])
    return hmac.new(secret.encode(), message.encode(), hashlib.sha256).digest()
