"""How long after a key press on a slider is the new picture painted? The lab against a matplotlib redraw.

Both run in one JupyterLab and one Chromium, one after the other, on the same engine. A move is one arrow key.
The clock starts with the key event in the page. It stops in the first task after the animation frame that
follows the change of the picture (for an image: once it is decoded): then the frame has been painted. The
kernel and the engine are included. Run it on a quiet machine:

    .venv/bin/python benchmarks/slider_latency.py [moves]
"""

import statistics
import sys
import tempfile
from pathlib import Path

import nbformat

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "browser"))
import real_jupyterlab as real

LAB = "import china_russia_axis as cra\ncra.widgets.scenario_lab.lab()"
MATPLOTLIB = """\
import ipywidgets, matplotlib.pyplot as plt
import china_russia_axis as cra
start = cra.scenario.Scenario()
def redraw(chance):
    futures = cra.scenario.futures(start.with_values(taiwan_crisis_per_year=chance))
    plt.figure(figsize=(7.2, 4))
    plt.stackplot(futures.index, futures.to_numpy().T)
    plt.show()
ipywidgets.interact(redraw, chance=ipywidgets.FloatSlider(value=0.06, min=0, max=0.3, step=0.005));"""

# Waits in the page: from the key event to the first task after the frame that shows the changed picture.
PROBE = """([root, picture]) => new Promise(done => {
    const shown = () => root.querySelector(picture)?.src ?? root.querySelector(picture)?.getAttribute('d');
    const before = shown();
    let began = null;
    const key = event => { began ??= performance.now(); };
    document.addEventListener('keydown', key, { capture: true, once: true });
    const watch = new MutationObserver(async () => {
        if (began === null || !shown() || shown() === before) return;
        watch.disconnect();
        await root.querySelector(picture).decode?.().catch(() => {});
        requestAnimationFrame(() => {
            const after = new MessageChannel();
            after.port1.onmessage = () => done(performance.now() - began);
            after.port2.postMessage(null);
        });
    });
    watch.observe(root, { subtree: true, childList: true, attributes: true, attributeFilter: ['d', 'src'] });
})"""


def main(moves=200):
    """Measure both and print the table."""
    with tempfile.TemporaryDirectory() as folder:
        notebook = Path(folder) / "latency.ipynb"
        cells = [nbformat.v4.new_code_cell(LAB), nbformat.v4.new_code_cell(MATPLOTLIB)]
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), notebook)
        with real.jupyterlab(Path(folder), notebook) as (url, _), real.headless() as browser:
            page = real.opened(browser, url)
            real.run_all(page, ".jp-OutputArea-output img")
            lab = real.Lab(page, page.locator(".cra-lab")).unlock()
            lab.range("taiwan_crisis_per_year").focus()
            ours = measure(page, lab.root, ".cra-lab-band", moves)
            page.locator(".noUi-handle").first.focus()
            theirs = measure(page, page.locator(".jp-CodeCell").nth(1), ".jp-OutputArea-output img", moves)
    print(f"{'':24}{'median':>9}{'95th':>9}  ms, {moves} moves, key press to painted change")
    for name, times in (("scenario lab", ours), ("matplotlib redraw", theirs)):
        print(f"{name:24}{statistics.median(times):9.1f}{statistics.quantiles(times, n=20)[-1]:9.1f}")
    print(f"ratio of the medians    {statistics.median(theirs) / statistics.median(ours):9.1f}")


def measure(page, root, picture, moves) -> list:
    """Milliseconds of each move: to and fro, so that the slider never reaches an end."""
    handle, times = root.element_handle(), []
    for move in range(moves + 5):
        page.evaluate(f"parts => {{ window.probe = ({PROBE})(parts); }}", [handle, picture])
        page.keyboard.press("ArrowRight" if move // 20 % 2 == 0 else "ArrowLeft")
        times.append(page.evaluate("() => window.probe"))  # nothing polls while the page works
        page.wait_for_timeout(100)
    return times[5:]


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
