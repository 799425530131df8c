"""In a browser's Python there are no file locks, and an answer is kept all the same."""

import json
import sys
import types

from china_russia_axis.exercises import practice, progress


def test_an_answer_is_kept_where_python_knows_no_locks(tmp_path, monkeypatch):
    # As in Pyodide: the module is there, and what locks is not in it; Windows's is nowhere.
    monkeypatch.setitem(sys.modules, "fcntl", types.ModuleType("fcntl"))
    monkeypatch.setitem(sys.modules, "msvcrt", None)
    monkeypatch.setattr(sys, "platform", "emscripten")
    monkeypatch.delenv(progress.SWITCH, raising=False)
    monkeypatch.chdir(tmp_path)
    verdict = practice.check("04.1", 1)
    assert verdict.state in progress.STATES
    kept = json.loads((tmp_path / progress.FILE).read_text(encoding="utf-8"))
    assert "04.1" in json.dumps(kept)
