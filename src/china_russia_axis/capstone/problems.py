"""What is said when a memo cannot be made: which part, why, and what to do."""

from difflib import get_close_matches


class MemoError(ValueError):
    """Raised for choices from which no memo can be made; the message names the part and the remedy."""


def require_one_of(value, known, what: str) -> None:
    """Refuse a word that is not in a list, and name the nearest.

    Parameters
    ----------
    value : object
        What was given.
    known : iterable of str
        What there is.
    what : str
        Such as "type of claim", for the message.

    Raises
    ------
    MemoError
    """
    known = list(known)
    if value not in known:
        near = get_close_matches(str(value), known, n=1, cutoff=0.5)
        hint = f" Did you mean '{near[0]}'?" if near else ""
        raise MemoError(f"There is no {what} {value!r}.{hint} There are: {', '.join(known)}.")
