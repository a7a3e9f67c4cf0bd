"""Filings that are one: in several formats, or corrected; and which of them counts."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import docx
import pytest
from sqlalchemy import Engine, insert, select
from sqlmodel import SQLModel

from pipeline import cli
from pipeline.decisions import corrections, journal
from pipeline.decisions.superseding import filing_named, let_count, supersede
from pipeline.generations.rebuild import Job, rebuild
from pipeline.ingest.ingest import ingest
from pipeline.ingest.sources import find
from pipeline.store import families, looks
from pipeline.store.archive import archive_of
from pipeline.store.engine import open_store
from pipeline.store.families import family_of
from pipeline.store.loaders import add_names
from schema.decision import Decision
from schema.errors import UsageError

NAMES = ("新购图书册数", "图书验收合格率", "师生满意度", "按期完成率", "培训场次", "覆盖乡镇数")
FILINGS = SQLModel.metadata.tables["filings"]
TARGETS = ("≥3000册", "100%", "≥90%", "≥95%", "12场", "8个")


def filing(
    unit: str = "柳桥县教育局",
    year: str = "2024",
    project: str = "校园图书更新",
    names: tuple[str, ...] = NAMES,
    targets: tuple[str, ...] = TARGETS,
) -> list[tuple[str, ...]]:
    """The rows of a form."""
    head = [("项目名称", project), ("主管部门", unit), ("年度资金总额：", "12.5万元")]
    table = [("一级指标", "二级指标", "三级指标", "指标值")]
    table += [("产出指标", "数量指标", name, target) for name, target in zip(names, targets, strict=False)]
    return [("项目支出绩效目标表",), (f"（{year}年度）",), *head, *table]


def as_text(path: Path, rows: list[tuple[str, ...]]) -> None:
    path.write_text("\n".join("\t".join(row) for row in rows), encoding="utf-8")


def as_word(path: Path, rows: list[tuple[str, ...]]) -> None:
    document = docx.Document()
    for line in rows[:2]:
        document.add_paragraph(line[0])
    table = document.add_table(len(rows) - 2, 4)
    for at, row in enumerate(rows[2:]):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
        if len(row) == 2:
            table.cell(at, 1).merge(table.cell(at, 3))
    document.save(str(path))


def database(folder: Path, **forms: list[tuple[str, ...]]) -> Engine:
    (folder / "in").mkdir()
    for name, rows in forms.items():
        stem, _, form = name.rpartition("_")
        {"txt": as_text, "docx": as_word}[form](folder / "in" / f"{stem}.{form}", rows)
    engine = open_store(str(folder / "db"), create=True)
    assert {one.state for one in ingest(engine, find([folder / "in"]))} == {"loaded"}
    return engine


def ids(engine: Engine) -> Mapping[str, str]:
    filings = SQLModel.metadata.tables["filings"].c
    with engine.connect() as connection:
        return {str(row[0]): str(row[1]) for row in connection.execute(select(filings.source, filings.filing_id))}


def family(engine: Engine, source: str) -> dict[str, tuple[bool, bool]]:
    """Its members, each with whether it counts and whether it stands aside."""
    with engine.connect() as connection:
        return {one.source: (one.counts, one.is_aside) for one in family_of(connection, ids(engine)[source])}


def left(engine: Engine) -> set[str]:
    """The filings of which something needs a look."""
    table = SQLModel.metadata.tables["looks"].c
    with engine.connect() as connection:
        found = set(connection.execute(select(table.filing_id)).scalars())
    return {source for source, name in ids(engine).items() if name in found}


@pytest.mark.parametrize(
    ("other", "is_one"),
    [
        (filing(), True),
        (filing(targets=("≥3100册", *TARGETS[1:])), True),
        (filing(names=(*NAMES[:5], "新增岗位数")), True),
        (filing(names=NAMES[:4], targets=TARGETS[:4]), True),
        (filing(year="2023"), False),
        (filing(unit="柳桥县水务局"), False),
        (filing(project="校舍维修"), False),
        (filing(names=("维修校舍间数", "竣工验收率", "家长满意度", "开工及时率", "安全事故数", "受益学生数")), False),
    ],
)
def test_what_is_one_filing(tmp_path: Path, other: list[tuple[str, ...]], is_one: bool) -> None:
    engine = database(tmp_path, one_docx=filing(), two_txt=other)
    assert set(family(engine, "one.docx")) == ({"one.docx", "two.txt"} if is_one else set())
    assert family(engine, "one.docx") == family(engine, "two.txt")
    assert not is_one or sum(counts for counts, _ in family(engine, "one.docx").values()) == 1


def test_the_order_of_arrival_leaves_no_trace(tmp_path: Path) -> None:
    forms = {
        "a_docx": filing(), "b_txt": filing(), "c_txt": filing(targets=("≥1册", *TARGETS[1:])),
        "d_txt": filing(year="2023"),
    }  # fmt: skip
    found = []
    for number, names in enumerate((list(forms), list(reversed(forms)))):
        folder = tmp_path / str(number)
        folder.mkdir()
        engine = open_store(str(folder / "db"), create=True)
        (folder / "in").mkdir()
        for name in names:
            stem, _, form = name.rpartition("_")
            path = folder / "in" / f"{stem}.{form}"
            # Word files bear their time: the same bytes are taken for both.
            if form == "docx" and number:
                path.write_bytes((tmp_path / "0" / "in" / path.name).read_bytes())
            else:
                {"txt": as_text, "docx": as_word}[form](path, forms[name])
            list(ingest(engine, find([path])))
        with engine.connect() as connection:
            table = SQLModel.metadata.tables["families"]
            found.append([tuple(row) for row in connection.execute(select(table).order_by(table.c.filing_id))])
    assert found[0] == found[1]


def test_what_says_the_same_is_reviewed_once_and_a_corrected_one_until_somebody_says_which_counts(
    tmp_path: Path,
) -> None:
    doubtful = ("292%", *TARGETS[1:])
    changed = ("293%", *TARGETS[1:])
    engine = database(
        tmp_path, a_txt=filing(targets=doubtful), b_docx=filing(targets=doubtful), c_txt=filing(targets=changed)
    )
    one = family(engine, "a.txt")
    assert set(one) == {"a.txt", "b.docx", "c.txt"}
    twins = {name for name in ("a.txt", "b.docx") if not one[name][1]}
    assert len(left(engine)) >= 2 and "c.txt" in left(engine)
    assert len(twins) == 1 or not one["c.txt"][1]
    known = ids(engine)
    filings = SQLModel.metadata.tables["filings"].c
    with engine.connect() as connection:
        hashes = {str(row[0]): str(row[1]) for row in connection.execute(select(filings.source, filings.sha256))}
    entries = []
    for name in ("a.txt", "b.docx"):
        said = json.dumps({"by": known["c.txt"]})
        decision = Decision("supersede", "李明", hashes[name], "filings", known[name], new=said)
        entries.append(corrections.decide(engine, decision, journal.revision(engine, hashes[name])).entry)
    expected = {"a.txt": (False, True), "b.docx": (False, True), "c.txt": (True, False)}
    assert family(engine, "a.txt") == expected
    assert left(engine) == {"c.txt"}
    rebuild(engine, archive_of(engine), Job(full=True))
    assert (family(engine, "a.txt"), left(engine)) == (expected, {"c.txt"})
    assert journal.entries(engine)[0].kind == "supersede"
    undo = Decision("undo", "李明", hashes["a.txt"], "filings", known["a.txt"], undoes=entries[0].entry_id)
    corrections.decide(engine, undo, journal.revision(engine, hashes["a.txt"]))
    assert family(engine, "a.txt")["a.txt"] == (True, False)


def test_a_person_links_what_nothing_else_does(tmp_path: Path) -> None:
    engine = database(tmp_path, a_txt=filing(), b_txt=filing(unit="柳桥县教体局", year="2023"))
    known = ids(engine)
    assert family(engine, "a.txt") == {}
    supersede(engine, filing_named(engine, "a.txt"), known["b.txt"], "李明")
    assert family(engine, "b.txt") == {"a.txt": (False, True), "b.txt": (True, False)}
    let_count(engine, known["a.txt"], "王芳")
    assert family(engine, "b.txt") == {"a.txt": (True, False), "b.txt": (False, True)}
    for old, new in (("a.txt", "a.txt"), ("nothing", "a.txt")):
        with pytest.raises(UsageError):
            supersede(engine, filing_named(engine, old), filing_named(engine, new), "李明")


@pytest.mark.parametrize(
    ("year", "said"), [("2023", "Mind that the two differ: Fiscal year 2024 / 2023. If that"), ("2024", "")]
)
def test_the_command_says_what_two_filings_differ_in_and_takes_it_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], year: str, said: str
) -> None:
    engine = database(tmp_path, a_txt=filing(), b_txt=[*filing(year=year), ("说明", "更正")])
    shared = ["--db", str(tmp_path / "db"), "--lang", "en"]
    assert cli.run(["supersede", "a.txt", "b.txt", *shared]) == 0
    warned = capsys.readouterr().err
    assert said in warned and bool(said) == bool(warned)
    assert family(engine, "a.txt")["a.txt"] == (False, True)
    assert cli.run(["supersede", "--undo", "a.txt", *shared]) == 0
    assert family(engine, "a.txt").get("a.txt") != (False, True)
    assert cli.run(["supersede", "--undo", "a.txt", *shared]) == 2
    assert "no filing counts instead of" in capsys.readouterr().err
    for wrong in (["a.txt"], ["--undo", "a.txt", "b.txt"]):
        assert cli.run(["supersede", *wrong, *shared]) == 2


def test_a_filing_is_named_by_any_of_its_names_and_never_by_one_of_several(tmp_path: Path) -> None:
    engine = database(tmp_path, a_txt=filing(), b_txt=filing(year="2023"))
    known = ids(engine)
    with engine.connect() as connection:
        hashes = {row[0]: row[1] for row in connection.execute(select(FILINGS.c.filing_id, FILINGS.c.sha256))}
    add_names(engine, hashes[known["a.txt"]], ["c.txt"])
    assert filing_named(engine, "c.txt") == known["a.txt"]
    add_names(engine, hashes[known["b.txt"]], ["c.txt"])
    with pytest.raises(UsageError, match=r"2 filings are called c\.txt") as raised:
        filing_named(engine, "c.txt")
    assert all(one in raised.value.advice for one in known.values())


def test_a_database_of_before_learns_its_families(tmp_path: Path) -> None:
    engine = database(tmp_path, a_txt=filing(), b_docx=filing())
    before = family(engine, "a.txt")
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM families")
    assert family(engine, "a.txt") == {}
    looks.complete(engine)
    assert family(engine, "a.txt") == before and len(before) == 2


def heads(count: int, seed: int) -> list[dict[str, object]]:
    """Rows of filings of three kinds of content, of which many are alike; some failed, some are surer than others."""
    chance = random.Random(seed)
    blank: dict[str, object] = {
        column.name: 0 if column.name in ("pages", "confidence") else "" for column in FILINGS.columns
    }
    return [
        blank
        | {
            "filing_id": f"f{(key := chance.getrandbits(64)):016x}",
            "sha256": f"{key}",
            "unit_name": chance.choice(("柳桥县教育局", "柳桥县水务局", "")),
            "form": "project-target",
        }
        | {"fiscal_year": chance.choice(("2024", "2024", "")), "confidence": chance.choice((0.9, 0.9, 0.8))}
        | {"status": chance.choice(("ok", "ok", "failed")), "error": chance.choice("甲甲乙"), "source": f"{number}"}
        for number in range(count)
    ]


def said(head: Mapping[str, object]) -> list[dict[str, str]]:
    rows = [{"name": name, "target_raw": target, "project": ""} for name, target in zip(NAMES, TARGETS, strict=True)]
    return rows if head["error"] == "甲" else [*rows[1:], {"name": "新增岗位数", "target_raw": "3个", "project": ""}]


def keep_all(
    heads: Sequence[Mapping[str, object]], engine: Engine, seed: int, share: float = 0.1
) -> list[tuple[object, ...]]:
    """What is kept of the filings in the end: each is put into its family, many of them again, a share superseded."""
    chance = random.Random(seed)
    told = {"by": heads[-1]["filing_id"]}
    with engine.begin() as connection:
        for head in heads:
            connection.execute(insert(FILINGS), head)
            families.keep(connection, {"filings": [head], "indicators": said(head)}, ())
        for head in chance.sample(heads, len(heads) // 2):
            entries = [Decision("supersede", who="", new=json.dumps(told))] if chance.random() < share else []
            families.keep(connection, {"filings": [head], "indicators": said(head)}, entries)
        columns = SQLModel.metadata.tables["families"].c
        asked = select(columns.filing_id, columns.family_id, columns.counts, columns.is_aside)
        return sorted(tuple(row) for row in connection.execute(asked))


@pytest.mark.parametrize("seed", range(6))
def test_one_more_of_the_same_is_kept_as_if_all_were_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    made = heads(30, seed)
    found = keep_all(made, open_store(str(tmp_path / "quick"), create=True), seed)
    monkeypatch.setattr(families, "_is_one_more", lambda *_: False)
    assert found == keep_all(made, open_store(str(tmp_path / "slow"), create=True), seed)


def test_of_many_that_are_the_same_few_are_compared_with_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []
    groups = families._groups
    monkeypatch.setattr(families, "_groups", lambda rows: compared.append(len(rows)) or groups(rows))
    made = [
        head | {"unit_name": "甲局", "fiscal_year": "2024", "status": "ok", "error": "甲", "confidence": 0.9}
        for head in heads(200, 1)
    ]
    keep_all(made, open_store(str(tmp_path / "db"), create=True), 11, share=0)
    assert sum(compared) < 15 * len(made)
