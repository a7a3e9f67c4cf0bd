"""LibreOffice, started once for all the files that a process meets: old formats become ones that we read.

It works in a folder and a profile of its own, without macros and without following links. An empty document keeps it
running; a second LibreOffice of the same profile that is asked to convert a file hands the file to it, which takes half
a second where a start takes three. It ends with the process that started it, however that ends.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from schema.errors import LimitError, MissingToolError, UnreadableError
from schema.limits import limited

#: What LibreOffice is given for one file; an old filing of a hundred pages takes it a tenth of that.
SECONDS = 45.0
MEMORY = 4 * 1024**3
_LARGEST_RESULT = 512 * 1024**2
#: How long it may take to start, and after how many files it is started anew.
_START, _FILES = 40.0, 100
_PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
RESAVE = "open it in the program that made it and save it as .docx or .xlsx"
_PIPES = (Path("/tmp"), Path("/var/tmp"))
_ALONE = ("--headless", "--norestore", "--nolockcheck", "--nologo")
#: Ends LibreOffice and takes its folder away as soon as nobody holds the other end of the standard input.
_GUARD = '"$@" & read -r _; rm -rf -- "$0"; kill -9 0'
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def convert(data: bytes, suffix: str, target: str, seconds: float = SECONDS) -> bytes:
    """The file in another format: `suffix` is what its name would end in, `target` a format as LibreOffice calls it
    (`docx:MS Word 2007 XML`).

    Raises `MissingToolError` where it is not installed, `LimitError` where it takes too long, `UnreadableError` where
    it makes nothing of the file.
    """
    office = _running()
    try:
        return office.convert(data, suffix, target, seconds)
    except LimitError:
        office.end()
        raise


def program() -> str:
    """Where LibreOffice is. Raises `MissingToolError` where it is not installed."""
    found = next((path for name in _PROGRAMS if (path := shutil.which(name))), None)
    if found is None:
        raise MissingToolError(
            "an old Office file (.doc, .wps, .rtf, .xlsb) needs LibreOffice, which is not installed",
            "install it (Debian, Ubuntu: apt-get install libreoffice-writer libreoffice-calc; macOS: brew install "
            "--cask libreoffice), or save the file as .docx or .xlsx",
        )
    return found


@dataclass(slots=True)
class _Office:
    """A LibreOffice that runs, its folder, and how many files it was given."""

    path: str
    home: Path
    process: subprocess.Popen[bytes]
    files: int = 0
    is_ended: bool = False

    @staticmethod
    def start(path: str) -> _Office:
        """A new one, ready for files. Raises `LimitError` where it does not get ready."""
        home = Path(tempfile.mkdtemp(prefix="jixiao-office-"))
        (home / "profile" / "user").mkdir(parents=True)
        (home / "profile" / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        accept = f"--accept=pipe,name={home.name};urp;"
        command = [path, _profile(home), *_ALONE, accept, "private:factory/swriter"]
        process = subprocess.Popen(
            ["/bin/sh", "-c", _GUARD, str(home), *command], cwd=home, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True,
            preexec_fn=limited(_FILES * SECONDS, MEMORY, _LARGEST_RESULT),
        )  # fmt: skip
        office = _Office(path, home, process)
        office._wait()
        return office

    def _wait(self) -> None:
        """Until it listens: its pipe is there."""
        latest = time.monotonic() + _START
        while not any(list(folder.glob(f"OSL_PIPE_*_{self.home.name}")) for folder in _PIPES):
            if time.monotonic() > latest or self.process.poll() is not None:
                self.end()
                raise LimitError(
                    f"LibreOffice does not start within {_START:g} seconds", "see whether it runs by itself"
                )
            time.sleep(0.05)

    @property
    def is_fit(self) -> bool:
        """Whether it runs and has not been given too many files."""
        return not self.is_ended and self.files < _FILES and self.process.poll() is None

    def convert(self, data: bytes, suffix: str, target: str, seconds: float) -> bytes:
        """What `convert` gives."""
        self.files += 1
        folder = self.home / f"{self.files}"
        folder.mkdir()
        source = folder / f"filing{suffix}"
        source.write_bytes(data)
        options = ("--convert-to", target, "--outdir", str(folder / "out"), str(source))
        try:
            subprocess.run(
                [self.path, _profile(self.home), *_ALONE, *options], cwd=folder, stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=seconds, check=False,
                preexec_fn=limited(seconds, MEMORY, _LARGEST_RESULT),
            )  # fmt: skip
            result = folder / "out" / f"filing.{target.split(':')[0]}"
            if not result.is_file():
                raise UnreadableError("LibreOffice could not read the old Office file", RESAVE)
            return result.read_bytes()
        except subprocess.TimeoutExpired as error:
            raise LimitError(f"LibreOffice took longer than {seconds:g} seconds to convert the file", RESAVE) from error
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def end(self) -> None:
        """Ends it and all that it started, and takes its folder away."""
        self.is_ended = True
        with contextlib.suppress(OSError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        shutil.rmtree(self.home, ignore_errors=True)


@dataclass(slots=True)
class _Held:
    """The LibreOffice of this process, where one runs."""

    office: _Office | None = None


_HELD = _Held()


def _running() -> _Office:
    if _HELD.office is None or not _HELD.office.is_fit:
        if _HELD.office is not None:
            _HELD.office.end()
        _HELD.office = _Office.start(program())
    return _HELD.office


def _profile(home: Path) -> str:
    return f"-env:UserInstallation={(home / 'profile').as_uri()}"
