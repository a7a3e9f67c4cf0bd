"""LibreOffice as a printer: many Word files to PDF in one call."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.steady import steady
from schema.errors import JixiaoError, LimitError, MissingToolError

#: Names that the program goes by.
NAMES = ("soffice", "libreoffice")
#: Files a call, and its limit of time in seconds: so many, and so many more a file.
BATCH, START, EACH = 40, 60, 10


def program() -> str | None:
    """Where LibreOffice is; None where it is not installed."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def print_pdfs(files: Sequence[Path], folder: Path) -> list[Path]:
    """Prints each Word file to a PDF of its name in the folder; gives back the PDFs' paths.

    Raises `MissingToolError` where LibreOffice is not installed, `LimitError` where it takes too long, `JixiaoError`
    where it prints less than it was given."""
    office = program()
    if office is None:
        advice = "apt-get install --no-install-recommends libreoffice-writer fonts-noto-cjk"
        raise MissingToolError("LibreOffice is not installed: Word files cannot be printed to PDF", advice)
    folder.mkdir(parents=True, exist_ok=True)
    for i in range(0, len(files), BATCH):
        _call(office, files[i : i + BATCH], folder)
    printed = [folder / f"{file.stem}.pdf" for file in files]
    absent = [path.name for path in printed if not path.exists()]
    if absent:
        raise JixiaoError(f"LibreOffice printed nothing for {', '.join(absent)}", "open the Word file and print it")
    for path in printed:
        path.write_bytes(steady(path.read_bytes()))
    return printed


def _call(office: str, files: Sequence[Path], folder: Path) -> None:
    """One call in a profile of its own, so that it meets no other that runs."""
    limit = START + EACH * len(files)
    with TemporaryDirectory(prefix="jixiao-office-", ignore_cleanup_errors=True) as profile:
        command = [office, "--headless", f"-env:UserInstallation=file://{profile}", "--convert-to", "pdf", "--outdir",
                   str(folder), *map(str, files)]  # fmt: skip
        quiet = subprocess.DEVNULL
        with subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True) as running:
            try:
                running.wait(limit)
            except subprocess.TimeoutExpired as error:
                os.killpg(running.pid, 9)
                raise LimitError(f"LibreOffice took more than {limit} s for {len(files)} files") from error
