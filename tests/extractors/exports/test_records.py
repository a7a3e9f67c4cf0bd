"""Records that programs wrote out: which are tables, under which heads, and which are no records."""

from __future__ import annotations

import pytest

from extractors.exports.columns import columns_of, heads_of_programs
from extractors.exports.literals import Literals
from extractors.exports.records import exported
from extractors.reading import read_document
from extractors.recognition import recognise
from schema.document import Table
from schema.errors import LimitError

HEADS = ["一级指标", "三级指标", "指标值"]
ROWS = [["产出指标", "栽树株数", "≥3000株"], ["产出指标", "成活率", "≥85%"], ["效益指标", "固碳量", "20吨"]]
OBJECTS = ", ".join("{" + ", ".join(f'"{k}": "{v}"' for k, v in zip(HEADS, row, strict=True)) + "}" for row in ROWS)
QUOTED = ["(" + ", ".join(f"'{cell}'" for cell in row) + ")" for row in ROWS]


def _tables(text: str) -> list[list[list[str]]]:
    found = (part for part in exported(text.split("\n")) if isinstance(part, Table))
    return [[[cell.text for cell in row] for row in table.rows()] for table in found]


@pytest.mark.parametrize(
    "text",
    [
        OBJECTS.replace("}, ", "}\n"),
        OBJECTS.replace("}, ", "},\n"),
        f"[{OBJECTS}]",
        f"导出明细\n[\n{OBJECTS}\n]\n完",
        OBJECTS.replace('"', "'").replace("}, ", "}\n"),
        OBJECTS.replace("}, ", "}\n")
        .replace('{"', "{“")
        .replace('"}', "”}")
        .replace('": "', "”: “")
        .replace('", "', "”, “"),
        "rows = " + f"[{OBJECTS}]",
        '{"一级指标": ["产出指标", "产出指标", "效益指标"], "三级指标": ["栽树株数", "成活率", "固碳量"],'
        ' "指标值": ["≥3000株", "≥85%", "20吨"]}',
        '{"一级指标": {"0": "产出指标", "1": "产出指标", "2": "效益指标"}, "三级指标": {"0": "栽树株数", "1": "成活率",'
        ' "2": "固碳量"}, "指标值": {"0": "≥3000株", "1": "≥85%", "2": "20吨"}}',
        '{"指标": [{"一级指标": "产出指标", "明细": [{"三级指标": "栽树株数", "指标值": "≥3000株"},'
        ' {"三级指标": "成活率", "指标值": "≥85%"}]}, {"一级指标": "效益指标", "明细": [{"三级指标": "固碳量",'
        ' "指标值": "20吨"}]}]}',
        '{"产出指标": [{"三级指标": "栽树株数", "指标值": "≥3000株"}, {"三级指标": "成活率", "指标值": "≥85%"}],'
        ' "效益指标": [{"三级指标": "固碳量", "指标值": "20吨"}]}',
        "INSERT INTO 明细 (一级指标, 三级指标, 指标值) VALUES " + ", ".join(QUOTED) + ";",
        "\n".join(f"insert into 明细 (`一级指标`,`三级指标`,`指标值`) values {row};" for row in QUOTED),
        "-- 明细(一级指标,三级指标,指标值)\n" + "\n".join(f"INSERT INTO 明细 VALUES {row};" for row in QUOTED),
        "CREATE TABLE t (a varchar(9) COMMENT '一级指标', b decimal(5,2) comment '三级指标', c text COMMENT '指标值')\n"
        + "\n".join(f"INSERT INTO t (a, b, c) VALUES {row};" for row in QUOTED),
        "COMMENT ON COLUMN s.t.a IS '一级指标';\nCOMMENT ON COLUMN s.t.b IS '三级指标';\n"
        "COMMENT ON COLUMN s.t.c IS '指标值';\n" + "\n".join(f"INSERT INTO s.t (a,b,c) VALUES {r};" for r in QUOTED),
        "data = [('一级指标', '三级指标', '指标值'), " + ",\n ".join(QUOTED) + "]",
    ],
)
def test_records_of_any_grammar_are_a_table_under_their_heads(text: str) -> None:
    assert _tables(text) == [[HEADS, *ROWS]]


def test_rows_of_columns_that_nobody_names_are_a_table_without_heads() -> None:
    assert _tables("\n".join(f"INSERT INTO t VALUES {row};" for row in QUOTED)) == [ROWS]


def test_what_is_said_once_of_all_records_is_a_line_before_them() -> None:
    parts = list(exported(['{"项目名称": "植树", "年度": 2023, "指标": [' + OBJECTS + "]}"]))
    assert parts[0] == ["", "项目名称：植树", "年度：2023"]
    assert isinstance(parts[1], Table)


