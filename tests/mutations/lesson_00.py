"""Changes of the tables under which the verdicts of lesson 00 must change."""

from mutations import war_over_taiwan

# For each claim a change of the tables, and the verdict that must follow.
MUTATIONS = [
    ("C09", {"events": war_over_taiwan}, "open"),
]
