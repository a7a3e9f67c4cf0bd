"""What the doctor looks at around the program: other programs, fonts, models, settings, and where passwords stand."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from pipeline.doctor.examination import Remark
from pipeline.messages import hidden, say
from pipeline.settings import settings_file, unknown_settings
from schema.errors import JixiaoError, MissingToolError

# So many fonts are named; and whoever is not the owner of a file.
_NAMED = 3
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def inspect_programs() -> Iterator[Remark]:
    """The models of the engine, which must be there, and what reads further formats, which may be missing."""
    from extractors.containers.libarchive import unpacker
    from extractors.ocr._packaged import DETECTION, RECOGNITION, packaged_models
    from extractors.office import program as office

    try:
        packaged_models("pip install rapidocr")
        yield Remark(say("doctor-models", names=f"{DETECTION}, {RECOGNITION}"))
    except MissingToolError as error:
        yield Remark(say("doctor-models", names=""), error.message, error.advice)
    yield Remark(say("doctor-office", path=_there(office)))
    yield Remark(say("doctor-unpacker", path=_there(lambda: unpacker(""))))


def inspect_fonts() -> Iterator[Remark]:
    """Whether a page that names a Chinese font and does not bring it can be drawn: for its picture in the review, and
    where it is read from its picture. Nothing where the system does not tell; all but Linux have such fonts."""
    lister = shutil.which("fc-list")
    if lister is None:
        return
    found = subprocess.run([lister, ":lang=zh", "family"], capture_output=True, text=True, check=False, timeout=60)
    names = sorted({line.split(",")[0].strip() for line in found.stdout.splitlines()} - {""})
    yield Remark(say("doctor-fonts", names=", ".join(names[:_NAMED])) if names else say("doctor-no-fonts"))


def inspect_settings(
    database: str, is_typed: bool, options: Mapping[tuple[str, ...], frozenset[str]]
) -> Iterator[Remark]:
    """The file of settings, what nothing makes use of, and passwords where others may read them. `is_typed` where the
    database stands in the command."""
    file = settings_file()
    yield Remark(say("doctor-settings", file=file) if file else say("doctor-no-settings"))
    if unknown := unknown_settings(options):
        yield Remark(say("doctor-unknown"), ", ".join(unknown), say("settings-unknown-advice"))
    if is_typed and hidden(database) != database:
        yield Remark(say("doctor-password"), say("doctor-password-typed"), say("doctor-password-advice"))
    if file and _is_open(file):
        yield Remark(
            say("doctor-password"), say("doctor-password-open", file=file), say("doctor-password-close", file=file)
        )


def _is_open(file: Path) -> bool:
    """Whether others may read a file in which a password stands; what a system without such rights says is nothing."""
    try:
        text = file.read_text(encoding="utf-8")
        return hidden(text) != text and os.name == "posix" and bool(file.stat().st_mode & _OTHERS)
    except (OSError, ValueError):
        return False


def _there(look: Callable[[], str]) -> str:
    try:
        return look()
    except JixiaoError:
        return say("doctor-not-installed")
