"""The app with hostile text in everything it can be told; run by test_terminal in a pty."""

import asyncio
import sys
from pathlib import Path

from textual.events import Paste

from nemo_tui.engine.actions import Action, Message, Step
from nemo_tui.engine.turn import (
    Exported,
    Failed,
    Finished,
    Notice,
    Planned,
    Proposed,
    Rendering,
    Said,
    Saying,
    SegmentView,
    StepStarted,
    TimelineChanged,
    TimelineView,
    TrackView,
    Uploaded,
    Uploading,
    Working,
)
from nemo_tui.ui.app import NemoApp
from nemo_tui.ui.terminal import run
from tests.ui.fakes import Script, World

EVIL = (
    "A\x1b]52;c;UFdORUQ=\x07B A\x1b]0;PWNED\x07B A\x1b]8;;http://evil\x1b\\L\x1b]8;;\x1b\\B "
    "A\x1b[2JB A\x9b2JB A\x9d52;c;UFdORUQ=\x9cB A\x1bP+q544e\x1b\\B A\x07B A\x1bMB A\u202eB "
    "A\rB A\x08B A\x00B A\x7fB A\x1bcB"
)


def script(file: Path) -> Script:
    """A turn that puts it everywhere."""
    action = Action(Step.CHAT, EVIL)
    segment = SegmentView(EVIL, 0, 5000, 40, EVIL)
    tracks = (TrackView("video", (segment,)), TrackView("text", (segment,)))
    change = Notice("engine.timeline.video_added", {"label": EVIL, "span": EVIL})
    return [
        Planned((action,), message=Message(EVIL)),
        StepStarted(0, action),
        Working(1, EVIL),
        Uploading(EVIL, 1, 2),
        Uploaded(EVIL, "video"),
        Saying(EVIL),
        Said(f"{EVIL}\n\n```\n{EVIL}\n```\n\n| {EVIL} |\n|--|\n| {EVIL} |\n\n[x](http://a/{EVIL})"),
        TimelineChanged(TimelineView(), TimelineView(tracks, 5000), (change,)),
        Rendering(f"r{EVIL}", EVIL, 10),
        Exported(file, 5, 5, 1, 1, "r"),
        Failed("rate_limited", EVIL, {"x": EVIL}),
        Proposed(action),
        Finished(ok=True),
    ]


async def act(app: NemoApp, file: Path) -> None:
    """Show everything that can be shown."""
    while not app.chat.is_ready:  # noqa: ASYNC110 - looks on from outside
        await asyncio.sleep(0.01)
    app.chat.composer.attach([str(file)])
    app.chat.prompt.post_message(Paste(EVIL))
    await asyncio.sleep(0.1)
    app.chat.prompt.action_send()
    while app.chat.is_busy or not app.activity.last_file:  # noqa: ASYNC110 - likewise
        await asyncio.sleep(0.01)
    app.tell("app.not_found", text=EVIL)
    app.journal.write(EVIL)
    app.sessions.rename(EVIL)
    for page in ("skills", "jobs", "sessions", "log", "settings", "help"):
        app.open_page(page)
        await asyncio.sleep(0.15)
        app.pop_screen()
    app.exit(0)


def main(home: Path) -> int:
    """Run it once and leave."""
    skills = home / ".config" / "nemo-tui" / "skills"
    skills.mkdir(parents=True)
    line = EVIL.replace("\x00", "").replace("\r", "").replace('"', "")
    text = f"---\nname: evil\nversion: 1\n---\n> Hi {line}\n\n**Try saying:**\n- go {line}\nnemo\n"
    (skills / "evil.md").write_text(text, encoding="utf-8")
    file = home / "A\x1b]0;PWNED\x07B\x1b[2Jx\u202e.mp4"
    file.touch()
    app = World(home, [script(file)], skill="evil").app()
    app.call_later(lambda: app.run_worker(act(app, file)))
    return run(app)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
