"""Skill files of every shape give a skill or a note, and their text stays data."""

import codecs
import contextlib
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_tui.catalogue import Catalogue
from nemo_tui.config import load
from nemo_tui.plugins import skill_roots
from nemo_tui.skills import (
    NotASkill,
    Skill,
    Skills,
    bundled_folder,
    discover,
    read_skill,
)
from nemo_tui.skills.document import MAX_BYTES, decode, parse
from nemo_tui.skills.shelf import MAX_DEPTH, MAX_FOLDERS

PLAIN = """---
name: clip-polisher
version: "2.1"
displayName: "Clip Polisher"
description: Makes clips shine.
metadata: {"openclaw": {"emoji": "✨", "requires": {"env": ["NEMO_TOKEN"]}}}
---

> Show me a clip.

**Try saying:**
- "polish this clip"
- “make it glow”
- 「加一点光」

**IMPORTANT** this line is no item.

Sessions live at nemo_agent. A file may have up to 200 MB.
Supported formats: mp4, mov, heic.
"""


def write(folder: Path, name: str, text: str | bytes) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    folder = tmp_path / "shelf"
    folder.mkdir()
    return folder


def read(folder: Path, text: str | bytes, name: str = "some-skill.md") -> Skill:
    return read_skill(write(folder, name, text))


def test_a_whole_file(shelf: Path) -> None:
    skill = read(shelf, PLAIN)
    assert (skill.name, skill.version, skill.title) == ("clip-polisher", "2.1", "Clip Polisher")
    assert skill.greeting == "Show me a clip."
    assert skill.starters == ("polish this clip", "make it glow", "加一点光")
    assert (skill.emoji, skill.max_bytes, skill.formats[-1]) == ("✨", 200_000_000, "heic")
    assert skill.warnings == ()
    assert not skill.generic


@pytest.mark.parametrize("written", ["1.10", "1.0", "010", "2026-03-19", "1.8.9", "yes", "null"])
def test_a_version_stays_the_text_that_was_written(shelf: Path, written: str) -> None:
    skill = read(shelf, f"---\nname: exact\nversion: {written}\n---\nnemo_agent")
    assert skill.version == written
    assert skill.attribution()["X-Skill-Version"] == written


@pytest.mark.parametrize("written", ["off", "123", "1e5", "0x10"])
def test_a_name_stays_the_text_that_was_written(shelf: Path, written: str) -> None:
    assert read(shelf, f"---\nname: {written}\n---\nx").name == written


@pytest.mark.parametrize(
    "raw",
    [
        PLAIN.encode("utf-8-sig"),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        codecs.BOM_UTF16_LE + PLAIN.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + PLAIN.encode("utf-16-be"),
        b"\n\n" + PLAIN.encode(),
        PLAIN.replace("---\n", "--- \t\n").encode(),
        PLAIN.replace("---\n", "-----\n").encode(),
    ],
    ids=["bom", "crlf", "cr", "utf16le", "utf16be", "leading", "spaces", "long-fence"],
)
def test_encodings_and_fences(shelf: Path, raw: bytes) -> None:
    skill = read(shelf, raw)
    assert (skill.name, skill.version, skill.emoji) == ("clip-polisher", "2.1", "✨")
    assert skill.starters[0] == "polish this clip"


def test_text_that_was_decoded_once_too_often_is_repaired(shelf: Path) -> None:
    broken = PLAIN.encode().decode("latin-1").encode()
    skill = read(shelf, broken)
    assert skill.emoji == "✨"
    assert skill.starters[2] == "加一点光"
    assert skill.warnings == ("skills.repaired_encoding",)


def test_honest_latin_letters_are_left_alone() -> None:
    assert decode("Ünïcödé Ã©".encode()) == ("Ünïcödé Ã©", ())


def test_bytes_that_are_no_utf8_are_read_with_a_note(shelf: Path) -> None:
    skill = read(shelf, PLAIN.replace("shine", "sh\xefne").encode("latin-1", "replace"))
    assert skill.name == "clip-polisher"
    assert "skills.repaired_encoding" in skill.warnings


def test_an_unquoted_colon_costs_nothing(shelf: Path) -> None:
    skill = read(
        shelf, '---\nname: "c"\ndescription: cut: and join\n  over lines\nversion: 3\n---\nx'
    )
    assert (skill.name, skill.description, skill.version) == ("c", "cut: and join over lines", "3")
    assert "skills.repaired_header" in skill.warnings


def test_a_header_that_never_ends(shelf: Path) -> None:
    skill = read(shelf, "---\nname: open-end\nversion: 1.2\n\n# Title\n\nText: here.\n")
    assert (skill.name, skill.version, skill.title) == ("open-end", "1.2", "Title")


