"""The tasks of users, done as they would do them: `python -m tests.tasks [zh|en]` (`make tasks` does both languages).

Each is done in a folder that is gone afterwards: nothing is installed or left elsewhere. What needs another program is
skipped where that is not installed, and says so.
"""

from __future__ import annotations

import csv
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "corpus" / "samples"
_USER = (
    "import jixiao\n"
    'filing: jixiao.Filing = jixiao.read("材料/目标.txt")\n'
    "print([(row.name, row.target.value) for row in filing.indicators])\n"
)
# What pip, pipx and uv say where no index of packages is reached.
_UNREACHED = ("No matching distribution found", "Failed to establish", "error sending request", "Failed to fetch")


class NotInstalledError(Exception):
    """The task needs what is not installed."""


@dataclass(frozen=True)
class Desk:
    """Where a task is done: its folder, with filings in `材料`, and the language that is spoken."""

    folder: Path
    language: str

    def run(self, *command: str | Path, code: int = 0, **environment: str | Path) -> str:
        """What a program says, which ends with this code; `environment` is set besides for it."""
        paths = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
        shared = {**os.environ, "PYTHONPATH": paths, "JIXIAO_LANG": self.language, "PYTHONUTF8": "1"}
        done = subprocess.run(
            [str(part) for part in command], cwd=self.folder,
            env=shared | {name: str(told) for name, told in environment.items()}, capture_output=True, text=True,
            encoding="utf-8", check=False, timeout=600,
        )  # fmt: skip
        said = done.stdout + done.stderr
        if done.returncode and any(words in said for words in _UNREACHED):
            raise NotInstalledError(f"no packages can be had here: {command[0]}")
        assert done.returncode == code, f"{command} ended with {done.returncode}:\n{said}"
        return said

    def jixiao(self, *arguments: str | Path, code: int = 0) -> str:
        """What jixiao says."""
        return self.run(sys.executable, "-c", "from pipeline.cli import main; main()", *arguments, code=code)

    def says(self, said: str, zh: str, en: str) -> None:
        """Holds that these words are among what was said, in the language."""
        assert (zh if self.language == "zh" else en) in said, said


def needs(*names: str) -> None:
    """Raises `NotInstalledError` where one of these packages is not installed."""
    for name in names:
        if importlib.util.find_spec(name) is None:
            raise NotInstalledError(f"{name} is not installed: make tools")


def program(name: str, made_by: str = "make tools") -> Path:
    """A program of this environment, or of the machine. Raises `NotInstalledError` where there is none, with what
    installs it."""
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    if found is None:
        raise NotInstalledError(f"{name} is not installed: {made_by}")
    return Path(found)


def install_with_pip(desk: Desk) -> None:
    """Installs by pip into an environment of its own."""
    desk.run(sys.executable, "-m", "venv", "by-pip")
    scripts = desk.folder / "by-pip" / ("Scripts" if os.name == "nt" else "bin")
    desk.run(scripts / "python", "-m", "pip", "install", "--quiet", _clone(desk), PYTHONPATH="")
    _works(desk, scripts / "jixiao")


def install_with_pipx(desk: Desk) -> None:
    """Installs by pipx, which keeps an environment for it."""
    pipx, bin_ = program("pipx"), desk.folder / "bin"
    places = {"PIPX_HOME": desk.folder / "pipx", "PIPX_BIN_DIR": bin_, "PIPX_MAN_DIR": desk.folder / "man"}
    desk.run(pipx, "install", "--python", sys.executable, _clone(desk), PYTHONPATH="", **places)
    _works(desk, bin_ / "jixiao")


def install_with_uv(desk: Desk) -> None:
    """Installs by uv, as a tool."""
    uv, bin_ = program("uv"), desk.folder / "bin"
    places = {"UV_TOOL_DIR": desk.folder / "tools", "UV_TOOL_BIN_DIR": bin_}
    desk.run(uv, "tool", "install", "--python", sys.executable, _clone(desk), PYTHONPATH="", **places)
    _works(desk, bin_ / "jixiao")