def test_keys_that_name_levels_are_levels() -> None:
    leaf = '[{"名称": "栽树", "目标": "3株"}, {"名称": "浇水", "目标": "2次"}]'
    heads = ["一级指标", "二级指标", "名称", "目标"]
    rows = [["产出指标", "数量指标", "栽树", "3株"], ["产出指标", "数量指标", "浇水", "2次"]]
    assert _tables('{"产出指标": {"数量指标": ' + leaf + "}}") == [[heads, *rows]]
    assert _tables('{"单位": "某站", "产出指标": {"数量指标": ' + leaf + '}, "效益指标": {}}') == [[heads, *rows]]


def test_objects_that_never_close_are_read_by_their_lines_and_doubted() -> None:
    text = OBJECTS.replace("}, ", "\n").removesuffix("}")
    (table,) = [part for part in exported(text.split("\n")) if isinstance(part, Table)]
    assert [[cell.text for cell in row] for row in table.rows()] == [HEADS, *ROWS]
    assert all(cell.confidence < 0.8 for cell in table.cells)


def test_what_objects_say_around_the_only_list_in_them_is_said_once() -> None:
    parts = list(exported(['{"code": 0, "data": {"unit": "某站", "xmmc": "植树", "list": [' + OBJECTS + "]}}"]))
    assert parts[0] == ["", "code：0", "预算单位：某站", "项目名称：植树"]


@pytest.mark.parametrize(
    "names",
    [
        ("level1", "name", "target"),
        ("LV1", "indicator_name", "target_value"),
        ("yjzb", "sjzb", "zbz"),
        ("First_Level", "kpi-name", "goal"),
    ],
)
def test_names_of_programs_are_heads_of_forms(names: tuple[str, str, str]) -> None:
    values = "(" + ", ".join(names) + ") VALUES " + ", ".join(QUOTED)
    assert _tables(f"INSERT INTO t {values};") == [[HEADS, *ROWS]]


def test_a_head_that_two_columns_would_bear_is_given_to_none() -> None:
    assert heads_of_programs(("name", "indicator", "goal", "其他")) == ["name", "indicator", "指标值", "其他"]


def test_a_value_that_is_none_is_empty_and_a_key_may_be_missing() -> None:
    text = '{"a": "甲", "b": null, "c": "丙"}\n{"a": "乙", "c": NaN, "d": "丁"}'
    assert _tables(text) == [[["a", "b", "c", "d"], ["甲", "", "丙", ""], ["乙", "", "", "丁"]]]


@pytest.mark.parametrize("quoted, said", [("'a''b'", "a'b"), ('"a\\"b"', 'a"b'), ('"\\u4e2d"', "中"), ("N'甲'", "甲")])
def test_quotes_in_quotes_are_doubled_or_escaped(quoted: str, said: str) -> None:
    found = Literals(f"[{quoted}]").bracket(0)
    assert found is not None
    assert found[0] == [said]


@pytest.mark.parametrize(
    "text",
    [
        "[产出指标][栽树][3株]\n[产出指标][浇水][2次]",
        "(一)项目概况\n(二)绩效目标",
        "{未闭合: 一, 二\n下一行",
        '{"项目名称": "植树"}',
        "一、{说明}二、三",
    ],
)
def test_brackets_of_other_texts_are_no_records(text: str) -> None:
    assert list(exported(text.split("\n"))) == [text.split("\n")]


def test_columns_are_the_last_list_of_as_many_names() -> None:
    assert columns_of("", "t(甲, 乙, 丙) 又 u(子, 丑) 及 (1, 2, 3)", 3) == ("甲", "乙", "丙")
    assert columns_of("", "t(甲, 乙)", 3) == ()


@pytest.mark.parametrize(
    "text",
    [
        "[" * 50_000,
        "{'a': " * 20_000,
        "\n".join(["['"] * 20_000),
        "(" * 9 + "'" * 90_001,
        "INSERT INTO t VALUES (\n" * 9_000,
    ],
)
def test_what_never_closes_is_given_up(text: str) -> None:
    assert list(exported(text.split("\n"))) == [text.split("\n")]


def test_looking_for_records_is_bounded() -> None:
    with pytest.raises(LimitError):
        Literals("[" + "甲,[乙]," * 200_000).bracket(0)


def test_a_filing_of_records_is_read_whole() -> None:
    names = ("栽树株数", "浇水次数", "除草次数")
    rows = "\n".join(
        f'{{"项目名称":"荒坡绿化","一级指标":"产出指标","二级指标":"数量指标","三级指标":"{name}","指标值":"≥{at}次"}}'
        for at, name in enumerate(names, 3)
    )
    reading = recognise(read_document(rows.encode()))
    assert [(row.project, row.name.text, row.cell("target").text) for row in reading.indicators] == [
        ("荒坡绿化", name, f"≥{at}次") for at, name in enumerate(names, 3)
    ]