def test_a_header_without_a_body(shelf: Path) -> None:
    assert read(shelf, "---\nname: bare\nversion: 4.0.0\n---").name == "bare"


@pytest.mark.parametrize(
    "metadata",
    [
        'metadata: {"openclaw": {"emoji": "✨"}}',
        'metadata: \'{"openclaw": {"emoji": "✨",},}\'',
        'metadata: |\n  {"clawdbot": {"emoji": "✨"}}',
        "metadata:\n  primaryEnv: X\n  clawdis:\n    emoji: ✨",
        "metadata:\n  emoji: ✨",
        "openclaw.emoji: ✨",
        "metadata: {a: b}\nmetadata: {openclaw: {emoji: ✨}}",
    ],
)
def test_every_way_to_write_metadata(shelf: Path, metadata: str) -> None:
    assert read(shelf, f"---\nname: m\n{metadata}\n---\nx").emoji == "✨"


def test_a_description_that_is_a_list(shelf: Path) -> None:
    assert read(shelf, "---\nname: l\ndescription: [one, two]\n---\nx").description == "one two"


@pytest.mark.parametrize(
    "body",
    [
        "| `X-Skill-Source` | `from-the-text` |",
        "X-Skill-Source | from-the-text |",
        "X-Skill-Source is from-the-text, and more",
        "- **X-Skill-Source**: from-the-text",
        'curl -H "X-Skill-Source: from-the-text"',
        "`X-Skill-Source`: $SKILL_NAME\n\nX-Skill-Source: from-the-text",
    ],
)
def test_without_a_header_the_name_comes_from_the_text(shelf: Path, body: str) -> None:
    skill = read(shelf, f"v3.2.1Some page\n\n{body}\n")
    assert (skill.name, skill.version) == ("from-the-text", "3.2.1")
    assert "skills.no_header" in skill.warnings


@pytest.mark.parametrize(
    "body",
    ["X-Skill-Source, X-Skill-Version and more", "X-Skill-Source and so on", "X-Skill-Source: the"],
)
def test_the_file_name_is_the_last_resort(shelf: Path, body: str) -> None:
    assert read(shelf, body, "last-resort.md").name == "last-resort"
    assert read(shelf, body, "my-folder/SKILL.md").name == "my-folder"


def test_the_header_wins_over_the_text_and_says_so(shelf: Path) -> None:
    head = '---\nname: nemo_video\nversion: "1.8.9"\n---\n'
    text = head + "nemo_agent\nX-Skill-Source: nemo-video\nX-Skill-Version: 1.0\n"
    skill = read(shelf, text)
    assert skill.attribution()["X-Skill-Source"] == "nemo_video"
    assert skill.attribution()["X-Skill-Version"] == "1.8.9"
    assert skill.warnings == ("skills.name_differs", "skills.version_differs")


@pytest.mark.parametrize(
    "block",
    [
        'Try saying:\n- "one thing"\n- "two things"\n',
        '**Try saying:**\n\n- - "one thing"\n- - "two things"\n\nMore.',
        'Try: "one thing" · "two things" · "one thing"',
        "**Try saying**:\n1. one thing\n2. two things\n**IMPORTANT**: no item",
        'Upload, type "one thing", wait; then type "two things" and export.',
    ],
)
def test_starter_prompts_in_every_form(shelf: Path, block: str) -> None:
    assert read(shelf, f"---\nname: s\n---\n# Head\n\n{block}").starters == (
        "one thing",
        "two things",
    )


def test_a_greeting_without_its_mark(shelf: Path) -> None:
    assert (
        read(shelf, 'Getting Started\nHand it over.\nTry saying:\n- "go on"').greeting
        == "Hand it over."
    )


def test_a_skill_without_prompts_has_none(shelf: Path) -> None:
    assert read(shelf, "---\nname: s\ndescription: It does.\n---\nText.").starters == ()


def test_headers_are_visible_ascii(shelf: Path) -> None:
    text = '---\nname: "视频 x\\r\\nX-Evil: 1\\e[31m"\nversion: "1.0\\r\\nA: b é"\n---\nx'
    headers = read(shelf, text).attribution()
    assert set(headers) == {"X-Skill-Source", "X-Skill-Version", "X-Skill-Platform"}
    assert all("!" <= character <= "~" for value in headers.values() for character in value)
    assert all(headers.values())


def test_controls_and_direction_overrides_are_dropped(shelf: Path) -> None:
    text = PLAIN.replace("shine", "shi\x1b[2J\u202ene").replace(
        '"Clip Polisher"', '"A\\u202e\\e]0;B\\a"'
    )
    skill = read(shelf, text)
    seen = skill.title + skill.description + skill.greeting + "".join(skill.starters)
    assert not any(character in seen for character in "\x1b\x07\u202e")


