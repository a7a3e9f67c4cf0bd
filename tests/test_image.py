"""The Dockerfile: `tests/image.py` does its steps for real; here is what needs neither root nor a network."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests import image
from tests.image import ROOT, Stage, Step, let_in, steps

_STEPS = list(steps((ROOT / "Dockerfile").read_text(encoding="utf-8")))
_IGNORED = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
_ROOMS = ("jixiao", "schema", "normalizers", "extractors", "pipeline", "corpus")


def test_lines_that_go_on_are_one_step_and_remarks_are_none() -> None:
    text = "# a remark\nFROM a AS b\n\nRUN one \\\n    && two \\\n# within\n    three\nUSER x\n"
    assert list(steps(text)) == [Step("FROM", "a AS b"), Step("RUN", "one && two three"), Step("USER", "x")]


def test_what_is_copied_is_let_in_and_nothing_else_of_the_tree() -> None:
    copied = {name for step in _STEPS if step.kind == "COPY" and "--from" not in step.said
              for name in step.said.split()[:-1]}  # fmt: skip
    assert set(_ROOMS) <= copied
    assert all((ROOT / name).exists() and let_in(name, _IGNORED) for name in copied)
    for name in ("tests/image.py", "docs/index.md", ".git/config", "out/jixiao.db", "jixiao.db", "Dockerfile"):
        assert not let_in(name, _IGNORED), name
    for name in ("corpus/samples/a.txt", "pipeline/__pycache__/a.pyc", "jixiao/__pycache__"):
        assert not let_in(name, _IGNORED), name


def test_it_runs_as_a_user_with_fonts_and_an_office() -> None:
    kinds = [step.kind for step in _STEPS]
    assert Step("USER", "jixiao") in _STEPS and kinds.index("USER") < kinds.index("ENTRYPOINT")
    assert all(
        name in " ".join(step.said for step in _STEPS) for name in ("fonts-noto-cjk", "libreoffice", "libarchive")
    )


def test_its_steps_are_done_in_order_each_in_its_stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[tuple[str, str, str, str]] = []

    def base(folder: Path, name_of_image: str, name: str) -> Stage:
        assert name_of_image.startswith("python:3.11-slim-")
        (folder / name / "tmp").mkdir(parents=True)
        return Stage(folder / name)

    def run(stage: Stage, *command: str, told: dict[str, str] | None = None) -> str:
        ran.append((stage.root.name, stage.user, stage.folder, command[-1]))
        if "pip wheel" in command[-1]:
            assert (stage.root / "source" / "pipeline" / "data" / "views.sql").is_file()
            assert not (stage.root / "source" / "corpus" / "samples").exists()
            (stage.root / "wheel").mkdir()
            (stage.root / "wheel" / "a.whl").write_bytes(b"")
        elif "pip install" in command[-1]:
            assert (stage.root / "tmp" / "wheel" / "a.whl").is_file() and "[postgresql]" in command[-1]
            assert (stage.root / "tmp" / "constraints.txt").is_file()
        return ""

    monkeypatch.setattr(image, "_base", base)
    monkeypatch.setattr(Stage, "run", run)
    made = image.make(tmp_path)
    assert [(name, user, where) for name, user, where, _ in ran] == [
        ("built", "root", "/source"), ("image", "root", "/"), ("image", "root", "/"),
    ]  # fmt: skip
    assert (made.user, made.folder, made.entry) == ("jixiao", "/data", ["jixiao"])
    assert made.environment == {"LC_ALL": "C.UTF-8"} and (made.root / "data").is_dir()


def test_a_step_that_nobody_knows_is_said(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="nobody knows this step: ONBUILD"):
        image._done(Step("ONBUILD", "RUN x"), Stage(tmp_path), {})
    with pytest.raises(RuntimeError, match="nobody knows this base image: alpine"):
        image._base(tmp_path, "alpine", "image")


def test_a_command_that_fails_is_said_with_what_it_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failed = subprocess.CompletedProcess([], 3, "one", "two")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(RuntimeError, match=r"pip install x ended with 3:\nonetwo"):
        Stage(tmp_path).run("pip", "install", "x")
