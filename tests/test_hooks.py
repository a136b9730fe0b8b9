"""Plug-ins are called one by one; a broken one is named and harms nobody."""

from importlib.metadata import EntryPoint
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pluggy
import pytest

from nemo_tui import hooks
from nemo_tui.hooks import ClientHooks, Command, Fault, Plugins, StudioHooks, hookimpl


class Quiet:
    @hookimpl
    def nemo_poll_delay(self, job: object, attempt: int, backend: str) -> float | None:
        return None


class Slow:
    @hookimpl
    def nemo_poll_delay(self, attempt: int) -> float:
        return 10.0 * attempt


class Broken:
    @hookimpl
    def nemo_poll_delay(self) -> float:
        raise RuntimeError("out of order " + "x" * 500)


def delay(plugins: Plugins) -> Any:
    return plugins.first("nemo_poll_delay", job=None, attempt=3, backend="local")


def test_the_last_registered_is_asked_first() -> None:
    plugins = Plugins(ClientHooks)
    plugins.register(SimpleNamespace())
    plugins.register(Slow(), "ours")
    other = type("Other", (), {"nemo_poll_delay": hookimpl(lambda self: 1.0)})
    plugins.register(other(), "theirs")
    assert delay(plugins) == 1.0
    found = plugins.call("nemo_poll_delay", job=None, attempt=1, backend="")
    assert list(found) == [1.0, 10.0]


def test_none_leaves_it_to_the_next() -> None:
    plugins = Plugins(ClientHooks)
    plugins.register(Slow(), "slow")
    plugins.register(Quiet(), "quiet")
    assert delay(plugins) == 30.0


def test_nobody_answers_with_none() -> None:
    assert delay(Plugins(ClientHooks)) is None


def test_one_that_raises_is_named_and_the_rest_carry_on() -> None:
    heard: list[Fault] = []
    plugins = Plugins(ClientHooks, on_fault=heard.append)
    plugins.register(Slow(), "slow")
    plugins.register(Broken(), "broken")
    assert delay(plugins) == 30.0
    assert [(fault.plugin, fault.hook) for fault in heard] == [("broken", "nemo_poll_delay")]
    assert heard[0].error.startswith("RuntimeError: out of order")
    assert len(heard[0].error) <= 200
    assert plugins.faults == heard


def test_a_misspelt_hook_is_refused() -> None:
    misspelt = type("Misspelt", (), {"nemo_pol_delay": hookimpl(lambda self: 1.0)})
    with pytest.raises(pluggy.PluginValidationError):
        Plugins(ClientHooks).register(misspelt())


def test_a_misspelt_argument_is_refused() -> None:
    misspelt = type("Misspelt", (), {"nemo_poll_delay": hookimpl(lambda self, tries: 1.0)})
    with pytest.raises(pluggy.PluginValidationError):
        Plugins(ClientHooks).register(misspelt())


def test_entry_points_load_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builtins.__test_hooks_slow__", Slow(), raising=False)
    points = [
        EntryPoint("absent", "no_such_module_at_all", hooks.GROUP),
        EntryPoint("misspelt", "builtins:__test_hooks_misspelt__", hooks.GROUP),
        EntryPoint("good", "builtins:__test_hooks_slow__", hooks.GROUP),
    ]
    misspelt = type("Misspelt", (), {"nemo_pol_delay": hookimpl(lambda self: 1.0)})()
    monkeypatch.setattr("builtins.__test_hooks_misspelt__", misspelt, raising=False)
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: points)
    plugins = Plugins(ClientHooks)
    plugins.load_entry_points()
    assert delay(plugins) == 30.0
    assert [(fault.plugin, fault.hook) for fault in plugins.faults] == [
        ("absent", "load"),
        ("misspelt", "load"),
    ]


def test_a_plug_in_may_serve_the_app_and_the_studio() -> None:
    both = type("Both", (), {"nemo_fetch": hookimpl(lambda self, url: None)})
    for specs in (ClientHooks, StudioHooks):
        plugins = Plugins(specs)
        plugins.register(both())
        assert plugins.faults == []


def test_files_of_a_folder_load_one_by_one(tmp_path: Path) -> None:
    marked = "from nemo_tui.hooks import hookimpl\n@hookimpl\ndef "
    (tmp_path / "a_broken.py").write_text("raise SystemError('no')")
    (tmp_path / "b_misspelt.py").write_text(marked + "nemo_pol_delay(): return 2.0\n")
    (tmp_path / "c_good.py").write_text(marked + "nemo_poll_delay(): return 2.0\n")
    (tmp_path / "notes.txt").write_text("x")
    plugins = Plugins(ClientHooks)
    plugins.load_folder(tmp_path)
    plugins.load_folder(tmp_path / "absent")
    assert delay(plugins) == 2.0
    assert [fault.plugin for fault in plugins.faults] == ["a_broken", "b_misspelt"]


@pytest.mark.parametrize("specs", [ClientHooks, StudioHooks])
def test_a_hook_without_an_implementation_has_no_result(specs: type) -> None:
    names = [name for name in vars(specs) if name.startswith("nemo_")]
    assert names
    assert all(list(Plugins(specs).call(name)) == [] for name in names)
    for name in names:
        arguments = [None] * (getattr(specs, name).__code__.co_argcount - 1)
        if name != "nemo_turn_event":
            with pytest.raises(NotImplementedError):
                getattr(specs(), name)(*arguments)


def test_a_command_is_a_plain_value() -> None:
    assert Command("export", "help", "export") == Command("export", "help", "export", takes="")
