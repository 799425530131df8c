"""The commands of ``axis``, one module each; a module's ``register`` adds its parsers.

Command modules hold glue only, and import what is heavy inside the function that needs it.
"""

OTHER_NAMES = {"classroom": "class", "demo_class": "demo-class", "role_play": "role-play"}
"""Modules whose command has another name, because Python cannot write it as the name of a module."""
