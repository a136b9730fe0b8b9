"""The built-in translator of GUI talk: what a sentence shows and which actions it asks for."""

from nemo_tui.engine.actions import SpeakContext, Translation
from nemo_tui.hooks import hookimpl


@hookimpl
def nemo_gui_speak(sentence: str, context: SpeakContext) -> Translation | None:
    """Translate one sentence, or None where it holds no GUI talk."""
    from nemo_tui.plugins.gui_speak.speaking import translate  # takes a moment to compile

    return translate(sentence, context)
