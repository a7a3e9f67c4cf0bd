"""Every doubt of the program is said in Chinese where the review speaks Chinese."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extractors.pdf_layout import trust
from extractors.readers import pdf
from extractors.recognition import recognise
from normalizers.confidence import weights
from pipeline.checks import checks
from pipeline.words import Words
from tests.extractors.papers import document, lined

CHINESE = Words("zh")
CASES = Path(__file__).parents[1] / "cases"
ROWS = (
    "|产出指标|数量指标|维修路灯数量|≥120盏|126盏|20|甲类",
    "|产出指标|质量指标|工程验收合格率|≥95%|98%|30|乙类",
    "|效益指标|社会效益指标|受益居民人数|≥3000人|3100人|20|甲类",
    "|满意度指标|服务对象满意度指标|居民满意度|≥90%|93%|10|甲类",
)


def test_each_doubt_of_a_record() -> None:
    doubts = (CASES / "doubts.txt").read_text(encoding="utf-8").splitlines()
    assert [doubt for doubt in doubts if CHINESE.reason(doubt) == doubt] == []


@pytest.mark.parametrize("table", ["indicators", "amounts"])
def test_each_doubt_that_was_counted(table: str) -> None:
    spoken = [signal for signal, weight in weights(table).items() if weight.most < 1 and ": " not in signal]
    assert spoken
    assert [doubt for doubt in spoken if CHINESE.reason(doubt) == doubt] == []


@pytest.mark.parametrize(
    "role", ["a column under a head that is not known", "the cells of a column are not like its head"]
)
def test_what_columns_say_of_every_row(role: str) -> None:
    assert CHINESE.reason(role) != role


def test_what_was_not_read_of_a_form_with_words_that_nobody_knows() -> None:
    text = "路灯维护项目绩效自评表\n" + lined(
        "项目名称|路灯维护项目",
        "绩效指标|一级指标|二级指标|三级指标|年度指标值|口径栏|分值|归口",
        *ROWS,
        "|其他|||≥3盏|4盏|5|",
    )
    found = recognise(document(text))
    sentences = [*found.reasons, *found.unread, *(reason for row in found.indicators for reason in row.reasons)]
    assert found.unread and any("归口" in sentence for sentence in sentences)
    assert [said for said in map(CHINESE.reason, sentences) if re.search("[a-z]{3}", said)] == []


def test_each_rule_has_a_name_in_both_languages() -> None:
    rules = [rule for check in checks() for rule in check.rules]
    assert [rule for rule in rules for words in (CHINESE, Words("en")) if not words.has(f"rule-{rule}")] == []


def test_why_pages_were_seen_or_left_out() -> None:
    reasons = set(re.findall(r'"([a-z]+(?: [a-zA-Z]+)+)"', Path(trust.__file__).read_text(encoding="utf-8")))
    assert "a picture without text" in reasons
    fates = (pdf._LOST, pdf._SEEN, pdf._FAILED)
    said = [
        sentence
        for fate in fates
        for reason in reasons
        for sentence in pdf._said([(reason, 1), (reason, 2), (reason, 4)], *fate)
    ]
    said += [sentence for fate in fates for reason in reasons for sentence in pdf._said([(reason, 1)], *fate)]
    assert [one for one in map(CHINESE.reason, said) if re.search("[a-z]{3}", one)] == []
