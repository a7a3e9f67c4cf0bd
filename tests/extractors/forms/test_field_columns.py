"""Lists that a system wrote out: what belongs to a project stands in columns beside its indicators."""

from __future__ import annotations

import pytest

from extractors.reading import read_document
from extractors.recognition import recognise

_ROWS = (
    ("产出指标", "数量指标", "渠道衬砌长度", "≥12公里"),
    ("产出指标", "质量指标", "衬砌合格率", "≥95%"),
    ("效益指标", "社会效益指标", "灌溉受益人口", "≥3000人"),
)


@pytest.mark.parametrize(
    "own",
    [
        {"项目负责人": "周立", "联系电话": "0839-5521703"},
        {"项目编码": "24-0031", "项目类别": "特定目标类", "经办人": "姚文"},
    ],
)
def test_labels_over_columns_are_fields_of_each_project(own: dict[str, str]) -> None:
    lines = [",".join(("项目名称", *own, "一级指标", "二级指标", "三级指标", "指标值"))]
    for project in ("渠道整修", "泵站更新"):
        lines += [",".join((project, *own.values(), *row)) for row in _ROWS]
    reading = recognise(read_document("\r\n".join(lines).encode()))
    assert len(reading.indicators) == 2 * len(_ROWS)
    found = [(field.project, field.key, field.value) for field in reading.fields if field.key in own]
    assert found == [(project, *pair) for project in ("渠道整修", "泵站更新") for pair in own.items()]
    assert not any("is not known" in sentence for sentence in reading.unread)


@pytest.mark.parametrize(
    ("head", "cells", "projects"),
    [
        ("项目名称,主管部门", ("渠道整修,某县水务局", "泵站更新,某县农业局"), ["渠道整修", "泵站更新"]),
        ("主管部门,项目名称", ("某县水务局,渠道整修", "某县农业局,泵站更新"), ["", ""]),
    ],
)
def test_a_department_behind_a_project_is_that_projects(head: str, cells: tuple[str, ...], projects: list[str]) -> None:
    lines = [f"{head},一级指标,二级指标,三级指标,指标值"]
    lines += [",".join((own, *row)) for own in cells for row in _ROWS]
    found = [field for field in recognise(read_document("\r\n".join(lines).encode())).fields if field.key == "主管部门"]
    assert [field.project for field in found] == projects
    assert [field.value for field in found] == ["某县水务局", "某县农业局"]
