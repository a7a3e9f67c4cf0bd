"""Rows of running text whose cells wrap over lines."""

from __future__ import annotations

import pytest

from extractors.forms.text.wrapped_lines import with_whole_rows

PLAIN = ("产出指标 数量指标 培训班次 ≥12期 13期 20 20", "质量指标 培训合格率 ≥90% 94% 20 20")


@pytest.mark.parametrize(
    ("torn", "whole"),
    [
        ("时效指标 培训计划按时完/100% 100% 20 20/成率", "时效指标 培训计划按时完成率 100% 100% 20 20"),
        (
            "效益 社会效益 农户种植技/明显提升 明显提升 20 18/指标 指标 能水平",
            "效益指标 社会效益指标 农户种植技能水平 明显提升 明显提升 20 18",
        ),
        (
            "满意 服务对象 学员满意度 ≥90% 96% 10 10/度指 满意度指/标 标",
            "满意度指标 服务对象满意度指标 学员满意度 ≥90% 96% 10 10",
        ),
        ("成本指标 人均培训成本 ≤800元 760元 10 1/0", "成本指标 人均培训成本 ≤800元 760元 10 1/0"),
    ],
)
def test_a_torn_row_is_put_together(torn: str, whole: str) -> None:
    assert with_whole_rows("\n".join((*PLAIN, *torn.split("/")))) == "\n".join((*PLAIN, *whole.split("/")))


def test_the_rest_of_a_level_at_the_left_edge_goes_to_its_beginning() -> None:
    lines = ("产出 数量指标 培训班次 ≥12期 13期 20 20", "指标 培训人次 ≥600人次 612人次 20 20", PLAIN[1])
    assert with_whole_rows("\n".join(lines)).startswith(f"{PLAIN[0]}\n培训人次 ≥600人次")


@pytest.mark.parametrize(
    "lines",
    [
        ("数量指标", "培训班次", "12期 13期", "质量指标", "培训合格率", "90% 94%"),  # no line holds words and values
        (*PLAIN, "时效指标", "培训计划按时完成率 100% 100% 20 20"),  # a level on a line of its own
        (
            *PLAIN,
            "培训计划按时完成率",
            "100% 100% 20 20",
            "培训资料归档率",
            "100% 100% 10 10",
        ),  # names over their values
        (*PLAIN, "指标1:培训计划完成 10 10", "指标2:"),
    ],
)
def test_other_lines_stay(lines: tuple[str, ...]) -> None:
    assert with_whole_rows("\n".join(lines)) == "\n".join(lines)
