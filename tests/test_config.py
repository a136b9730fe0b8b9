"""Settings: environment over file over defaults; secrets 0600."""

import stat
from pathlib import Path

import pytest

from nemo_tui.config import HOSTED_API, BadSetting, Paths, load, write_private


def environment(home: Path, **more: str) -> dict[str, str]:
    return {"HOME": str(home), **more}


def written(home: Path, text: str) -> dict[str, str]:
    file = home / ".config/nemo-tui/config.toml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    return environment(home)


def test_the_defaults_work_on_this_machine(home: Path) -> None:
    settings = load(environment(home))
    assert settings.backend == "local"
    assert settings.api_url == HOSTED_API
    assert settings.token == ""
    assert settings.paths.skills == home / ".config/nemo-tui/skills"
    assert settings.paths.shared == home / ".config/nemovideo"


@pytest.mark.parametrize("variable", ["NEMO_TOKEN", "NEMO_API_URL"])
def test_a_token_or_an_address_chooses_the_hosted_service(home: Path, variable: str) -> None:
    assert load(environment(home, **{variable: "https://example.org"})).backend == "cloud"


def test_the_file_chooses_over_the_guess(home: Path) -> None:
    environ = {**written(home, 'backend = "local"'), "NEMO_TOKEN": "secret"}
    assert load(environ).backend == "local"


def test_the_environment_goes_before_the_file(home: Path) -> None:
    environ = written(home, 'api_url = "http://a"\nweb_url = "http://b"\npoll_seconds = 9')
    settings = load({**environ, "NEMO_API_URL": "http://c", "NEMO_POLL_SECONDS": "2"})
    assert (settings.api_url, settings.web_url) == ("http://c", "http://b")
    assert settings.poll_seconds == 2.0


def test_every_key_of_the_file_is_read(home: Path) -> None:
    environ = written(
        home,
        'skill = "s"\noutput = "~/films"\nlanguage = "zh-CN"\ntheme = "t"\npictures = "off"\n'
        'notify = false\nkeep_history = false\nplugins_from_folder = true\n[keys]\nquit = "f10"',
    )
    settings = load(environ)
    assert (settings.skill, settings.theme, settings.pictures) == ("s", "t", "off")
    assert settings.output == home / "films"
    assert settings.language == "zh"
    assert not settings.notify
    assert not settings.keep_history
    assert settings.plugins_from_folder
    assert settings.keys == {"quit": "f10"}


def test_the_token_is_not_in_the_text_of_the_settings(home: Path) -> None:
    assert "nmv_secret" not in repr(load(environment(home, NEMO_TOKEN="nmv_secret")))


@pytest.mark.parametrize(
    "text",
    [
        "backend = 1",
        "notify = 3",
        "poll_seconds = 'soon'",
        "poll_seconds = 0",
        "poll_seconds = 1e9",
        "not toml",
        "backend = 'somewhere'",
        "api_url = 'ftp://example.org'",
        "api_url = 'http://['",
        "api_url = 'http://someone:secret@example.org'",
        "web_url = 'javascript:alert(1)'",
        "keys = 3",
        "keys = 'quit'",
    ],
)
def test_a_setting_that_cannot_be_used_is_named(home: Path, text: str) -> None:
    with pytest.raises(BadSetting):
        load(written(home, text))


def test_a_file_that_is_no_text_is_named(home: Path) -> None:
    environ = written(home, "")
    (home / ".config/nemo-tui/config.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadSetting, match=r"config\.toml"):
        load(environ)


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_TW"}, "zh"),
        ({"LANG": "zh_CN", "LC_MESSAGES": "de_DE"}, "en"),
        ({}, "en"),
        ({"LANG": "C"}, "en"),
    ],
)
def test_the_language_follows_the_locale(
    home: Path, variables: dict[str, str], language: str
) -> None:
    assert load(environment(home, **variables)).language == language


def test_xdg_folders_count_only_when_absolute(home: Path, tmp_path: Path) -> None:
    paths = Paths.of(
        environment(home, XDG_DATA_HOME=str(tmp_path / "d"), XDG_CACHE_HOME="not/absolute")
    )
    assert paths.data == tmp_path / "d/nemo-tui"
    assert paths.cache == home / ".cache/nemo-tui"


def test_secrets_are_private_and_replaced_whole(tmp_path: Path) -> None:
    file = tmp_path / "deep/secret"
    write_private(file, "one")
    write_private(file, "two")
    assert file.read_text() == "two"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [entry.name for entry in file.parent.iterdir()] == ["secret"]


def test_a_secret_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    target = tmp_path / "secret"
    target.mkdir()
    with pytest.raises(OSError, match="directory"):
        write_private(target, "one")
    assert not list(tmp_path.glob(".*"))


def test_a_refused_address_does_not_show_its_password(home: Path) -> None:
    with pytest.raises(BadSetting) as caught:
        load(environment(home, NEMO_API_URL="http://someone:secret@example.org"))
    assert "secret" not in str(caught.value)


def test_the_end_of_an_address_makes_no_other_backend(home: Path) -> None:
    assert load(written(home, 'backend = "http://127.0.0.1:9/"')).backend == "http://127.0.0.1:9"
