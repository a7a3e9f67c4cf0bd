from __future__ import annotations

import io
import itertools
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import Engine
from sqlmodel import SQLModel
from starlette.testclient import TestClient

from pipeline.review import originals
from pipeline.review.routes import queue
from pipeline.words import Words, _reasons, _sentences
from tests.review.reviewer import Reviewer

PDF = "invented_transfer_library.pdf"


def test_the_queue_holds_what_is_doubtful_worst_first(alone: Reviewer) -> None:
    page = alone.get("/")
    rows = page.tree.xpath("//table[@id='queue']/tbody/tr")
    assert "失败" in rows[-1].text_content()  # broken.txt: there is nothing in it to put right
    assert "失败" not in rows[0].text_content()
    links = [row.xpath("string(.//td[@class='main']//a)") for row in rows]
    assert any("设备完好率" in link for link in links)
    assert not any("巡检设备台数" in link for link in links)
    left = int(page.tree.xpath("string(//dl[@class='worth']/div[1]/dd)"))
    assert left == len(rows)


def test_looking_is_worth_what_it_is_expected_to_put_right(alone: Reviewer) -> None:
    def worth() -> list[float]:
        return [float(text) for text in alone.get("/").tree.xpath("//dl[@class='worth']//dd/text()")]

    left, now, after = worth()
    assert now > after
    alone.decide(alone.row("indicators", name="设备完好率"), "accept")
    fewer, less, same = worth()
    assert (fewer, less < now) == (left - 1, True)
    assert same == pytest.approx(after, abs=0.11)


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ("unit=岭屏市机电", True), ("unit=别的单位", False), ("form=project-target", True),
        ("form=self-evaluation", False), ("year=2024", True), ("year=2019", False),
        ("field=target", True), ("field=amount", False),
        ("rule=no-such-rule", False), ("filing=nothing", False),
    ],
)  # fmt: skip
def test_the_queue_is_narrowed(alone: Reviewer, query: str, holds: bool) -> None:
    assert ("设备完好率" in alone.get(f"/?{query}").text) is holds


def test_the_queue_is_narrowed_by_rule(alone: Reviewer) -> None:
    found = {row["rule"] for row in alone.rows("findings") if row["severity"] != "info"}
    for rule in found:
        assert alone.get(f"/?rule={rule}").tree.xpath("//table[@id='queue']//tr[@data-row]")


def test_filters_stay_on_the_way(alone: Reviewer) -> None:
    sent = alone.get("/next?field=target")
    assert sent.status == 303
    location = alone.client.get("/next?field=target").headers["location"]
    assert "field=target" in location
    page = alone.get(location)
    assert all("field=target" in link for link in page.tree.xpath("//nav[@hidden]/a/@href"))


def test_the_queue_ends(alone: Reviewer) -> None:
    assert alone.client.get("/next?year=1950").headers["location"] == "/?said=all-done&year=1950"
    assert "没有符合条件的记录" in alone.get("/?year=1950").text


def test_a_page_of_a_pdf_is_shown_with_the_rows_box(alone: Reviewer) -> None:
    filing = alone.filing(PDF)
    indicator = alone.rows("indicators", filing_id=filing)[0]
    page = alone.open(indicator)
    x0, y0, x1, y1 = map(float, indicator["bbox"].split())
    points = page.tree.xpath("//polygon[@class='box']/@points")[0].replace(",", " ").split()
    assert list(map(float, points)) == pytest.approx([x0, y0, x1, y0, x1, y1, x0, y1], abs=0.01)
    drawn = alone.client.get(page.tree.xpath("//image/@href")[0])
    picture = Image.open(io.BytesIO(drawn.content))
    width, height = (float(side) for side in page.tree.xpath("//svg[@class='sheet-picture']/@viewbox")[0].split()[2:])
    assert picture.format == "WEBP"
    assert picture.width / picture.height == pytest.approx(width / height, rel=0.01)
    assert x1 <= width and y1 <= height
    # The row has its words inside the box.
    scale = picture.width / width
    row = picture.convert("L").crop(tuple(round(side * scale) for side in (x0 + 2, y0 + 2, x1 - 2, y1 - 2)))
    assert min(row.get_flattened_data()) < 100


