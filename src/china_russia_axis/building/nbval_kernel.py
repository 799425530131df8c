"""A pytest plugin: nbval runs each notebook in the kernel it was built in, offline and strict."""

import os

import pytest

from china_russia_axis.building import kernel


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item):
    """Give the environment of a build to the kernel that nbval starts for a notebook's first cell."""
    if type(item).__name__ != "IPyNbCell":
        return (yield)
    kernel.warm_up()
    before = dict(os.environ)
    os.environ.update(kernel.environment())
    try:
        return (yield)
    finally:
        os.environ.clear()
        os.environ.update(before)
