"""Ten tasks of users, done as they would do them: `python -m tests.tasks [zh|en]` (`make tasks` does both languages).

Each is done in a folder that is gone afterwards, with the program of this environment. What needs another program is
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


class NotInstalledError(Exception):
    """The task needs what is not installed."""


@dataclass(frozen=True)
class Desk:
    """Where a task is done: its folder, with filings in `材料`, and the language that is spoken."""

    folder: Path
    language: str

    def run(self, *command: str | Path, code: int = 0) -> str:
        """What a program says, which ends with this code."""
        paths = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
        environment = {**os.environ, "PYTHONPATH": paths, "JIXIAO_LANG": self.language, "PYTHONUTF8": "1"}
        done = subprocess.run(
            [str(part) for part in command], cwd=self.folder, env=environment, capture_output=True, text=True,
            encoding="utf-8", check=False, timeout=600,
        )  # fmt: skip
        said = done.stdout + done.stderr
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


def install(desk: Desk) -> None:
    """Installs a wheel: by pip, and by pipx and uv where they are there."""
    copy = desk.folder / "clone"
    shutil.copytree(
        ROOT, copy, ignore=shutil.ignore_patterns(".*", "out", "tests", "samples", "*.egg-info", "__pycache__")
    )
    desk.run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", desk.folder, copy)
    (wheel,) = desk.folder.glob("*.whl")
    desk.run(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", desk.folder / "by-pip", wheel)
    assert (desk.folder / "by-pip" / "jixiao" / "py.typed").is_file()
    for program, command in (("pipx", ["install"]), ("uv", ["tool", "install"])):
        if shutil.which(program):
            desk.run(program, *command, wheel)


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
    office = shutil.which("soffice")
    if office is None:
        raise NotInstalledError("LibreOffice is not installed")
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
    """Scores a year, lets a corrected filing count, and takes one out."""
    desk.jixiao("ingest", "材料")
    desk.says(desk.jixiao("score", "--year", "2023"), "单位", "unit")
    text = (desk.folder / "材料" / "目标.txt").read_text(encoding="gb18030")
    (desk.folder / "材料" / "更正.txt").write_text(text.replace("94.5", "95.5"), encoding="utf-8")
    desk.jixiao("ingest", "材料")
    desk.jixiao("supersede", "目标.txt", "更正.txt")
    desk.says(desk.jixiao("remove", "自评.docx", "--why", "误收"), "已移除", "is taken out")
    _export(desk)
    assert {row["source"] for row in _rows(desk, "filings")} == {"目标.txt", "更正.txt"}
    desk.jixiao("remove", "自评.docx", "--undo")


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
    install, own_folder, excel, datasette, pandas, duckdb, postgresql, library, scoring, nightly,
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
    """Does all of them, in the languages that are named or in both."""
    for language in sys.argv[1:] or ("zh", "en"):
        for number, task in enumerate(TASKS, start=1):
            try:
                done(task, language)
                print(f"{language} {number:2} {task.__name__}: ok", flush=True)
            except NotInstalledError as reason:
                print(f"{language} {number:2} {task.__name__}: skipped, {reason}", flush=True)


def _export(desk: Desk) -> None:
    desk.jixiao("ingest", "材料")
    desk.jixiao("export", "--out", "out")


def _rows(desk: Desk, table: str) -> list[dict[str, str]]:
    with (desk.folder / "out" / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    main()
