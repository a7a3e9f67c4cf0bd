"""Files of an archive that lies on another machine: on S3, or wherever else fsspec can write to.

A file appears whole or not at all, as object stores see to by themselves; elsewhere it gets its name last. What fails
is tried again a few times, for networks do fail, and is an `OSError` as on a disk after that. Who may write, and at
which address the service answers, the environment says (`AWS_ACCESS_KEY_ID`, `AWS_ENDPOINT_URL`).
"""

from __future__ import annotations

import errno
import re
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, BinaryIO, TypeVar, cast

from schema.errors import MissingToolError, UsageError

Result = TypeVar("Result")

# Two letters at least: one is a drive.
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
_NAME_ONE = "Name a folder, or a URL such as s3://BUCKET/FOLDER."
# Seconds between the attempts.
_PAUSES = (0.2, 1.0, 4.0)
# Where a file that is being written is not to be seen before it is whole.
_WHOLE = frozenset({"s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "memory"})
# What an S3 service is waited for, in seconds; attempts are counted here alone.
_S3 = {"config_kwargs": {"connect_timeout": 10, "read_timeout": 60, "retries": {"max_attempts": 1}}}
_OPTIONS: dict[str, dict[str, Any]] = {"s3": _S3, "s3a": _S3}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a file, as `os.stat` says it: bytes, and seconds since 1970."""

    st_size: int
    st_mtime: float


@dataclass(frozen=True, slots=True, order=True)
class RemotePath:
    """A file or folder by its URL, with what the archive needs of a `Path`. Everything raises `OSError`."""

    url: str

    def __str__(self) -> str:
        return self.url

    def __truediv__(self, name: str) -> RemotePath:
        return RemotePath(f"{self.url}/{name}")

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.url.rpartition("/")[2]

    @property
    def parent(self) -> RemotePath:
        """The folder that it lies in."""
        return RemotePath(self.url.rpartition("/")[0])

    def with_name(self, name: str) -> RemotePath:
        """Another one in the same folder."""
        return self.parent / name

    def resolve(self) -> RemotePath:
        """Itself: a URL has one way to be written."""
        return self

    def exists(self) -> bool:
        """Whether there is such a file, or anything in such a folder."""
        return bool(self._ask("exists"))

    def is_file(self) -> bool:
        """Whether there is such a file."""
        return bool(self._ask("isfile"))

    def is_dir(self) -> bool:
        """True: folders are there as soon as something is put into them."""
        return True

    def mkdir(self, parents: bool = False, exist_ok: bool = False) -> None:
        """Makes the folder with those that it lies in, where the service knows of folders at all."""
        if _protocol(self.url) not in _WHOLE:
            self._ask("makedirs", exist_ok=True)

    def stat(self) -> Facts:
        """Size and time of a file."""
        return Facts(int(self._ask("size")), self._ask("modified").timestamp())

    def read_bytes(self) -> bytes:
        """All that the file holds."""
        return cast(bytes, self._ask("cat_file"))

    def open(self, mode: str = "rb") -> BinaryIO:
        """The file, to be read piece by piece."""
        return cast(BinaryIO, self._ask("open", mode=mode))

    def unlink(self, missing_ok: bool = False) -> None:
        """Deletes the file."""
        try:
            self._ask("rm_file")
        except FileNotFoundError:
            if not missing_ok:
                raise

    def replace(self, target: RemotePath) -> None:
        """Gives the file another name."""
        _patiently(lambda: _system(self.url).mv(self.url, target.url), self.url)

    def folders(self) -> list[RemotePath]:
        """The folders in this one, by name."""
        try:
            found = self._ask("ls", detail=True)
        except FileNotFoundError:
            return []
        return sorted(self / str(one["name"]).rstrip("/").rpartition("/")[2] for one in found if _is_folder(one))

    def below(self) -> list[RemotePath]:
        """Every file in this folder and in those in it, by name."""
        try:
            found = self._ask("find")
        except FileNotFoundError:
            return []
        own = str(_system(self.url)._strip_protocol(self.url)).rstrip("/")
        return sorted(self / str(path).removeprefix(own).lstrip("/") for path in found)

    def take(self, file: Path) -> None:
        """Becomes a copy of a local file, whole or not at all, and is checked to be as long."""
        if _protocol(self.url) in _WHOLE:
            _patiently(lambda: _system(self.url).put_file(str(file), self.url), self.url)
        else:
            self.parent.mkdir()
            waiting = self.with_name(f".incoming-{uuid.uuid4().hex}")
            _patiently(lambda: _system(self.url).put_file(str(file), waiting.url), self.url)
            waiting.replace(self)
        if self.stat().st_size != file.stat().st_size:
            raise OSError(errno.EIO, "the copy is not as long as the original", self.url)

    def append(self, text: str) -> None:
        """Adds text at the end of what `pieces` gives: objects do not grow, so each addition is one of its own."""
        self.mkdir()
        piece = self / f"{time.time_ns():020}-{uuid.uuid4().hex}"
        _patiently(lambda: _system(self.url).pipe_file(piece.url, text.encode()), self.url)

    def pieces(self) -> Iterator[str]:
        """What was appended, piece by piece, in the order of time."""
        for piece in self.below():
            yield piece.read_bytes().decode(errors="replace")

    def _ask(self, question: str, **more: Any) -> Any:
        return _patiently(lambda: getattr(_system(self.url), question)(self.url, **more), self.url)


#: Where a file lies: on this machine or on another.
AnyPath = Path | RemotePath


def located(written: str) -> AnyPath:
    """The place that a path or a URL names. Raises `UsageError` and `MissingToolError` for a URL of no use here."""
    if not _SCHEME.match(written):
        return Path(written)
    place = RemotePath(written.rstrip("/"))
    _system(place.url)
    return place


@contextmanager
def at_hand(written: str) -> Iterator[Path]:
    """A file of this machine with what lies at a path or URL, for programs that can read no other."""
    place = located(written)
    if isinstance(place, Path):
        yield place
        return
    with NamedTemporaryFile(prefix="jixiao-") as copy:
        copy.write(place.read_bytes())
        copy.flush()
        yield Path(copy.name)


def _protocol(url: str) -> str:
    found = _SCHEME.match(url)
    return found[1].lower() if found else ""


def _is_folder(one: dict[str, Any]) -> bool:
    return bool(one["type"] == "directory")


def _system(url: str) -> Any:
    """The service of a URL; fsspec keeps one a process."""
    protocol = _protocol(url)
    try:
        import fsspec

        fsspec.get_filesystem_class(protocol)
    except ImportError as error:
        advice = "pip install 'jixiao[s3]'" if protocol in ("s3", "s3a") else f"pip install fsspec; {error}"
        raise MissingToolError(f"{url} needs packages that are not installed", advice) from error
    except ValueError as error:
        raise UsageError(f"{url}: no such kind of place", _NAME_ONE) from error
    return fsspec.filesystem(protocol, use_listings_cache=False, **_OPTIONS.get(protocol, {}))


def _patiently(attempt: Callable[[], Result], url: str) -> Result:
    """What the attempt returns, tried again where the network or the service fails. Raises `OSError`, with its reason.

    What is not there or not allowed is not tried again.
    """
    for pause in (*_PAUSES, None):
        try:
            return attempt()
        except FileNotFoundError as error:
            raise FileNotFoundError(errno.ENOENT, "there is no such file", url) from error
        except PermissionError as error:
            raise PermissionError(errno.EACCES, "it may not be reached with these credentials", url) from error
        except Exception as error:  # every service has errors of its own
            if pause is None:
                reason = (str(error) or type(error).__name__).splitlines()[0]
                raise OSError(errno.EIO, reason, url) from error
            time.sleep(pause)
    raise AssertionError("the last attempt returns or raises")
