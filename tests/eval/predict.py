"""Write predictions for the routing and GUI sets, through the code that the app runs.

python tests/eval/predict.py routing IN.jsonl OUT.jsonl
python tests/eval/predict.py gui IN.jsonl OUT.jsonl
"""

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from nemo_tui.engine.actions import Message, PlanContext, SpeakContext, Spoken, Translation
from nemo_tui.engine.listener import Listener
from nemo_tui.engine.planner import plan
from nemo_tui.engine.turn import Corrected, Said, Saying, TurnEvent
from nemo_tui.hooks import ClientHooks, Plugins
from nemo_tui.plugins import gui_speak, intents
from nemo_tui.protocol.events import Text

Row = dict[str, Any]


def built_in_plugins() -> Plugins:
    """The two plug-ins that understand language, registered as the app does."""
    plugins = Plugins(ClientHooks)
    plugins.register(intents)
    plugins.register(gui_speak)
    return plugins


def route(item: Row, plugins: Plugins) -> Row:
    """The plan of one routing item."""
    message = Message(item["text"], tuple(item.get("attachments") or ()))
    context = PlanContext(
        skill=item.get("skill", ""),
        has_media=bool(item.get("has_media")),
        has_draft=bool(item.get("has_draft")),
        language="zh" if item.get("lang") == "zh" else "en",
    )
    steps = plan(message, context, plugins)
    return {"id": item["id"], "plan": [str(action.step) for action in steps]}


def translate(item: Row, plugins: Plugins) -> Row:
    """What is shown of one reply, at the end and after each chunk, and its actions."""

    def speak(sentence: str, context: SpeakContext) -> Translation | None:
        found = plugins.first("nemo_gui_speak", sentence=sentence, context=context)
        return found if isinstance(found, Translation) else None

    listener = Listener(speak, item.get("lang", "en"))
    text = item["text"]
    chunks = item.get("chunks") or [text]
    shown, stream = "", []
    for chunk in chunks:
        shown = _after(shown, listener.hear(Text(text=chunk, partial=True, author="nemo_agent")))
        stream.append(shown)
    final = listener.hear(Text(text=text, partial=False, author="nemo_agent")) + listener.end()
    return {
        "id": item["id"],
        "display": _after(shown, final),
        "actions": [_as_row(spoken) for spoken in listener.actions],
        "stream": stream,
    }


def _after(shown: str, events: Iterable[TurnEvent]) -> str:
    for event in events:
        match event:
            case Saying(delta):
                shown += delta
            case Corrected(text) | Said(text):
                shown = text
            case _:
                pass
    return shown


def _as_row(spoken: Spoken) -> Row:
    row = {"action": str(spoken.action.step), "mode": str(spoken.mode)}
    return {**row, "edit": spoken.action.text} if spoken.action.text else row


def predict(kind: str, source: Path, target: Path) -> int:
    """Read items, write predictions; the number of items."""
    work: dict[str, Callable[[Row, Plugins], Row]] = {"routing": route, "gui": translate}
    plugins = built_in_plugins()
    items = [json.loads(line) for line in source.read_text("utf-8").split("\n") if line.strip()]
    rows = (json.dumps(work[kind](item, plugins), ensure_ascii=False) for item in items)
    target.write_text("".join(row + "\n" for row in rows), "utf-8")
    return len(items)


def main(argv: list[str]) -> int:
    """Run from the command line."""
    if len(argv) != 3 or argv[0] not in ("routing", "gui"):
        print(__doc__, file=sys.stderr)
        return 2
    predict(argv[0], Path(argv[1]), Path(argv[2]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
