"""What teachers need: syllabus, slides, role-play and answers, all built from the lessons and their plans.

Modules: ``plans`` reads a plan; ``syllabus`` puts sessions in a row; ``answers`` collects what students ask;
``slides`` turns a built notebook into slides; ``role_play`` builds the crisis exercise beside lesson 07;
``pages`` keeps the committed pages in ``lessons/teaching`` equal to what the others build.
"""


class CannotTeach(ValueError):
    """Raised when teaching material cannot be built; the message names the file and the remedy."""
