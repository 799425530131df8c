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
    const of = drawn => drawn && (drawn.src ?? drawn.getAttribute('d') ?? drawn.textContent);
    const shown = () => of(root.querySelector(picture));
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
            rows = {"scenario lab": measure_lab(page, lab, ".cra-lab-band", moves)}
            lab.root.get_by_label("what we do not know").check()
            rows["with intervals"] = measure_lab(page, lab.settle(), ".cra-lab-edge", moves)
            backlog = dragged(page, lab)
            lab.root.get_by_label("as if we knew").check()
            lab.root.get_by_role("tab", name="Questions").click()
            rows["with the tree"] = measure_lab(page, lab.settle(), ".cra-lab-count[data-node=yes]", moves)
            page.locator(".noUi-handle").first.focus()
            rows["matplotlib redraw"] = measure(
                page, page.locator(".jp-CodeCell").nth(1), ".jp-OutputArea-output img", moves
            )
    print(f"{'':24}{'median':>9}{'95th':>9}  ms, {moves} moves, key press to painted change")
    for name, times in rows.items():
        print(f"{name:24}{statistics.median(times):9.1f}{statistics.quantiles(times, n=20)[-1]:9.1f}")
    ours, theirs = (statistics.median(rows[name]) for name in ("scenario lab", "matplotlib redraw"))
    print(f"ratio of the medians    {theirs / ours:9.1f}")
    print(f"a drag of 80 steps with intervals: {backlog}")


def measure_lab(page, lab, picture, moves) -> list:
    """As :func:`measure`, on the slider that moves every picture."""
    lab.root.get_by_role("button", name="Reset").click()
    lab.settle().range("taiwan_crisis_per_year").focus()
    return measure(page, lab.root, picture, moves)


def dragged(page, lab) -> str:
    """Pull a slider from end to end, and tell how many steps were drawn and how long the last one took."""
    slider = lab.range("war_given_crisis")
    slider.scroll_into_view_if_needed()
    before = lab.root.evaluate("root => Number(root.dataset.drawn)")
    box = slider.bounding_box()
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 10, middle)
    page.mouse.down()
    for step in range(80):
        page.mouse.move(box["x"] + 10 + (box["width"] - 20) * step / 79, middle)
        page.wait_for_timeout(16)
    # Whatever waits is waited for inside the page; asking from outside would add its own delay.
    lag = lab.root.evaluate("""root => new Promise(done => {
        const began = performance.now();
        const over = () => root.dataset.waiting === 'no';
        const look = () => over() ? done(performance.now() - began) : setTimeout(look, 1);
        look();
    })""")
    page.mouse.up()
    counts = lab.settle().root.evaluate("root => ({...root.dataset})")
    drawn = int(counts["drawn"]) - before
    return f"{drawn} drawn, the last after {lag:.0f} ms, at most {counts['mostInFlight']} request under way"


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
