"""The built-in router: a message becomes an ordered plan of steps."""

from nemo_tui.engine.actions import Action, Message, PlanContext
from nemo_tui.hooks import hookimpl


@hookimpl
def nemo_plan(message: Message, context: PlanContext) -> list[Action]:
    """Plan the steps of a message."""
    from nemo_tui.plugins.intents.planning import plan  # its words take a moment to compile

    return plan(message, context)
