"""The studio is warm when the first message comes."""

import re
import subprocess
import sys

CHECK = """
import re, sys
from nemo_tui.studio.agent import Agent
from nemo_tui.studio.rehearsal import rehearse
agent = Agent()
before = len(re._cache)
rehearse(agent)
assert "av" in sys.modules
assert not agent.faults
print(len(re._cache) - before)
"""


def test_decoders_are_loaded_and_patterns_compiled() -> None:
    ended = subprocess.run([sys.executable, "-c", CHECK], capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    assert re.fullmatch(r"\d+\n", ended.stdout)
    assert int(ended.stdout) > 50
