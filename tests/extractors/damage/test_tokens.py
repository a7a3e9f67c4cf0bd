"""What the pieces of torn rows are."""

from __future__ import annotations

import pytest

from extractors.forms.rows.tokens import kind_of, tokens_of


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("≥", "operator"),
        ("> =", "operator"),
        ("\\geq", "operator"),
        ("定性", "tag"),
        ("定量", "tag"),
        ("50", "figure"),
        ("95%", "figure"),
        ("1,200万元", "figure"),
        ("%", "unit"),
        ("产出指标", "level1"),
        ("数量指标", "level2"),
        ("预算编制", "level2"),
        ("路灯数量", "name"),
        ("预算编制完整性", "name"),
        ("完整", "quality"),
        ("明显改善", "quality"),
        ("每少1盏扣1分", "rule"),
        ("全部完成得满分", "rule"),
        ("该指标考察路灯的维护", "explanation"),
        ("反映路灯是否及时维护", "explanation"),
        ("考察全年路灯维护的数量、质量和及时程度，以及群众对照明的满意程度", "explanation"),
        ("反映率", "name"),
        ("万盏", "unit"),
        ("分，扣完", ""),
        ("*100%", ""),
        ("重分的15", ""),
        ("路灯每相差1盏，扣该项满", "rule"),
        ("不涉及", ""),
        ("……", ""),
        ("-", ""),
        ("", ""),
    ],
)
def test_kind(text: str, kind: str) -> None:
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("路灯数量", ["name 路灯数量"]),
        ("路灯 亮灯率", ["name 路灯亮灯率"]),
        ("定性 完整性 完整", ["tag 定性", "name 完整性", "quality 完整"]),
        ("≥ 50 元", ["operator ≥", "figure 50元"]),
        ("合规 合规", ["quality 合规"]),
        ("健全 制度健全性 定性", ["quality 健全", "name 制度健全性", "tag 定性"]),
        ("40 ≥ 40个得5分", ["figure 40", "operator ≥", "rule 40个得5分"]),
        ("50万盏 ≥ 达到目标值46万盏得2分", ["figure 50万盏", "operator ≥", "rule 达到目标值46万盏得2分"]),
        ("=2023年 按期完 工得2分", ["operator =", "figure 2023年", "rule 按期完工得2分"]),
        ("5盏 ≥ 5盏以上 得5分，每少1盏 扣1分", ["figure 5盏", "operator ≥", "rule 5盏以上得5分，每少1盏扣1分"]),
        ("≥95%", ["operator ≥", "figure 95%"]),
        ("≥ ≥", ["operator ≥"]),
        ("路灯亮灯率 数量指标", ["name 路灯亮灯率", "level2 数量指标"]),
        ("夜间行人 满意度", ["name 夜间行人满意度"]),
        ("预算编制 完整性", ["name 预算编制完整性"]),
        (
            "亮灯率达到95%得3分，每低1%扣1分。 反映夜间路灯 是否都亮。",
            ["rule 亮灯率达到95%得3分，每低1%扣1分。", "explanation 反映夜间路灯是否都亮。"],
        ),
        (
            "该指标主要考察夜间 亮灯情况 每低1%扣1分，扣完为止",
            ["explanation 该指标主要考察夜间亮灯情况", "rule 每低1%扣1分，扣完为止"],
        ),
        ("99.5", ["figure 99.5"]),
        ("99.5%以上得3分", ["rule 99.5%以上得3分"]),
        ("2）路灯数量", ["name 路灯数量"]),
        ("", []),
        ("— —", []),
    ],
)
def test_pieces(text: str, pieces: list[str]) -> None:
    assert [f"{token.kind} {token.text}" for token in tokens_of(text)] == pieces


def test_a_piece_knows_its_column() -> None:
    assert [token.column for token in tokens_of("≥ 定性", 3)] == [3, 3]