def own_folder(desk: Desk) -> None:
    """Reads a folder with sub-folders, an archive and a file that is none; what fails is named with the reason."""
    with zipfile.ZipFile(desk.folder / "材料" / "补报.zip", "w") as archive:
        archive.write(SAMPLES / "invented_abreast.docx", "二〇一六/目标表.docx")
    (desk.folder / "材料" / "空.txt").write_text("", encoding="utf-8")
    said = desk.jixiao("ingest", "材料", code=1)
    desk.says(said, "文件是空的（请找到原件后导入）", "is empty (look for the original")
    assert "补报.zip!/二〇一六/目标表.docx" in said


def excel(desk: Desk) -> None:
    """Makes one workbook and opens it: numbers are numbers, Chinese is whole."""
    office = program("soffice", "bash .ci/prepare office")
    desk.jixiao("ingest", "材料")
    heads = "zh" if desk.language == "zh" else "en"
    desk.jixiao("export", "--format", "xlsx", "--one-file", "--headers", heads, "--out", "绩效.xlsx")
    profile = f"-env:UserInstallation={(desk.folder / 'profile').as_uri()}"
    desk.run(office, "--headless", profile, "--convert-to", "fods", desk.folder / "绩效.xlsx")
    text = (desk.folder / "绩效.fods").read_text(encoding="utf-8")
    assert 'office:value-type="float"' in text and "接待参观游客" in text
    desk.says(text, 'table:name="说明"', 'table:name="About"')


def datasette(desk: Desk) -> None:
    """Describes the database and asks Datasette for what is at least 90."""
    needs("datasette")
    desk.jixiao("ingest", "材料")
    desk.jixiao("datasette")
    query = "/jixiao/v_indicators.json?target_value__gte=90&_shape=array"
    shown = desk.run(sys.executable, "-m", "datasette", "jixiao.db", "--metadata", "datasette.json", "--get", query)
    rows = json.loads(shown[shown.index("[") :])
    assert rows and all(row["target_value"] >= 90 for row in rows)


def pandas(desk: Desk) -> None:
    """Loads the CSV as a data frame."""
    needs("pandas")
    _export(desk)
    code = "import pandas; print((pandas.read_csv('out/indicators.csv').target_value >= 90).sum())"
    assert int(desk.run(sys.executable, "-c", code)) > 3


def duckdb(desk: Desk) -> None:
    """Asks the CSV in SQL."""
    needs("duckdb")
    _export(desk)
    question = "select count(*) from 'out/indicators.csv' where target_value >= 90"
    code = f"import duckdb; print(duckdb.sql({question!r}).fetchall()[0][0])"
    assert int(desk.run(sys.executable, "-c", code)) > 3


def postgresql(desk: Desk) -> None:
    """Reads into a server and exports the same as from a file."""
    from tests.pipeline.servers import programs, running

    if programs() is None:
        raise NotInstalledError("PostgreSQL is not installed")
    _export(desk)
    with running() as url:
        desk.jixiao("ingest", "材料", "--db", url, "--archive", "archive")
        desk.jixiao("export", "--db", url, "--out", "server")
    for name in ("indicators.csv", "amounts.csv", "findings.csv"):
        assert (desk.folder / "server" / name).read_bytes() == (desk.folder / "out" / name).read_bytes()


def library(desk: Desk) -> None:
    """Reads a filing in three lines of Python, strictly typed."""
    needs("mypy")
    (desk.folder / "user.py").write_text(_USER, encoding="utf-8")
    assert "接待参观游客" in desk.run(sys.executable, "user.py")
    checked = ["--strict", "--follow-imports=silent", "--config-file="]
    code = f"import os; os.environ['MYPYPATH'] = {str(ROOT)!r}; from mypy.__main__ import console_entry as run; run()"
    assert "Success" in desk.run(sys.executable, "-c", code, *checked, "user.py")


def scoring(desk: Desk) -> None:
    """Scores a year: on the screen, as CSV, and where there is nothing."""
    desk.jixiao("ingest", "材料")
    said = desk.jixiao("score", "--year", "2023")
    desk.says(said, "单位", "unit")
    assert "霁川区文化和旅游局" in said and " 2020 " not in said
    desk.jixiao("score", "--out", "score.csv")
    assert (desk.folder / "score.csv").read_text(encoding="utf-8-sig").count("\n") == 3
    desk.says(desk.jixiao("score", "--year", "1999"), "没有相符的文件", "No filing is of that")


