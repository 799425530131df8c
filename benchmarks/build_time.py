"""Time of building the whole course anew and of checking it.

Both run as a teacher would start them, one after the other: `axis build --again` into a folder of its own,
then `axis build --check` on the committed notebooks. The aim is under five
minutes together on two processors.

    .venv/bin/python benchmarks/build_time.py
"""

import os
import subprocess
import sys
import tempfile
import time


def main():
    """Run both and print a line each."""
    total = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for name, arguments in (
            ("build, all anew", ["build", "--again", "--notebooks", folder]),
            ("check, all", ["build", "--check"]),
        ):
            seconds, status = timed(arguments)
            total += seconds
            print(f"{name:18}{seconds:7.1f} s{'' if status == 0 else f'   exit {status}'}", flush=True)
    print(f"{'together':18}{total:7.1f} s on {os.cpu_count()} processors (aim: under 300)")


def timed(arguments) -> tuple[float, int]:
    """Seconds of wall time of one command, and its exit status."""
    start = time.perf_counter()
    command = [
        sys.executable,
        "-c",
        "from china_russia_axis.cli import main; raise SystemExit(main())",
        *arguments,
    ]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start, done.returncode


if __name__ == "__main__":
    main()
