"""The built-in translator of GUI talk: what a sentence shows and which actions it asks for.

A sentence goes down this list:

- `speaking`: one sentence, from the question whether it is content to its actions
- `english`, `chinese`: where GUI talk is, by rules. Of either language: `_addressing` (whom a
  clause speaks of), `_places` (elements without a verb), `_moves` (dragging), `_words` (tables).
  English verbs are in `english_clicks` and `english_looks`
- `elements`: the step that a name stands for ("Billing": credits)
- `second_opinion`: what the trained model (`hunch`) adds to the rules or takes from them
- `modes`: instruction or choice
- `rewriting`: which clauses go; `wording`: the words in place of the others
- `edits`: the change that was asked for, as a message
- `sentence`: the text without its marks, and a finding in it
"""

import importlib
import threading
from functools import cache

from nemo_tui.engine.actions import SpeakContext, Translation
from nemo_tui.engine.turn import Planned, TurnEvent
from nemo_tui.hooks import hookimpl


@hookimpl
def nemo_gui_speak(sentence: str, context: SpeakContext) -> Translation | None:
    """Translate one sentence, or None where it holds no GUI talk."""
    from nemo_tui.plugins.gui_speak.speaking import translate  # takes a moment to compile

    return translate(sentence, context)


@hookimpl
def nemo_turn_event(event: TurnEvent) -> None:
    """Compile while the first turn waits for the backend, not when its answer is there."""
    if isinstance(event, Planned):
        _compile_ahead()


@cache
def _compile_ahead() -> None:
    speaking = f"{__name__}.speaking"
    threading.Thread(target=importlib.import_module, args=(speaking,), name=speaking).start()
