"""Run in ``.venv-site``, where the course is not installed: Sphinx with every connection refused.

python start_sphinx.py PATH/TO/offline.py ARGUMENTS OF sphinx-build
"""

import importlib.util
import sys


def main(offline: str, arguments: list[str]) -> int:
    """Block the network, then hand over to Sphinx."""
    spec = importlib.util.spec_from_file_location("offline", offline)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.block()
    from sphinx.cmd.build import main as build

    return build(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
