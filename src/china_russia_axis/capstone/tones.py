"""One future told twice: the same chances in an alarmed and in a calm voice.

Nothing in either text is false. A tone chooses which side of a number is said, from where a change is
counted, and which verb carries it.
"""

FASTER = ("accelerated", "alliance")


def two_tones(futures, first=2028, last=2043) -> dict:
    """Write the same two chances in two tones.

    Parameters
    ----------
    futures : DataFrame
        Answer of ``cra.scenario.futures``: index year, one column a future, chances from 0 to 1.
    first, last : int
        From when the alarmed text counts the growth, and the year of both texts.

    Returns
    -------
    dict of str to str
        ``alarmed`` and ``calm``.
    """
    early, late = futures.loc[first, "alliance"], futures.loc[last, "alliance"]
    faster = futures.loc[last, list(FASTER)].sum()
    return {
        "alarmed": (
            f"Within {last - first} years the danger of an alliance multiplies by {_times(early, late)}, "
            f"to {late * 100:.0f} worlds in a hundred. In {faster * 100:.0f} of the hundred the two are "
            "allied or race together faster than ever before."
        ),
        "calm": (
            f"In {100 - round(late * 100)} worlds of a hundred there is still no alliance in {last}. "
            f"In {100 - round(faster * 100)} of the hundred the two draw together no faster than before the "
            "essay, or move apart."
        ),
    }


def _times(early, late) -> str:
    return f"{late / early:.0f}" if early > 0 else "more than can be said"
