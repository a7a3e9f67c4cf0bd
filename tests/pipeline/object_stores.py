"""An S3 service of the tests' own: moto's server, in a process that can be stopped and killed like a real one."""

from __future__ import annotations

import importlib.util
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import Request, urlopen

#: The bucket that is there.
BUCKET = "originals"
#: What a program finds the service by.
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "tests",
    "AWS_SECRET_ACCESS_KEY": "tests",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}
_NEEDED = ("moto", "flask", "s3fs")
_PATIENCE = 60


def lacking() -> str:
    """Why the tests are skipped; empty where all that they need is installed."""
    gone = [name for name in _NEEDED if importlib.util.find_spec(name) is None]
    return f"not installed: {', '.join(gone)}" if gone else ""


@contextmanager
def running() -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """The process and the address of a service with an empty bucket."""
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        port = chosen.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdout=quiet, stderr=quiet, env=os.environ | ENVIRONMENT)
    try:
        _make_bucket(process, address)
        yield process, address
    finally:
        process.kill()
        process.wait()


def _make_bucket(process: subprocess.Popen[bytes], address: str) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            urlopen(Request(f"{address}/{BUCKET}", method="PUT"), timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the service did not begin to answer")