def test_pages_that_there_are_not_are_not_found(alone: Reviewer) -> None:
    filing = alone.filing(PDF)
    assert alone.get(f"/filings/{filing}/pages/99").status == 404
    assert alone.get(f"/filings/{filing}/pages/-1").status == 405
    assert alone.get("/filings/nothing/pages/1").status == 404
    assert alone.get("/filings/..%2f..%2fetc/pages/1").status == 404


def test_pictures_come_from_the_archive_alone(alone: Reviewer, database: Path) -> None:
    filing = alone.filing(PDF)
    sha256 = alone.row("filings", filing_id=filing)["sha256"]
    (Path(f"{database}.archive") / sha256[:2] / sha256[2:4] / sha256).unlink()
    assert alone.get(f"/filings/{filing}/pages/1").status == 404
    assert "存档中没有原件" in alone.get(f"/filings/{filing}").text


def test_a_word_table_is_shown_with_the_cell_marked(alone: Reviewer) -> None:
    page = alone.open(alone.row("indicators", name="设备完好率"))
    assert [cell.text_content() for cell in page.tree.xpath("//td[@class='hit']")] == ["设备完好率", "292%"]
    assert page.tree.xpath("string(//tr[@data-here]/th)") == "6"


@pytest.mark.parametrize("role", ["history", "forecast"])
def test_a_doubt_of_another_year_is_said_at_its_field(alone: Reviewer, engine: Engine, role: str) -> None:
    indicator = alone.row("indicators", name="设备完好率")
    reasons = {reading["reason"] for reading in alone.rows("readings", indicator_id=indicator["indicator_id"])}
    assert reasons
    with engine.begin() as connection:
        for table in ("values", "readings"):
            told = f"UPDATE \"{table}\" SET role = ?, period = '2022' WHERE indicator_id = ?"
            connection.exec_driver_sql(told, (role, indicator["indicator_id"]))
    spans = alone.open(indicator).tree.xpath("//span[contains(@class, 'doubt-reasons')]")
    said = " ".join(span.text_content() for span in spans)
    for reason in reasons:
        assert all(part in said for part in Words("zh").reasons(reason))


def test_a_failed_filing_says_why_and_shows_what_there_is(alone: Reviewer) -> None:
    page = alone.get(f"/filings/{alone.filing('broken.txt')}")
    error = alone.row("filings", source="broken.txt")["error"]
    assert Words("zh").reason(error) != error
    assert Words("zh").reason(error) in page.said()
    assert "没有表格的文字" in page.text


def test_a_hostile_original_is_a_sentence(alone: Reviewer, database: Path, engine: Engine) -> None:
    filing = alone.filing(PDF)
    sha256 = alone.row("filings", filing_id=filing)["sha256"]
    kept = Path(f"{database}.archive") / sha256[:2] / sha256[2:4] / sha256
    for content in (b"%PDF-1.4 nothing", b"\x89PNG\r\n\x1a\n" + b"x" * 50, b""):
        kept.chmod(0o644)
        kept.write_bytes(content)
        assert alone.get(f"/filings/{filing}").status == 200
        assert alone.get(f"/filings/{filing}/pages/1").status == 404


