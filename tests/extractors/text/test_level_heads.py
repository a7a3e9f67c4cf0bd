"""Tables of running text whose heads nobody knows."""

from __future__ import annotations

import pytest

from extractors.forms.text.level_heads import level_heads
from extractors.recognition import recognise
from schema.document import Document, Paragraph

ROWS = (
    "产出指标数量指标培训人次≥1800人次质量指标培训合格率≥90%时效指标补贴拨付天数≤15天"
    "效益指标社会效益指标就业率≥60%满意度指标服务对象满意度指标学员满意度≥90%"
)


def test_in_glued_text_a_table_begins_with_a_first_level_over_a_second() -> None:
    text = f"项目名称技能培训补贴考核大类考核小类考核内容期初设定{ROWS}"
    (head,) = level_heads(text, glued=True)
    assert text[head.start :] == ROWS
    assert head.words == ()


@pytest.mark.parametrize(
    "text",
    [
        "产出指标完成情况分析。数量指标完成较好。质量指标、时效指标均达标。成本指标未超。效益指标社会效益指标明显。",
        "产出指标数量指标培训人次≥1800人次质量指标培训合格率≥90%",
        "产出指标数量指标完成较好。质量指标均达标。时效指标按期。效益指标社会效益指标明显。满意度指标较高。",
    ],
)
def test_levels_in_sentences_are_no_table(text: str) -> None:
    assert not list(level_heads(text, glued=True))


def test_labels_with_what_they_say_are_no_head() -> None:
    rows = "产出指标\n数量指标\n培训人次 ≥90人次\n质量指标\n合格率 90%\n满意度指标\n满意度 90%"
    text = f"项目名称  技能培训补贴\n填报单位  柳湾县人社局\n{rows}"
    (head,) = level_heads(text)
    assert (text[head.start :], head.words) == (rows, ())
    reading = recognise(Document("text", tuple(map(Paragraph, text.split("\n")))))
    assert {row.project for row in reading.indicators} == {"技能培训补贴"}


def test_columns_that_only_cells_tell_are_doubted() -> None:
    text = f"技能培训项目绩效目标表（2023年度）项目名称技能培训补贴考核大类考核小类考核内容期初设定{ROWS}"
    reading = recognise(Document("text", (Paragraph(text),)))
    assert [row.name.text for row in reading.indicators][:2] == ["培训人次", "培训合格率"]
    assert any("the head of a table" in sentence for sentence in reading.unread)
