"""Grading: sandbox, judge, marks, feedback."""
