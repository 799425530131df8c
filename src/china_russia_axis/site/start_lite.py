"""Run in ``.venv-site``, where the course is not installed: JupyterLite with every connection refused.

python start_lite.py PATH/TO/offline.py ARGUMENTS OF `jupyter lite`
"""

import importlib.util
import sys


def main(offline: str, arguments: list[str]) -> None:
    """Block the network, then hand over to JupyterLite."""
    spec = importlib.util.spec_from_file_location("offline", offline)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.block()
    from jupyterlite_core.app import LiteApp

    LiteApp.launch_instance(arguments)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
