"""From a message to steps: the plug-ins decide, this fills in what they left open."""

from dataclasses import replace

from nemo_tui.engine.actions import Action, Message, PlanContext, Step
from nemo_tui.hooks import Plugins


def plan(message: Message, context: PlanContext, plugins: Plugins) -> tuple[Action, ...]:
    """The steps of a message; with no opinion from any plug-in, it is said to the agent."""
    for found in plugins.call("nemo_plan", message=message, context=context):
        steps = _steps(found)
        if steps:
            return _complete(steps, message)
    return _complete(_fallback(message), message)


def _steps(found: object) -> tuple[Action, ...]:
    items = found if isinstance(found, (list, tuple)) else ()
    return tuple(item for item in items if isinstance(item, Action))


def _fallback(message: Message) -> tuple[Action, ...]:
    upload = (Action(Step.UPLOAD),) if message.attachments else ()
    chat = (Action(Step.CHAT),) if message.text.strip() or not upload else ()
    return (*upload, *chat)


def _complete(steps: tuple[Action, ...], message: Message) -> tuple[Action, ...]:
    """Every attachment is uploaded, every chat step has its words."""
    sources = [source for step in steps if step.step is Step.UPLOAD for source in step.sources]
    missing = tuple(item for item in message.attachments if item not in sources)
    if missing and not any(step.step is Step.UPLOAD for step in steps):
        steps = (Action(Step.UPLOAD), *steps)
    return tuple(_filled(step, missing, message, steps) for step in steps)


def _filled(
    step: Action, missing: tuple[str, ...], message: Message, steps: tuple[Action, ...]
) -> Action:
    first_upload = next((item for item in steps if item.step is Step.UPLOAD), None)
    if step is first_upload and missing:
        return replace(step, sources=(*missing, *step.sources))
    if step.step is Step.CHAT and not step.text.strip():
        return replace(step, text=message.text)
    return step
