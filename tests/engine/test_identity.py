"""One client id for all NemoVideo skills; tokens private, kept for as long as they live."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from nemo_tui.engine.identity import KeptToken, TokenKeeper, client_id
from tests.engine.desk import settings_at


def test_client_id_is_made_once_and_shared(home: Path) -> None:
    settings = settings_at(home)
    made = client_id(settings)
    file = home / ".config" / "nemovideo" / "client_id"
    assert file.read_text().strip() == made
    assert file.stat().st_mode & 0o777 == 0o600
    assert client_id(settings) == made


def test_environment_goes_first_and_writes_nothing(home: Path) -> None:
    assert client_id(settings_at(home, client_id="mine")) == "mine"
    assert not (home / ".config").exists()


@pytest.mark.parametrize("text", ["", "a b", "x" * 65, "ä", "one\ntwo"])
def test_unusable_id_is_replaced(home: Path, text: str) -> None:
    file = home / ".config" / "nemovideo" / "client_id"
    file.parent.mkdir(parents=True)
    file.write_text(text)
    assert len(client_id(settings_at(home))) == 36


def test_home_that_refuses_gives_an_id_for_this_run(home: Path) -> None:
    (home / ".config").write_text("a file, not a folder")
    assert len(client_id(settings_at(home))) == 36


def test_token_is_kept_until_it_runs_out(tmp_path: Path) -> None:
    keeper = TokenKeeper(tmp_path / "tokens")
    later = datetime.now(UTC) + timedelta(days=7)
    keeper.put("http://a", "me", KeptToken("nmv_usr_1", "anon_1", later))
    assert keeper.get("http://a", "me") == KeptToken("nmv_usr_1", "anon_1", later)
    assert keeper.get("http://b", "me") is None
    assert keeper.get("http://a", "you") is None
    soon = datetime.now(UTC) + timedelta(minutes=1)
    keeper.put("http://a", "me", KeptToken("nmv_usr_2", "anon_1", soon))
    assert keeper.get("http://a", "me") is None


def test_dropped_token_is_gone(tmp_path: Path) -> None:
    keeper = TokenKeeper(tmp_path / "tokens")
    keeper.put("u", "c", KeptToken("t", "", datetime.now(UTC) + timedelta(days=1)))
    keeper.drop("u", "c")
    keeper.drop("u", "c")
    assert list(keeper.folder.iterdir()) == []
