"""How to run the course oneself; pages on ways without an installation are listed under it."""

from china_russia_axis.site import markup


def pages() -> dict:
    """The page that every lesson leads to."""
    return {f"{markup.RUN}.md": markup.text("run")}
