"""What can hardly stand by itself below a text that was cut."""

from __future__ import annotations

import pytest

from normalizers.names.cut_words import is_rest


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("受益居民", "人数"),
        ("群众满", "意度"),
        ("维护步道", "长度"),
        ("项目验收合", "格率"),
        ("培训", "次数"),
        ("政策知晓", "率"),
        ("≥6200", "人"),
        ("48", "盏"),
        ("≤1,200.5", "万元"),
        ("＞＝3", "公里"),
    ],
)
def test_a_rest(above: str, below: str) -> None:
    assert is_rest(above, below)


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("受益居民人数", "公厕座数"),
        ("培训效果", "群众反响"),
        ("新建", "路灯"),
        ("≥6200人", "人"),
        ("≥95%", "100%"),
        ("≥95", "良好"),
        ("明显", "人数5"),
        ("", "人数"),
        ("受益居民", ""),
        ("长" * 61, "度"),
    ],
)
def test_no_rest(above: str, below: str) -> None:
    assert not is_rest(above, below)
