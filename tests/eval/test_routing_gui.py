"""The two evaluation sets beside the repository, judged by their own scorers."""

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.eval.predict import predict

EVAL = Path(__file__).resolve().parents[3] / "shared" / "eval"
pytestmark = pytest.mark.skipif(not EVAL.is_dir(), reason="the evaluation sets are not here")


def scorer(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, EVAL / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judged(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.syspath_prepend(str(EVAL))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    source, target = EVAL / f"{kind}_dev.jsonl", tmp_path / "predictions.jsonl"
    predict(kind, source, target)
    rows = [
        [json.loads(line) for line in f.read_text("utf-8").splitlines()] for f in (source, target)
    ]
    out: dict[str, Any] = scorer(f"score_{kind}").score(*rows)[0]
    return out


def test_routing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = judged("routing", tmp_path, monkeypatch)
    assert out["accuracy"] >= 0.97
    assert out["by"]["kind"]["adversarial"]["accuracy"] >= 0.95
    assert out["by"]["kind"]["compound"]["accuracy"] >= 0.95
    assert out["unasked_exports"] == 0
    assert out["missing_predictions"] == 0


def test_gui(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = judged("gui", tmp_path, monkeypatch)
    assert out["perfect"]["rate"] >= 0.93
    assert out["leak"]["rate"] <= 0.01
    assert out["loss"]["rate"] <= 0.01
    assert out["false_alarm"]["rate"] <= 0.01
    assert out["stream_leak"]["n"] == 0
    assert out["stream_leak"]["of"] == out["items"]