def test_a_localised_voice(shelf: Path) -> None:
    voice = "localised:\n  zh:\n    greeting: 你好\n    starters: [压缩]\n"
    text = f"---\nname: v\ndescription: d\n{voice}---\nx"
    skill = read(shelf, text)
    assert skill.voice("zh-CN").greeting == "你好"
    assert skill.voice("zh").starters == ("压缩",)
    assert skill.voice("de").greeting == "d"


@pytest.mark.parametrize(
    "junk",
    [
        "---\n- a\n- b\n---\nbody text",
        "---\n!!python/object:os.system x\n---\nbody text",
        "---\na: &a [*a]\nb: *a\n---\nbody text",
        "---\n? [a, b]\n: c\n---\nbody text",
        "---\nname: !!int x\nversion: !!timestamp never\n---\nbody",
        "---\n" + "[" * 5000 + "\n---\nbody",
        "---\nname: " + "x" * 5000 + "\n---\nbody",
        "---\nmetadata: '" + "[" * 5000 + "'\n---\nbody",
        '---\nname: "\\ud800"\n---\nbody',
        "+++\nname = 'toml'\n+++\nbody",
    ],
)
def test_junk_gives_a_skill_all_the_same(shelf: Path, junk: str) -> None:
    skill = read(shelf, junk)
    assert skill.name
    assert all(skill.attribution().values())
    skill.name.encode()


@given(st.binary(max_size=300))
def test_any_bytes_give_a_document(raw: bytes) -> None:
    document = parse(b"---\n" + raw)
    assert isinstance(document.body, str)


@given(st.text(alphabet="-:\n >|{}[]'\"&*!?%@`#name \t\x1bé", max_size=120))
def test_any_header_gives_a_skill_or_our_own_error(tmp_path: Path, text: str) -> None:
    file = write(tmp_path, "any.md", f"---\n{text}\n---\n{text}")
    with contextlib.suppress(NotASkill):
        assert all(read_skill(file).attribution().values())


def test_files_that_give_no_skill_leave_a_note(shelf: Path) -> None:
    write(shelf, "empty.md", "")
    write(shelf, "huge.md", b"x" * (MAX_BYTES + 1))
    skills = Skills([shelf], {})
    assert skills.all() == []
    assert {note.file.name: note.reason for note in skills.notes} == {
        "empty.md": "skills.empty",
        "huge.md": "skills.too_large",
    }
    with pytest.raises(NotASkill, match="unreadable"):
        read_skill(shelf)


def test_every_note_and_warning_has_a_sentence(shelf: Path) -> None:
    catalogue = Catalogue()
    source = "".join(
        file.read_text() for file in (Path(__file__).parent.parent / "nemo_tui/skills").glob("*.py")
    )
    keys = {part.split('"')[0] for part in source.split('"skills.')[1:]} - {"md"}
    assert len(keys) >= 9
    assert all(catalogue.has(f"skills.{key}") for key in keys)


def test_what_counts_as_a_skill_in_a_folder(shelf: Path) -> None:
    for name in ("one.md", "README.md", ".hidden.md", "notes.txt", "deep/loose.md"):
        write(shelf, name, PLAIN.replace("clip-polisher", Path(name).stem))
    for name in (
        "two/SKILL.md",
        "@owner/three/skill.md",
        "four/skills.md",
        "node_modules/x/SKILL.md",
    ):
        write(shelf, name, PLAIN.replace("clip-polisher", name.split("/")[-2]))
    assert [skill.name for skill in discover([shelf], {})] == ["four", "one", "three", "two"]


def test_a_file_may_be_given_itself(shelf: Path) -> None:
    file = write(shelf, "one.md", PLAIN)
    assert [skill.source for skill in discover([file], {})] == [file]


def test_depth_and_number_of_folders_are_limited(shelf: Path) -> None:
    write(shelf, "/".join("d" * MAX_DEPTH) + "/SKILL.md", PLAIN)
    write(
        shelf, "/".join("e" * (MAX_DEPTH + 1)) + "/SKILL.md", PLAIN.replace("clip-polisher", "deep")
    )
    assert [skill.name for skill in discover([shelf], {})] == ["clip-polisher"]
    assert MAX_FOLDERS <= 2_000


def test_links_out_of_the_root_are_not_followed(shelf: Path, tmp_path: Path) -> None:
    outside = write(tmp_path, "outside/secret/SKILL.md", PLAIN)
    (shelf / "folder").symlink_to(outside.parent.parent)
    (shelf / "file.md").symlink_to(outside)
    (shelf / "loop").symlink_to(shelf)
    write(shelf, "own.md", PLAIN.replace("clip-polisher", "own"))
    (shelf / "alias.md").symlink_to(shelf / "own.md")
    assert [skill.name for skill in discover([shelf], {})] == ["own"]


