"""Filings read without some of the words of the forms, in worker processes that never knew them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.make import make
from extractors.forms.words.vocabulary import HEADS, LABELS, printed_words, role_of
from pipeline import messages
from pipeline.cli import run
from pipeline.ingest.sources import find
from pipeline.measuring.unseen_words import FOLDS, Run, draws, folds
from schema.sight import Sight


def test_each_word_is_unseen_once() -> None:
    known = printed_words((*HEADS, *LABELS))
    found = folds()
    assert len(found) == FOLDS
    assert sorted(word for part in found for word in part) == known
    assert all(0.1 < len(part) / len(known) < 0.3 for part in found)


def test_a_word_stays_in_its_fold() -> None:
    assert [next(at for at, part in enumerate(folds()) if word in part) for word in ("三级指标", "项目名称")] == [2, 1]


def test_draws_are_random_heads_and_the_same_for_a_seed() -> None:
    known = set(printed_words(HEADS))
    found = draws(0.15, 5, 1)
    assert [len(words) for words in found] == [round(0.15 * len(known))] * 5
    assert all(words < known for words in found)
    assert len(set(found)) == 5
    assert found == draws(0.15, 5, 1) != draws(0.15, 5, 2)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two made filings as Word, with their truth."""
    folder = tmp_path_factory.mktemp("unseen") / "made"
    make(folder, 2, 5, ("docx",))
    return folder


def test_readers_lack_the_hidden_words_and_nobody_else_does(made: Path) -> None:
    role_of("columns", "三级指标")
    everything = frozenset(printed_words((*HEADS, *LABELS)))
    none, all_hidden, again = Run(find([made]), made, Sight(), jobs=2).without([frozenset(), everything, frozenset()])
    assert none.summary()["records_f1"] == again.summary()["records_f1"] > 0.9
    assert all_hidden.summary()["records_f1"] < 0.8  # what cells alone tell
    assert all_hidden.summary()["wrong_and_sure"] == 0
    assert "needs-review" in {document.status for document in all_hidden.documents}
    assert all(document.is_right for document in all_hidden.documents if document.status == "ok")
    assert {document.status for document in none.documents} == {"ok"}
    assert role_of("columns", "三级指标").name == "name"


def said(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert run(["evaluate", *arguments, "--jobs", "1"]) == 0
    return capsys.readouterr().out


def test_the_command_prints_the_mean_of_all_folds_beside_the_database(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = str(tmp_path / "a.db")
    assert run(["ingest", str(made), "--db", database, "--jobs", "1"]) == 0
    found = json.loads(said([str(made), "--db", database, "--unseen-words", "--json"], capsys))
    unseen = found["unseen_words"]
    assert found["by_channel"].keys() == unseen["by_channel"].keys() == {"docx"}
    assert unseen["records_f1"] <= found["records_f1"]
    assert unseen["calibration_error"] > found["calibration_error"]  # less is told, and less surely
    assert unseen["documents"] == found["documents"] == 2
    assert "unseen_words" not in json.loads(said([str(made), "--db", database, "--json"], capsys))


def test_of_a_share_two_figures_are_printed_whatever_the_database(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    options = [str(made), "--hide-share", "0.3", "--draws", "2", "--seed", "3"]
    found = json.loads(said([*options, "--json"], capsys))
    assert found.keys() == {"wrong", "lost"}
    messages.choose("en")
    lines = said([*options, "--lang", "en"], capsys).splitlines()
    assert lines == [
        f"wrong rows: {found['wrong']['wrong']}, of them at 0.9 or more: {found['wrong']['sure']}, "
        f"a share of {found['wrong']['share']:.4f}",
        f"filings that lost rows: {found['lost']['losing']}, of them ok: {found['lost']['silent']}",
    ]
    assert list(tmp_path.iterdir()) == []
