"""A large file goes up and down at constant memory; the benchmark measures 500 MB."""

import json
import subprocess
import sys
from pathlib import Path

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "transfer_memory.py"


def test_a_transfer_does_not_hold_the_file() -> None:
    command = [sys.executable, str(BENCHMARK), "--megabytes", "120"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    figures = json.loads(done.stdout)
    assert figures["arrived_whole"]
    assert figures["upload"]["grew_mb"] < 30
    assert figures["download"]["grew_mb"] < 30
