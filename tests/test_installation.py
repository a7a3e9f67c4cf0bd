"""The wheel, installed into an environment of its own far from the sources: it has what it needs, and works."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("jixiao", "schema", "normalizers", "extractors", "pipeline", "corpus")
_MOST = 4 * 1024 * 1024
_USER = """\
import jixiao
filing: jixiao.Filing = jixiao.read("a.txt")
print([(row.name, row.target.value) for row in filing.indicators])
"""


def _run(*command: str | Path, folder: Path) -> str:
    environment = {name: told for name, told in os.environ.items() if name not in ("PYTHONPATH", "MYPYPATH")}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env={**environment, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy, so that the tree stays clean."""
    copy, out = tmp_path_factory.mktemp("copy"), tmp_path_factory.mktemp("wheel")
    for name in (*ROOMS, "pyproject.toml", "README.md", "LICENSE"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(ROOT / name, copy / name)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", str(out), str(copy)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if "No matching distribution found for setuptools" in done.stderr or "Failed to establish" in done.stderr:
        pytest.skip("the builder of wheels can't be had here")
    assert done.returncode == 0, done.stderr
    (made,) = out.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel, and what it depends on from the environment of the tests."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder / "venv", with_pip=False, symlinks=os.name != "nt")
    paths = {"base": str(folder / "venv"), "platbase": str(folder / "venv")}
    there = Path(sysconfig.get_path("purelib", "venv", vars=paths))
    (there / "needed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    python = Path(sysconfig.get_path("scripts", "venv", vars=paths)) / "python"
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", wheel]
    _run(*pip, folder=folder)
    return python.parent


def test_it_holds_all_that_it_needs_and_no_samples(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    here = {
        path.relative_to(ROOT).as_posix()
        for room in ROOMS
        for path in (ROOT / room).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {name for name in here - names if not name.startswith("corpus/samples/")} <= {"corpus/README.md"}
    assert not [name for name in names if "samples" in name] and wheel.stat().st_size < _MOST


def test_it_reads_a_filing_from_the_command_line_and_from_python(installed: Path, tmp_path: Path) -> None:
    shutil.copyfile(ROOT / "corpus" / "samples" / "invented_project_target_lined.txt", tmp_path / "a.txt")
    (tmp_path / "user.py").write_text(_USER, encoding="utf-8")
    assert "接待参观游客" in _run(installed / "python", "user.py", folder=tmp_path)
    _run(installed / "jixiao", "ingest", "a.txt", folder=tmp_path)
    _run(installed / "jixiao", "export", "--format", "xlsx", "--one-file", "--out", "a.xlsx", folder=tmp_path)
    assert (tmp_path / "a.xlsx").stat().st_size > 5000
    assert "site-packages" in _run(
        installed / "python",
        "-c",
        "import jixiao, pipeline; print(jixiao.__file__, pipeline.__file__)",
        folder=tmp_path,
    )


def test_three_lines_of_a_user_are_strictly_typed(installed: Path, tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    (tmp_path / "user.py").write_text(_USER, encoding="utf-8")
    checked = [sys.executable, "-m", "mypy", "--strict", "--python-executable", installed / "python", "user.py"]
    assert "Success" in _run(*checked, folder=tmp_path)
    (tmp_path / "user.py").write_text(_USER.replace("target.value", "target.aim"), encoding="utf-8")
    with pytest.raises(AssertionError, match='"Value" has no attribute "aim"'):
        _run(*checked, folder=tmp_path)