def test_an_original_that_takes_too_long_is_given_up(alone: Reviewer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(originals, "_SECONDS", 0.0)
    assert alone.get(f"/filings/{alone.filing(PDF)}").status == 200


def test_a_typed_value_is_read_as_the_filing_is_read(alone: Reviewer) -> None:
    indicator = alone.row("indicators", name="减少故障次数")
    path = f"/filings/{indicator['filing_id']}/indicators/{indicator['indicator_id']}/preview?field=target_raw&raw="
    assert "≥ 12" in alone.get(path + "≥12").text
    assert "次" in alone.get(path + "≥12").text  # the unit that the name implies
    rate = alone.row("indicators", name="设备完好率")
    doubted = path.replace(indicator["indicator_id"], rate["indicator_id"]) + "393%25"
    assert "393 %" in alone.get(doubted).text  # what a person types is not doubted
    assert alone.row("indicators", name="减少故障次数")["target_raw"] == "8次"


def test_why_a_typed_value_can_not_be_is_said_in_the_pages_language(alone: Reviewer) -> None:
    path = "/filings/{filing_id}/indicators/{indicator_id}/preview?field=target_value&raw=abc".format(
        **alone.row("indicators", name="减少故障次数")
    )
    assert "不能填" in alone.get(path).text


def test_canonical_indicators_are_found_by_what_is_typed(alone: Reviewer) -> None:
    found = alone.get("/candidates?q=企业满意").tree.xpath("//li/@data-id")
    assert found[0] == "SS05"
    assert alone.get("/candidates?q=SS05").tree.xpath("//li/@data-id")[0] == "SS05"
    assert alone.get("/candidates?q=").tree.xpath("//li/@data-id") == []


def test_english_at_a_switch(alone: Reviewer) -> None:
    page = alone.get("/filings")
    assert page.tree.get("lang") == "zh-CN"
    done = alone.post("/choose", page.form("/choose") | {"language": "en"})
    assert done.url == "/filings"
    page = alone.get("/filings")
    assert page.tree.get("lang") == "en"
    assert "To review" in page.text
    assert alone.get("/").tree.xpath("string(//h1)") == "Queue"


def test_the_dashboard_draws_what_was_decided(alone: Reviewer) -> None:
    alone.decide(alone.row("indicators", name="设备完好率"), "correct", field__target_raw="≥92%")
    alone.decide(alone.row("indicators", name="用户满意度"), "accept")
    page = alone.get("/dashboard")
    charts = page.tree.xpath("//svg[@class='chart']/@aria-label")
    corrected = alone.row("indicators", name="设备完好率")
    assert any(f"{corrected['canonical_name'] or corrected['name']} 1" in chart for chart in charts)
    days = page.tree.xpath("//section[contains(., '近 30 天')]//rect/title/text()")
    assert sum("更正 1" in day for day in days) == sum("认可 1" in day for day in days) == 1


def test_decisions_that_found_no_record_are_listed(alone: Reviewer, engine: Engine) -> None:
    alone.decide(alone.row("indicators", name="设备完好率"), "correct", field__target_raw="≥92%")
    entry = alone.row("journal", kind="correct")
    table = SQLModel.metadata.tables["lost_corrections"]
    lost = {name: entry[name] for name in ("entry_id", "sha256", "table", "record_id")}
    with engine.begin() as connection:
        connection.execute(table.insert(), lost | {"reason": "changed", "detail": ""})
    said = alone.get("/lost").said()
    assert all(word in said for word in ("≥92%", "292%", "记录已变"))


def test_the_same_questions_and_reasons_in_both_languages() -> None:
    assert {key for key, said in _sentences().items() if set(said) != {"zh", "en"}} == set()
    assert all(reason.count("{}") == said.count("{}") for reason, said in _reasons().items())


def test_every_sentence_that_a_template_says_is_there() -> None:
    import re

    folder = Path(originals.__file__).parent / "templates"
    said = {key for path in folder.glob("*.html") for key in re.findall(r"\bt\('([a-z-]+[a-z])'", path.read_text())}
    assert said - set(_sentences()) == set()


def test_every_page_of_the_help_is_about_a_key_that_is_heard(client: TestClient) -> None:
    script = client.get("/static/keys.js").text
    for key in "nsaAxuetpmcozwf":
        assert f"  {key}: " in script


def test_records_are_found_by_words_figures_and_files_in_the_order_asked_for(alone: Reviewer) -> None:
    def found(query: str) -> list[str]:
        return [
            str(link) for link in alone.get(f"/?{query}").tree.xpath("//table[@id='queue']//td[@class='main']/a/@href")
        ]

    rate = alone.row("indicators", name="设备完好率")["indicator_id"]
    for text in ("完好率", "292%", "word.docx", "岭屏市机电"):
        assert any(rate in link for link in found(f"text={text}")), text
    assert found("text=nothing of the kind") == []
    assert "word.docx" not in alone.get("/filings?text=没有这样的字").text
    every = found("")
    filings = [link.partition("?")[0] for link in found("order=filing")]
    assert sorted(every) == sorted(link.replace("&order=filing", "") for link in found("order=filing"))
    assert len({*filings}) == 1 + sum(one != other for one, other in itertools.pairwise(filings))
    names = [
        link.text_content().split(maxsplit=1)[1]
        for link in alone.get("/?order=name").tree.xpath(
            "//table[@id='queue']//td[@class='main']/a[not(contains(., '整份文件'))]"
        )
    ]
    assert len(names) > 3 and len([*itertools.groupby(names)]) == len(set(names))
    for order, said in (
        ("", "置信度越低越靠前"),
        ("name", "名称相同的记录排在一起"),
        ("year", "年度新的在前"),
        ("nonsense", "置信度越低越靠前"),
    ):
        assert said in alone.get(f"/?order={order}").said()


def test_what_needs_no_look_is_found_as_well(alone: Reviewer) -> None:
    def found(query: str) -> list[str]:
        return [str(link) for link in alone.get(f"/?{query}").tree.xpath("//td[@class='main']/a/@href")]

    sure = alone.row("indicators", name="巡检设备台数")
    for text in ("巡检设备台数", "≥120台", "设备巡检", "word.docx", "岭屏市机电"):
        assert not any(sure["indicator_id"] in link for link in found(f"text={text}")), text
        assert any(sure["indicator_id"] in link for link in found(f"text={text}&scope=all")), text
    for more in ("field=amount", "rule=weight-sum-mismatch", "unit=别的单位", "field=filing"):
        assert not any(sure["indicator_id"] in link for link in found(f"text=巡检设备台数&scope=all&{more}")), more
    assert any(link.startswith("/filings/") for link in found("text=word.docx&scope=all&field=filing"))
    rows = alone.client.get("/queue.csv?text=巡检设备台数&scope=all").content.decode("utf-8-sig").splitlines()
    assert len(rows) == 2 and sure["indicator_id"] in rows[1]


def test_what_is_found_goes_on_over_pages(alone: Reviewer, monkeypatch: pytest.MonkeyPatch) -> None:
    def found(page: int) -> list[str]:
        tree = alone.get(f"/?scope=all&page={page}").tree
        return [str(link) for link in tree.xpath("//td[@class='main']/a/@href")]

    monkeypatch.setattr(queue, "_A_PAGE", 7)
    number = sum(len(alone.rows(table)) for table in ("filings", "indicators", "amounts", "goals", "fields"))
    pages = [found(page) for page in range(number // 7 + 2)]
    assert [len(page) for page in pages] == [7] * (number // 7) + [number % 7, 0]
    assert len({link for page in pages for link in page}) == number


def test_filings_are_found_though_nothing_of_them_is_left(alone: Reviewer) -> None:
    filing = alone.filing("word.docx")
    for row in alone.rows("indicators", filing_id=filing):
        alone.decide(row, "accept")

    def found(query: str) -> bool:
        return filing in alone.get(f"/filings?{query}").text

    assert found("text=word.docx") and found("text=机电管理局") and found("text=设备完好率&scope=all")
    assert not found("text=设备完好率") and not found("text=没有这样的字&scope=all")


def test_what_is_expected_wrong_is_that_of_the_records_chosen(alone: Reviewer) -> None:
    row = alone.row("indicators", name="设备完好率")
    worth = alone.get("/?text=设备完好率").tree.xpath("//dl[@class='worth']//dd/text()")
    assert [float(text) for text in worth] == [1, round(1 - row["confidence"], 1), 0]