def removing(desk: Desk) -> None:
    """Lets a corrected filing count, takes one out, and brings it back."""
    text = (desk.folder / "材料" / "目标.txt").read_text(encoding="gb18030")
    (desk.folder / "材料" / "更正.txt").write_text(text.replace("94.5", "95.5"), encoding="utf-8")
    desk.jixiao("ingest", "材料")
    desk.jixiao("supersede", "目标.txt", "更正.txt")
    desk.says(desk.jixiao("remove", "自评.docx", "--why", "误收"), "已移除", "is taken out")
    _export(desk)
    assert {row["source"] for row in _rows(desk, "filings")} == {"目标.txt", "更正.txt"}
    desk.jixiao("remove", "--undo", "自评.docx")
    desk.jixiao("rebuild")
    _export(desk)
    assert len(_rows(desk, "filings")) == 3


def nightly(desk: Desk) -> None:
    """Rebuilds by night, with an original that is damaged; it is named, and the rest is there."""
    desk.jixiao("ingest", "材料")
    assert "generation" in desk.jixiao("rebuild", "--json-log")
    kept = next(path for path in (desk.folder / "jixiao.db.archive").glob("??/??/*") if path.is_file())
    kept.write_bytes(b"damaged")
    said = desk.jixiao("rebuild", "--full", "--out", "nightly", "--fail-on", "failures", code=1)
    desk.says(said, "存档中的原件被改动过", "the original in the archive was altered")
    desk.jixiao("doctor", code=1)
    assert (desk.folder / "nightly" / "changes.csv").is_file()


TASKS: Sequence[Callable[[Desk], None]] = (
    install_with_pip, install_with_pipx, install_with_uv, own_folder, excel, datasette, pandas, duckdb, postgresql,
    library, scoring, removing, nightly,
)  # fmt: skip


def done(task: Callable[[Desk], None], language: str) -> None:
    """Does a task in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="jixiao-task-", ignore_cleanup_errors=True) as folder:
        desk = Desk(Path(folder), language)
        (desk.folder / "材料").mkdir()
        shutil.copyfile(SAMPLES / "invented_project_target_lined.txt", desk.folder / "材料" / "目标.txt")
        shutil.copyfile(SAMPLES / "invented_four_levels.docx", desk.folder / "材料" / "自评.docx")
        task(desk)


def main() -> None:
    """Does all of them, in the languages that are named or in both. Ends with 1 where one fails, after the others."""
    failed = 0
    for language in sys.argv[1:] or ("zh", "en"):
        for number, task in enumerate(TASKS, start=1):
            began = time.monotonic()
            try:
                done(task, language)
                said = "ok"
            except NotInstalledError as reason:
                said = f"skipped, {reason}"
            except Exception as fault:
                said, failed = f"FAILED, {fault}", failed + 1
            print(f"{language} {number:2} {task.__name__}: {said} ({time.monotonic() - began:.0f} s)", flush=True)
    sys.exit(min(failed, 1))


def _clone(desk: Desk) -> Path:
    """What is built from: a copy, so that the tree stays clean."""
    left = shutil.ignore_patterns(".*", "out", "build", "tests", "samples", "*.egg-info", "__pycache__")
    return Path(shutil.copytree(ROOT, desk.folder / "clone", ignore=left))


def _works(desk: Desk, jixiao: Path) -> None:
    """Holds that an installed program reads, exports and knows its language, with nothing of the tree."""
    said = desk.run(jixiao, "ingest", "材料", PYTHONPATH="")
    desk.says(said, "文件 2 个：写入 2", "2 files: 2 loaded")
    desk.run(jixiao, "export", "--format", "xlsx", "--one-file", "--out", "a.xlsx", PYTHONPATH="")
    assert (desk.folder / "a.xlsx").stat().st_size > 5000


def _export(desk: Desk) -> None:
    desk.jixiao("ingest", "材料")
    desk.jixiao("export", "--out", "out")


def _rows(desk: Desk, table: str) -> list[dict[str, str]]:
    with (desk.folder / "out" / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    main()
