"""The built-in router: a message becomes an ordered plan of steps."""

from nemo_tui.engine.actions import Action, Message, PlanContext
from nemo_tui.hooks import hookimpl
from nemo_tui.plugins.intents.planning import plan


@hookimpl
def nemo_plan(message: Message, context: PlanContext) -> list[Action]:
    """Plan the steps of a message."""
    return plan(message, context)
