"""Marks of pages that sites print into a text that they share."""

from __future__ import annotations

import pytest

from extractors.readers.page_marks import without_page_marks

PAGE = "项目名称山林巡护实施单位护林站产出指标数量指标巡查班次≥120班次120班次10" * 5
LIST = ["1、" + "做好山林巡护的各项工作，" * 12 + "按期完成。", "2、" + "抓好队伍建设，" * 20 + "提高能力。"]


@pytest.mark.parametrize(
    ("text", "without"),
    [
        (f"1、{PAGE}质量指\n\n2、标哨塔合格率{PAGE}", f"{PAGE}质量指标哨塔合格率{PAGE}"),
        (f"在线预览\n1、{PAGE}质\n2、量{PAGE}\n3、完", f"在线预览\n{PAGE}质量{PAGE}完"),
        ("\n".join(LIST), "\n".join(LIST)),
        ("1、巡护\n2、防火", "1、巡护\n2、防火"),
        (f"2、{PAGE}质\n3、量{PAGE}", f"2、{PAGE}质\n3、量{PAGE}"),
    ],
)
def test_marks_go_and_numbers_stay(text: str, without: str) -> None:
    assert without_page_marks(text) == without
