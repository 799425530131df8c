"""Every link that leads out of the course as a page, with the day it was seen."""

import html

from china_russia_axis.building import links
from china_russia_axis.pages import markdown
from china_russia_axis.site import markup, tables
from china_russia_axis.site.tables import Cell, Column, plain

PATH = "reference/links.md"
_KINDS = {
    links.READ: "a row of a table was read there",
    links.COPIED: "a table was copied from there",
    links.NAMED: "only named: a publisher, a licence, a page that nobody here opened",
}

# Who names a link is shown so far; the table itself holds all.
_MOST = 3
# A long address breaks anywhere, so that the other columns keep their room; a day does not break.
_BREAKS, _WHOLE = 'style="overflow-wrap: anywhere"', 'style="white-space: nowrap"'


def pages() -> dict:
    """Path inside the Sphinx folder and text: the page, and what its table needs."""
    return {PATH: page(links.listed()), **tables.assets()}


def page(listed: list[links.Link]) -> str:
    """The page.

    Parameters
    ----------
    listed : list of Link
        Every link, in the order in which it is shown.
    """
    seen = [link for link in listed if link.date_seen]
    last = max((link.date_seen for link in seen), default="")
    return "\n\n".join(
        [
            tables.ALONE,
            "# Links that lead out",
            f"The course names {markdown.plural(len(listed), 'address', 'addresses')} outside itself.\n"
            f"{len(seen):,} of them were seen by {last}; {len(listed) - len(seen):,} were not seen by us.",
            "*Seen* means that somebody read an archived copy of the page, often its first part and not the "
            "whole, for a row that is marked as verified, or copied a table from there.\n"
            "The day is the one on which that table was compiled.\n"
            "Nobody asked whether the page still answers: the course was made without going online.\n"
            "It may have moved or gone since, and then its title in the table helps to find it in an archive "
            "of the web.",
            "Whoever is online can ask: `axis addresses --check` goes through the list, one page at a time.",
            markup.raw(_listing(listed)),
        ]
    )


def _listing(listed: list[links.Link]) -> str:
    columns = [
        Column("address", "Address"),
        Column("seen", "Seen"),
        Column("basis", "Why it is here", tuple((kind.replace(" ", "-"), kind) for kind in _KINDS)),
        Column("where", "Named by"),
    ]
    rows = {f"link-{number}": _line(link) for number, link in enumerate(listed, 1)}
    return tables.listing("links", "Links that lead out of the course", columns, rows, PATH)


def _line(link: links.Link) -> list[Cell]:
    more = len(link.cited_by) - _MOST
    shown = html.escape(link.url.partition("://")[2].removeprefix("www.").rstrip("/"))
    return [
        Cell(f'<a href="{html.escape(link.url)}" rel="noreferrer" {_BREAKS}>{shown}</a>', shown),
        Cell(f"<span {_WHOLE}>{link.date_seen or 'not by us'}</span>", link.date_seen or "9"),
        plain(_KINDS[link.basis], link.basis, (link.basis.replace(" ", "-"),)),
        plain("; ".join(link.cited_by[:_MOST]) + (f" and {more} more" if more > 0 else "")),
    ]