def test_a_named_pipe_is_passed_over(shelf: Path) -> None:
    os.mkfifo(shelf / "pipe.md")
    assert discover([shelf], {}) == []


def test_the_first_root_wins_and_names_what_it_hides(tmp_path: Path) -> None:
    first = write(tmp_path / "a", "x.md", PLAIN.replace('"2.1"', '"9"'))
    second = write(tmp_path / "b", "y/SKILL.md", PLAIN)
    (skill,) = discover([first.parent, second.parent.parent], {})
    assert skill.version == "9"
    assert skill.hides == (second,)


def test_a_copy_hides_nothing(tmp_path: Path) -> None:
    roots = [write(tmp_path / name, "x.md", PLAIN).parent for name in ("a", "b", "c")]
    (skill,) = discover(roots, {})
    assert skill.source.parent == roots[0]
    assert skill.hides == ()


def test_origins_and_the_order_of_the_usual_roots(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = tmp_path / "project"
    project.mkdir()
    monkeypatch.chdir(project)
    paths = load({"HOME": str(home)}).paths
    write(project / "skills", "p.md", PLAIN.replace("clip-polisher", "mine"))
    write(paths.skills, "u.md", PLAIN.replace("clip-polisher", "mine"))
    write(paths.skills, "only.md", PLAIN)
    skills = Skills(skill_roots.nemo_skill_roots(load({"HOME": str(home)})), {})
    origins = {skill.name: skill.origin for skill in skills.all()}
    assert origins["mine"] == "project"
    assert origins["clip-polisher"] == "user"
    assert origins["video-compressor-download"] == "bundled"


def test_a_person_may_replace_a_skill_that_ships(home: Path) -> None:
    config = load({"HOME": str(home)})
    text = PLAIN.replace("clip-polisher", "video-maker-download")
    write(config.paths.skills, "v.md", text)
    skill = Skills(skill_roots.nemo_skill_roots(config), {}).get("Video-Maker-Download")
    assert skill is not None
    assert skill.version == "2.1"
    assert skill.hides[0].parent == bundled_folder()


def test_refresh_notices_what_was_added_edited_and_removed(shelf: Path) -> None:
    skills = Skills([shelf], {})
    assert skills.refresh()
    assert not skills.refresh()
    file = write(shelf, "one.md", PLAIN)
    assert skills.refresh()
    assert skills.get("clip-polisher") is not None
    first = skills.get("clip-polisher")
    assert not skills.refresh()
    assert skills.get("clip-polisher") is first
    write(shelf, "one.md", PLAIN.replace("2.1", "2.10"))
    assert skills.refresh()
    assert skills.all()[0].version == "2.10"
    file.unlink()
    assert skills.refresh()
    assert skills.get("clip-polisher") is None


@pytest.mark.parametrize(
    ("place", "mark", "platform"),
    [
        ("any/x/SKILL.md", "any/x/.clawhub/origin.json", "clawhub"),
        ("any/x/SKILL.md", "any/x/.clawdhub/origin.json", "clawhub"),
        (".clawhub/skills/x/SKILL.md", "", "clawhub"),
        ("work/skills/x/SKILL.md", "work/.clawhub/lock.json", "clawhub"),
        ("work/skills/@owner/x/SKILL.md", "work/.clawhub/lock.json", "clawhub"),
        ("work/skills/y/SKILL.md", "work/.clawhub/lock.json", "unknown"),
        (".cursor/skills/x/SKILL.md", "", "cursor"),
        (".cursor/rules/x/SKILL.md", "", "unknown"),
        ("somewhere/x/SKILL.md", "", "unknown"),
    ],
)
def test_the_platform_is_where_it_was_installed_from(
    shelf: Path, place: str, mark: str, platform: str
) -> None:
    if mark:
        write(shelf, mark, json.dumps({"version": 1, "skills": {"x": {"version": "1.0.0"}}}))
    file = write(shelf, place, PLAIN)
    assert read_skill(file).platform == platform
    assert read_skill(file, environ={"SKILL_SOURCE": "github"}).platform == "github"


def test_the_four_skills_that_ship_are_complete() -> None:
    skills = discover([bundled_folder()], {})
    assert [skill.name for skill in skills] == [
        "video-compressor-download",
        "video-downloader-online",
        "video-maker-download",
        "video-maker-free-download-app",
    ]
    for skill in skills:
        assert skill.warnings == ()
        assert skill.version == "1.0.0"
        assert skill.source.stem == skill.name
        assert skill.max_bytes == 500_000_000
        assert len(skill.formats) == 13
        assert len(skill.starters) == len(skill.voice("zh").starters) == 3
        assert skill.voice("zh").greeting != skill.greeting
        assert len(skill.description) <= 1024
        assert skill.emoji
