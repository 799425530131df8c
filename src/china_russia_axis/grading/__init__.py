"""Grading: from what students hand in to marks with a state and a reason.

``release`` makes a sheet a student, ``files`` and ``collect`` read what comes back, ``sandbox`` runs student
code where it can do no harm (``inside`` is what runs there), ``grade`` judges the values, ``gradebook`` keeps
marks, overrides and a log, ``reports`` writes them out. Student code and answers never meet in one process.
"""
