"""Pages of reference beside the notebooks, built from the same sources: ``axis pages`` writes them.

``glossary`` holds the words, ``countries`` the states and organisations, ``knowing`` where the tables come
from and what speaks against them, and ``gallery`` every figure of the built notebooks in words and small.
Each page is one function that takes what it is built from and returns its text; ``shelf`` brings them
together.
"""
