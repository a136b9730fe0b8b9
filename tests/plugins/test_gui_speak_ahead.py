"""The translator is ready before the first answer comes."""

import subprocess
import sys

CHECK = """
import sys, threading
from nemo_tui.engine.turn import Finished, Planned
from nemo_tui.plugins import gui_speak
speaking = "nemo_tui.plugins.gui_speak.speaking"
gui_speak.nemo_turn_event(Finished(True))
assert threading.active_count() == 1
for _ in range(2):
    gui_speak.nemo_turn_event(Planned((), None))
others = [thread for thread in threading.enumerate() if thread is not threading.main_thread()]
assert [thread.name for thread in others] in ([speaking], [])
for thread in others:
    thread.join()
assert speaking in sys.modules
"""


def test_it_compiles_once_when_a_turn_is_planned() -> None:
    ended = subprocess.run([sys.executable, "-c", CHECK], capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
