"""Quantities, stretches and words as the recipes read them."""

import pytest

from nemo_tui.studio.language.bilingual import clock, detect, say
from nemo_tui.studio.language.clauses import cut, is_delivery, is_qualifier
from nemo_tui.studio.language.quantities import normalise
from nemo_tui.studio.language.spans import find
from nemo_tui.studio.language.wording import shield
from nemo_tui.studio.recipe import Library


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("three seconds", "<t3000>"), ("三秒", "<t3000>"), ("0:03", "<t3000>"), ("3s", "<t3000>"),
        ("half a minute", "<t30000>"), ("半分钟", "<t30000>"), ("一分半", "<t90000>"),
        ("a minute and a half", "<t90000>"), ("1m30", "<t90000>"), ("1:00:05", "<t3605000>"),
        ("十五秒", "<t15000>"), ("两分钟", "<t120000>"), ("2-5s", "<t2000> - <t5000>"),
        ("4到6秒", "<t4000> 到 <t6000>"), ("8MB", "<b8000000>"), ("8M", "<b8000000>"),
        ("8兆", "<b8000000>"), ("1.5 GB", "<b1500000000>"), ("500K", "<b500000>"),
        ("百分之五十", "<p50>"), ("三分之一", "<p33.333>"), ("五成", "<p50>"), ("70%", "<p70>"),
        ("-6 dB", "<d-6>"), ("6分贝", "<d6>"), ("9:16", "<r9:16>"), ("16比9", "<r16:9>"),
        ("1080p", "<s0x1080>"), ("1280x720", "<s1280x720>"), ("4K", "<s0x2160>"),
        ("每秒24帧", "<f24>"), ("30 fps", "<f30>"), ("2x", "<x2>"), ("两倍", "<x2>"),
        ("循环三遍", "循环<n3>"), ("90°", "<a90>"), ("90度", "<a90>"), ("100px", "<px100>"),
        ("128kbps", "<k128000>"), ("44.1 kHz", "<h44100>"),
        ("the first second", "the first <t1000>"),
        ("removing it", "remove it"), ("第二段", "第2段"), ("一个标题", "一个标题"),
    ],
)  # fmt: skip
def test_quantities_are_made_uniform(said: str, read: str) -> None:
    assert normalise(said).strip() == read


@pytest.mark.parametrize(
    ("said", "stretches"),
    [
        ("the first 3 seconds", [(0, 3000)]), ("最后两秒", [(8000, 10000)]),
        ("from 2s to 5s", [(2000, 5000)]), ("start at 2s and end at 6s", [(2000, 6000)]),
        ("first and last 2 seconds", [(0, 2000), (8000, 10000)]),
        ("前后各2秒", [(0, 2000), (8000, 10000)]),
        ("the middle 50%", [(2500, 7500)]), ("后半段", [(5000, 10000)]),
        ("从3秒到最后", [(3000, 10000)]),
        ("everything before 0:04", [(0, 4000)]), ("at 3s for 2 seconds", [(3000, 5000)]),
        ("nothing of the kind", []),
    ],
)  # fmt: skip
def test_stretches(said: str, stretches: list[tuple[int, int]]) -> None:
    assert [(s.start, s.end) for s in find(normalise(said), 10_000)] == stretches


def test_quoted_words_are_never_cut_or_read() -> None:
    kept = shield('add "cut it, then mute" and speed it up', Library())
    assert [kept.restore(p.text) for p in cut(kept.text)] == [
        'add "cut it, then mute"', "speed it up",
    ]  # fmt: skip


@pytest.mark.parametrize("said", ["keep the rest", "其余不变", "then carry on", "谢谢"])
def test_qualifiers(said: str) -> None:
    assert is_qualifier(said)


@pytest.mark.parametrize(
    "said", ["and send me the file", "export it", "导出", "发给我", "then download it"]
)
def test_delivery_is_the_clients_part(said: str) -> None:
    assert is_delivery(said)


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("mute it", "en"), ("静音", "zh"), ("add the title “夏天” at the top", "en"),
        ("加标题 Summer Trip", "zh"), ("add the caption 你好 at the bottom", "en"),
    ],
)  # fmt: skip
def test_the_language_of_a_message(said: str, language: str) -> None:
    assert detect(said) == language


def test_chinese_replies_have_chinese_punctuation() -> None:
    assert say("zh", "", "已剪掉 0:00-0:03,剩余 5 秒。") == "已剪掉 0:00-0:03\uff0c剩余 5 秒。"


def test_clock() -> None:
    shown = [clock(ms) for ms in (0, 5000, 62_500, 3_605_000)]
    assert shown == ["0:00", "0:05", "1:02.5", "1:00:05"]
