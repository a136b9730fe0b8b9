"""The linear model over hashed features that two plug-ins ask."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_tui.plugins.linear_model import BUCKETS, buckets, features, scores, shares


@given(st.lists(st.text(max_size=9), max_size=30))
def test_any_words_have_their_places(words: list[str]) -> None:
    places = buckets(features(words))
    assert places == sorted(set(places))
    assert all(0 <= place < BUCKETS for place in places)


def test_pieces_of_words_and_pairs_are_features() -> None:
    found = set(features(["click", "点击导出"]))
    assert {"w click", "p click 点击导出", "s  点击导出", "<cli", "ck>", "点击", "导出"} <= found
    assert "<点击" not in found


@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=7))
def test_shares_add_up_to_one_in_the_order_of_the_scores(found: list[float]) -> None:
    told = shares(found)
    assert sum(told) == pytest.approx(1)
    assert told[found.index(max(found))] == max(told)


def test_each_kind_has_a_score_and_many_features_weigh_less() -> None:
    assert scores([], [[1.0], [2.0]]) == [0, 0]
    assert scores([0], [[1.0, 3.0], [2.0, 0.0]]) == [1, 2]
    assert scores([0, 1, 2, 3], [[1.0, 1.0, 1.0, 1.0]]) == [2]
