"""Plans are completed: every attachment uploaded, every chat step with its words."""

from nemo_tui.engine.actions import Action, Message, PlanContext, Step
from nemo_tui.engine.planner import plan
from nemo_tui.hooks import ClientHooks, Plugins, hookimpl
from tests.engine.desk import Steps, chat, upload

CONTEXT = PlanContext()


def planned(message: Message, *plugins: object) -> tuple[Action, ...]:
    made = Plugins(ClientHooks)
    for plugin in plugins:
        made.register(plugin)
    return plan(message, CONTEXT, made)


def test_without_an_opinion_it_is_said() -> None:
    assert planned(Message("hello")) == (chat("hello"),)
    assert planned(Message("join", ("a.mp4",))) == (upload("a.mp4"), chat("join"))
    assert planned(Message(" ", ("a.mp4",))) == (upload("a.mp4"),)
    assert planned(Message("")) == (chat(""),)


def test_sources_and_words_are_filled_in() -> None:
    steps = Steps(upload("https://x/b.mp4"), chat(""), Action(Step.EXPORT))
    found = planned(Message("join them", ("a.mp4",)), steps)
    assert found[0] == upload("a.mp4", "https://x/b.mp4")
    assert found[1] == chat("join them")


def test_attachment_named_by_a_plugin_is_sent_once() -> None:
    assert planned(Message("go", ("a.mp4",)), Steps(upload("a.mp4"))) == (upload("a.mp4"),)


def test_attachment_forgotten_by_a_plugin_is_sent() -> None:
    assert planned(Message("go", ("a.mp4",)), Steps(chat("go"))) == (upload("a.mp4"), chat("go"))


def test_last_registered_with_a_plan_wins() -> None:
    assert planned(Message("x"), Steps(chat("one")), Steps(chat("two"))) == (chat("two"),)
    assert planned(Message("x"), Steps(chat("one")), Steps()) == (chat("one"),)


def test_nonsense_of_a_plugin_is_passed_over() -> None:
    class Odd:
        @hookimpl
        def nemo_plan(self, message: Message, context: PlanContext) -> object:
            return ["chat", 3]

    assert planned(Message("x"), Odd()) == (chat("x"),)
