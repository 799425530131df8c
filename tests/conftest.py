"""What tests of lessons share: every lesson in turn, and a sample lesson that can be broken on purpose."""

import base64
import copy
import shutil
from pathlib import Path

import nbformat
import pytest

from china_russia_axis.building import execute, lessons, page

SAMPLES = Path(__file__).with_name("samples")
# One grey point: the sample's picture.
PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="


def pytest_generate_tests(metafunc):
    """Run a test that asks for ``every_lesson`` or ``written`` once for every lesson of the course."""
    if "every_lesson" in metafunc.fixturenames:
        found = lessons.find()
        metafunc.parametrize("every_lesson", found, ids=[lesson.name for lesson in found])


@pytest.fixture
def written(every_lesson):
    """A lesson of the course, taken apart, with the outputs of its built notebook."""
    neighbours = frozenset(other.notebook.name for other in lessons.find())
    return page.read(every_lesson, neighbours)


class Sample:
    """The sample lesson, built once; ``page`` gives it back whole, or broken as a test wants it."""

    def __init__(self, folder: Path):
        self.folder = folder
        shutil.copytree(SAMPLES, folder / "lessons")
        (folder / "notebooks").mkdir()
        (folder / "notebooks" / "ruler.png").write_bytes(base64.b64decode(PICTURE))
        (self.lesson,) = lessons.find(folder / "lessons", folder / "notebooks")
        self.text = self.lesson.source.read_text(encoding="utf-8")
        built = execute.build(self.text, self.lesson.name, self.lesson.notebook.parent)
        self.notebook = nbformat.reads(built.text, as_version=4)

    def page(self, replace: tuple = ("", ""), outputs=None) -> page.Page:
        """The sample with one passage of its source replaced, or its code cells changed by ``outputs``."""
        old, new = replace
        assert old in self.text, f"the sample does not hold {old!r}"
        notebook = copy.deepcopy(self.notebook)
        if outputs:
            outputs([cell for cell in notebook.cells if cell.cell_type == "code"])
        text = self.text.replace(old, new, 1)
        return page.Page(
            self.lesson.name, text, notebook, self.lesson.notebook.parent, frozenset({"01-sample.ipynb"})
        )


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """The sample lesson of the tests."""
    return Sample(tmp_path_factory.mktemp("sample"))
