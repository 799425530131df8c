// Runs every code cell of the notebooks named on the command line under Pyodide in Node, each notebook in a
// namespace of its own, and prints one line of JSON a notebook: for each cell its text, and its error if any.
//
//   node lessons_in_pyodide.mjs FOLDER_OF_PYODIDE WHEEL,WHEEL,... NOTEBOOK ...
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";

const [runtime, wheels, ...notebooks] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(runtime, "pyodide.mjs")).href);
const quiet = { messageCallback: () => {}, errorCallback: (text) => process.stderr.write(`${text}\n`) };
const python = await loadPyodide({ indexURL: runtime });
await python.loadPackage(["numpy", "pandas", "matplotlib", "scipy", "ipython"], quiet);
await python.loadPackage(wheels.split(",").map((path) => `file://${path}`), quiet);

const run = python.runPython(`
import json, os, traceback
os.environ["MPLBACKEND"] = "agg"
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

# By this name pandas knows a notebook, and sets its tables as it does there.
class ZmqShell(InteractiveShell):
    pass

def run(content, place):
    # A folder of its own, as a student's is: what one notebook writes is not seen by the next.
    os.makedirs(place, exist_ok=True)
    os.chdir(place)
    ZmqShell.clear_instance()
    shell, shown, told = ZmqShell.instance(user_ns={}), [], []

    def show(value):
        if value is not None:
            shown.append(shell.display_formatter.format(value)[0].get("text/plain", ""))

    shell.display_trap.hook = show
    for number, cell in enumerate(json.loads(content)["cells"]):
        if cell["cell_type"] != "code":
            continue
        shown.clear()
        with capture_output() as seen:
            done = shell.run_cell("".join(cell["source"]))
        error = done.error_before_exec or done.error_in_exec
        displayed = [one.data.get("text/plain", "") for one in seen.outputs]
        told.append({
            "cell": number,
            "text": [seen.stdout if not error else "", *displayed, *shown],
            "error": "".join(traceback.format_exception(error)[-4:]) if error else "",
        })
    return json.dumps(told)

run
`);

for (const path of notebooks) {
  const started = Date.now();
  const cells = JSON.parse(run(readFileSync(path, "utf-8"), `/home/pyodide/${notebooks.indexOf(path)}`));
  const seconds = (Date.now() - started) / 1000;
  console.log(JSON.stringify({ notebook: basename(path), path, seconds, cells }));
}
process.exit(0);
