"""Old files of offices are converted by one LibreOffice, which ends with whoever started it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from extractors import office
from extractors.readers.legacy import numbered
from extractors.reading import read_document
from tests.extractors.papers import texts_of

pytestmark = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")

RTF = rb"{\rtf1\ansi\pard One\par\trowd\cellx2000\cellx4000\intbl A%d\cell B\cell\row\pard Two\par}"


def test_one_office_converts_many_files() -> None:
    texts = [texts_of(read_document(RTF % number)) for number in range(3)]
    assert texts == [["One", [[f"A{number}", "B"]], "Two"] for number in range(3)]
    held = office._HELD.office
    assert held is not None and held.files >= 3 and held.is_fit
    read_document(RTF % 9)
    assert office._HELD.office is held


def test_a_new_office_takes_the_place_of_one_that_was_ended() -> None:
    read_document(RTF % 1)
    held = office._HELD.office
    assert held is not None
    os.killpg(held.process.pid, signal.SIGKILL)
    assert texts_of(read_document(RTF % 2)) == ["One", [["A2", "B"]], "Two"]


def test_an_office_ends_with_the_process_that_started_it(tmp_path: Path) -> None:
    code = (
        "import os, signal; from extractors import office; "
        f"office.convert({RTF % 1!r}, '.rtf', 'docx:MS Word 2007 XML'); "
        "print(office._HELD.office.process.pid, office._HELD.office.home, flush=True); "
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=root)
    process, home = done.stdout.split()
    latest = time.monotonic() + 20
    while time.monotonic() < latest and (Path(home).exists() or Path(f"/proc/{process}/stat").exists()):
        time.sleep(0.1)
    assert not Path(home).exists()
    with pytest.raises(ProcessLookupError):
        os.killpg(int(process), 0)


LIST = (
    rb"{\rtf1\ansi{\*\listtable{\list{\listlevel\levelnfc0{\leveltext\'04??\'00:;}{\levelnumbers\'03;}}\listid1}}"
    rb"{\*\listoverridetable{\listoverride\listid1\listoverridecount0\ls1}}"
    rb"\trowd\cellx2000\cellx6000\intbl \u30446?\u26631?\cell"
    rb"\pard\intbl{\listtext\pard\plain  \u30446\'3f\u26631\'3f1\u65306\'3a\tab}\ilvl0\ls1 One\par"
    rb"\pard\intbl{\listtext\pard\plain  \u30446\'3f\u26631\'3f2\u65306\'3a\tab}\ilvl0\ls1 Two\cell\row\pard\par}"
)


def test_points_of_lists_bear_the_numbers_that_were_printed() -> None:
    assert texts_of(read_document(LIST)) == [[["目标", "目标1：One\n目标2：Two"]]]


def test_numbers_of_lists_without_end_take_no_time() -> None:
    started = time.process_time()
    assert numbered(rb"{\listtext" + rb"\pard" * 400_000) and numbered(rb"{\listtext a" * 200_000)
    assert time.process_time() - started < 5
