"""Archives and mails made by hand for the tests."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path


def zipped(files: Mapping[str, bytes], encoding: str = "utf-8", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of files by path; in another encoding than UTF-8 names are written as old programs do, unmarked."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name.encode(encoding).decode("cp437") if encoding != "utf-8" else name)
            info.compress_type = method
            archive.writestr(info, data)
    data = stream.getvalue()
    if encoding == "utf-8":
        return data
    # Python marks such names as UTF-8: put the bytes back, and the mark off.
    for name in files:
        marked, bare = name.encode(encoding).decode("cp437").encode(), name.encode(encoding)
        data = _renamed(data, marked, bare)
    return data


def _renamed(data: bytes, marked: bytes, bare: bytes) -> bytes:
    """The zip with a name in other bytes, in its local header and in the directory at its end."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = [(info, archive.read(info)) for info in archive.infolist()]
    stream = io.BytesIO()

    class Bare(zipfile.ZipInfo):
        def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - what zipfile calls it
            own = self.filename.encode()
            return (bare, self.flag_bits & ~0x800) if own == marked else (self.filename.encode("cp437"), 0)

    with zipfile.ZipFile(stream, "w") as archive:
        for info, content in files:
            archive.writestr(Bare(info.filename), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def encrypted(data: bytes) -> bytes:
    """A zip that says of its files that they are encrypted."""
    made = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = made.find(mark)
        while start >= 0:
            made[start + at] |= 1
            start = made.find(mark, start + 4)
    return bytes(made)


def mailed(files: Mapping[str, bytes], body: str = "见附件。", page: str = "") -> bytes:
    """A mail with attachments."""
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@example.org", "绩效自评"
    mail.set_content(body)
    if page:
        mail.add_alternative(page, subtype="html")
    for name, data in files.items():
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def archived(folder: Path, files: Mapping[str, bytes], form: str) -> bytes:
    """An archive of another kind (`7zip`, `ustar`), made by bsdtar, which must be there."""
    inside = folder / "inside"
    for name, data in files.items():
        (inside / name).parent.mkdir(parents=True, exist_ok=True)
        (inside / name).write_bytes(data)
    made = folder / "made"
    program = shutil.which("bsdtar") or ""
    env = {"LC_ALL": "C.UTF-8"}
    subprocess.run([program, "--format", form, "-cf", str(made), "-C", str(inside), "."], check=True, env=env)
    return made.read_bytes()
