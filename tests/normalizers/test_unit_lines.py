"""The department that a cover line or a title names."""

from __future__ import annotations

import pytest

from normalizers.unit_lines import unit_of_lines


@pytest.mark.parametrize(
    ("lines", "unit"),
    [
        (["宛南县教育局2024年部门预算绩效文本"], "宛南县教育局"),
        (["宛南县教育局", "2024年部门预算绩效文本"], "宛南县教育局"),
        (["2022年度祁东县农业农村局部门整体支出绩效自评报告"], "祁东县农业农村局"),
        (["关于柳湾县住房和城乡建设局2023年项目支出绩效目标表"], "柳湾县住房和城乡建设局"),
        (["湘南州商务局本级2022年整体支出绩效目标表"], "湘南州商务局本级"),
        (["231001宛南县教育局\t\t单位：万元"], "宛南县教育局"),
        (["表15", "部门：苍河县科学技术局\u3000\u3000金额单位：万元"], "苍河县科学技术局"),
        (["编报单位（公章）：柳湾县城管局"], ""),
        (["各乡镇人民政府", "有关县财政局"], ""),
        (["青枫县财政局青枫县农业农村局"], ""),
        (["抄送：市财政局", "项目支出绩效自评表"], ""),
        (["按照县财政局要求，开展自评"], ""),
        ([""], ""),
    ],
)
def test_unit_of_lines(lines: list[str], unit: str) -> None:
    assert unit_of_lines(lines) == unit
