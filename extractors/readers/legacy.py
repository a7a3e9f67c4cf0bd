"""Old Word and WPS files (`.doc`, `.wps`) and RTF: converted with LibreOffice, then read as Word.

LibreOffice works in a folder and a profile of its own, without macros and without following links, for a bounded time.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import struct
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from extractors.readers import word
from schema.document import Document
from schema.errors import LimitError, MissingToolError, UnreadableError
from schema.limits import limited
from schema.parts import Reader
from schema.sight import Sight

#: What LibreOffice is given for one file; an old filing of a hundred pages takes it a tenth of that.
SECONDS = 45.0
MEMORY = 4 * 1024**3
_LARGEST_RESULT = 512 * 1024**2

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_RTF = b"{\\rtf"
_XML_2003 = b'progid="Word.Document"'
_HEAD = 2_000
_PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
_OTHERS = {
    "PowerPoint Document": "an old PowerPoint file",
}
_SAVE = "open it in the program that made it, save it as .xlsx, .docx or PDF and ingest that"
_RESAVE = "open it in Word or WPS and save it as .docx"
_UNLOCK = "open it with its password and save it without one"
# A Word 97 stream begins with the file information block; this bit of its flags says that the rest is encrypted.
_ENCRYPTED_WORD = 0x0100
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def accepts(data: bytes) -> float:
    """How sure we are that it is an old Word file: 0.95, and 0.2 for another compound file, so that it can be named."""
    if data.startswith(_OLE):
        return 0.95 if _holds(data, "WordDocument") or _holds(data, "EncryptedPackage") else 0.2
    return 0.95 if data.startswith(_RTF) or _XML_2003 in data[:_HEAD] else 0.0


def read(data: bytes, sight: Sight = Sight()) -> Document:
    """What the Word reader gives for the converted file, with a warning that it was converted.

    Raises `UnreadableError` for what is encrypted or holds no Word text, `MissingToolError` where LibreOffice is not
    installed, `LimitError` where it takes too long.
    """
    _refuse(data)
    document = word.read(converted(data), sight)
    return replace(document, warnings=(*document.warnings, "an old Word file, converted by LibreOffice"))


def converted(data: bytes, seconds: float = SECONDS) -> bytes:
    """The bytes of the `.docx` that LibreOffice makes of an old file."""
    program = next((path for name in _PROGRAMS if (path := shutil.which(name))), None)
    if program is None:
        raise MissingToolError(
            "an old Word file (.doc, .wps, .rtf) needs LibreOffice, which is not installed",
            "install it (Debian, Ubuntu: apt-get install libreoffice-writer; macOS: brew install --cask libreoffice), "
            "or save the file as .docx",
        )
    with tempfile.TemporaryDirectory(prefix="jixiao-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        source = home / ("filing.rtf" if data.startswith(_RTF) else "filing.doc")
        source.write_bytes(data)
        _run(_command(program, home, source), home, seconds)
        result = home / "out" / "filing.docx"
        if not result.is_file():
            raise UnreadableError("LibreOffice could not read the old Word file", _RESAVE)
        return result.read_bytes()


def _holds(data: bytes, stream: str) -> bool:
    """Whether a compound file has a stream of the name: names stand in its directory, closed by a zero."""
    return f"{stream}\0".encode("utf-16-le") in data


def _refuse(data: bytes) -> None:
    if data.startswith(_RTF):
        return
    if not data.startswith(_OLE):  # LibreOffice reads it without a word, and without its vertical merges
        raise UnreadableError("the file is in Word's XML of 2003, which we do not read", _RESAVE)
    if _holds(data, "EncryptedPackage") or _is_encrypted(data):
        raise UnreadableError("the Word file is encrypted", _UNLOCK)
    if not _holds(data, "WordDocument"):
        what = next(
            (what for stream, what in _OTHERS.items() if _holds(data, stream)), "a compound file of no known kind"
        )
        raise UnreadableError(f"the file is {what}, not a Word file", _SAVE)


def _is_encrypted(data: bytes) -> bool:
    """What the flags of the Word stream say; the stream's first sector is named in its entry of the directory."""
    entry = data.find("WordDocument\0".encode("utf-16-le"))
    try:
        shift = struct.unpack_from("<H", data, 30)[0]
        sector = struct.unpack_from("<I", data, entry + 116)[0]
        mark, flags = struct.unpack_from("<H8xH", data, (sector + 1) << min(shift, 16))
    except struct.error:
        return False
    return mark in (0xA5EC, 0xA5DC) and bool(flags & _ENCRYPTED_WORD)


def _command(program: str, home: Path, source: Path) -> list[str]:
    profile = home / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    options = ["--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"]
    target = ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(home / "out"), str(source)]
    return [program, f"-env:UserInstallation={profile.as_uri()}", *options, *target]


def _run(command: list[str], home: Path, seconds: float) -> None:
    """Runs it to its end or ends it and whatever it started."""
    process = subprocess.Popen(
        command, cwd=home, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True, preexec_fn=limited(seconds, MEMORY, _LARGEST_RESULT),
    )  # fmt: skip
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        message = f"LibreOffice took longer than {seconds:g} seconds to convert the old Word file"
        raise LimitError(message, _RESAVE) from error
    finally:
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


LEGACY = Reader(name="word-legacy", version="1", accepts=accepts, read=read)
