"""The built-in router: a message becomes an ordered plan of steps."""

from nemo_tui.engine.actions import Action, Message, PlanContext, Step
from nemo_tui.hooks import hookimpl


@hookimpl
def nemo_plan(message: Message, context: PlanContext) -> list[Action]:
    """Plan the steps of a message."""
    return [Action(Step.CHAT, text=message.text)]
