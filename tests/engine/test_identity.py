"""One client id for all NemoVideo skills; tokens private, kept for as long as they live."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from nemo_tui.engine.identity import KeptToken, TokenKeeper, client_id
from nemo_tui.protocol.models import TokenGrant
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


@pytest.mark.parametrize("when", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_moment_beyond_the_calendar_is_no_reason_to_stop(tmp_path: Path, when: str) -> None:
    grant = TokenGrant.read({"token": "one", "expires_at": when})
    keeper = TokenKeeper(tmp_path)
    keeper.put("u", "c", KeptToken(grant.token, grant.user_id, grant.expires_at))
    assert keeper.get("u", "c")
    [file] = tmp_path.glob("*.json")
    file.write_text(json.dumps({"token": "one", "expires_at": when}))
    assert keeper.get("u", "c") is None
