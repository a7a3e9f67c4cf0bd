"""What a start imports: what is not needed is not waited for."""

from __future__ import annotations

import subprocess
import sys

import pytest

_DATABASE = {"sqlalchemy", "sqlmodel", "alembic"}
_READING = {"extractors", "lxml", "numpy", "pdfplumber", "onnxruntime", "PIL"}
_MEANING = {"normalizers.normalize", "normalizers.matching", "pipeline.checks", "jieba"}
_TABLES = {"pandas", "pyarrow", "openpyxl"}

_HELP = "from pipeline.cli import run; run(['--help'])"
_VERSION = "from pipeline.cli import run; run(['--version'])"
_PARENT = "import pipeline.ingest.ingest, pipeline.store.engine, pipeline.store.loaders"
_WORKER = """
from pipeline.generations.versions import Versions
from pipeline.ingest.ingest import STAGES
from pipeline.ingest.preparing import Maker
from schema.sight import Sight
maker = Maker((), "", "", Versions("", "", ""))
text = "一级指标|二级指标|三级指标|指标值\\n产出指标|数量指标|次数|≥5次"
assert maker.make(STAGES.read(text.encode(), "", Sight()), "a", "0")
"""


@pytest.mark.parametrize(
    ("what", "needless"),
    [
        (_HELP, _DATABASE | _READING | _MEANING | _TABLES | {"pydantic", "rich"}),
        (_VERSION, _DATABASE | _READING | _MEANING | _TABLES | {"pydantic", "rich"}),
        (_PARENT, _READING | _MEANING | _TABLES | {"alembic"}),
        (_WORKER, _DATABASE | _TABLES),
    ],
    ids=["help", "version", "who-gives-tasks", "worker"],
)
def test_a_start_imports_nothing_that_it_does_not_need(what: str, needless: set[str]) -> None:
    ask = f"import sys\n{what}\nprint('imported:', *sys.modules)"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    imported = set(done.stdout.rpartition("imported:")[2].split())
    assert "schema.errors" in imported and imported & needless == set()
