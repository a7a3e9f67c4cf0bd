"""The image, made where there is no daemon: `python -m tests.image FOLDER`, as root on Linux (`make image`).

The steps of the Dockerfile are read from it and done one after the other, each stage in a folder of its own that
debootstrap fills with the Debian of the base image; then a filing is read and exported as the image's user would do it.
What differs from Docker: Python is Debian's own 3.11, made the first on the path, where the base image brings its own;
layers are not kept, and the network is the machine's.
"""

from __future__ import annotations

import fnmatch
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "corpus" / "samples" / "invented_four_levels.docx"
# What a base image of Python on Debian has besides Debian, and its release.
_BASE = re.compile(r"python:3\.11-slim-(\w+)")
_PYTHON = ("ca-certificates", "python3", "python3-pip", "python3-venv")
# Of the machine, so that the same indices of packages are reached: who is trusted, and where names are looked up.
_MACHINE = ("etc/ssl/certs/ca-certificates.crt", "etc/resolv.conf")
_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


@dataclass(frozen=True, slots=True)
class Step:
    """An instruction of the Dockerfile, `RUN`, and what follows it on its lines."""

    kind: str
    said: str


@dataclass(slots=True)
class Stage:
    """A stage as it is made: its folder, and what holds for the steps that follow."""

    root: Path
    user: str = "root"
    folder: str = "/"
    environment: dict[str, str] = field(default_factory=dict)
    entry: list[str] = field(default_factory=list)

    def run(self, *command: str, told: dict[str, str] | None = None) -> str:
        """What a command says that is run in the stage, as its user. Raises `RuntimeError` where it fails."""
        passed = {name: said for name, said in os.environ.items() if name.startswith("PIP_") or name.endswith("_proxy")}
        home = "/root" if self.user == "root" else f"/home/{self.user}"
        environment = {"PATH": _PATH, "HOME": home, **passed, **self.environment, **(told or {})}
        inside = f"cd {shlex.quote(self.folder)} && exec {shlex.join(command)}"
        done = subprocess.run(
            ["unshare", "--mount", "--pid", "--fork", f"--mount-proc={self.root / 'proc'}", "chroot",
             f"--userspec={self.user}:{self.user}", self.root, "/bin/sh", "-c", inside],
            env=environment, capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{shlex.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def inside(self, path: str) -> Path:
        """Where a path of the stage lies on this machine."""
        return self.root / str(Path(self.folder) / path).lstrip("/")


def steps(text: str) -> Iterator[Step]:
    """The instructions of a Dockerfile, with lines that go on joined."""
    lines = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    for line in re.sub(r"\\\n", " ", lines).splitlines():
        if line.strip():
            kind, _, said = line.strip().partition(" ")
            yield Step(kind, " ".join(said.split()))


def let_in(path: str, patterns: Sequence[str]) -> bool:
    """Whether `.dockerignore` lets a path of the tree into the build: the last pattern that fits it, or a folder above
    it, decides."""
    answer, above = True, [path, *(str(one) for one in Path(path).parents if str(one) != ".")]
    for pattern in patterns:
        plain = pattern.removeprefix("!").removeprefix("**/")
        where = above if not pattern.startswith("**/") else Path(path).parts
        if any(fnmatch.fnmatchcase(one, plain) for one in where):
            answer = pattern.startswith("!")
    return answer


def make(folder: Path) -> Stage:
    """Does all steps and gives the last stage. Raises `RuntimeError` for a step that fails or that nobody knows."""
    stages: dict[str, Stage] = {}
    stage = Stage(folder)
    for step in steps((ROOT / "Dockerfile").read_text(encoding="utf-8")):
        print(f"{step.kind} {step.said}", flush=True)
        if step.kind == "FROM":
            base, _, name = step.said.partition(" AS ")
            stage = stages[name or "image"] = _base(folder, base, name or "image")
        else:
            _done(step, stage, stages)
    return stage


def _done(step: Step, stage: Stage, stages: dict[str, Stage]) -> None:
    match step.kind:
        case "WORKDIR":
            stage.folder = step.said
            stage.inside("").mkdir(parents=True, exist_ok=True)
        case "COPY":
            _copied(step.said, stage, stages)
        case "RUN":
            stage.run("/bin/sh", "-c", step.said, told={"DEBIAN_FRONTEND": "noninteractive"})
        case "USER":
            stage.user = step.said
        case "ENV":
            stage.environment |= dict(word.split("=", 1) for word in shlex.split(step.said))
        case "ENTRYPOINT":
            stage.entry = re.findall(r'"(.*?)"', step.said)
        case "VOLUME" | "EXPOSE" | "CMD":
            pass  # they say how a container is run, and do nothing
        case _:
            raise RuntimeError(f"nobody knows this step: {step.kind}")


def _copied(said: str, stage: Stage, stages: dict[str, Stage]) -> None:
    *words, target = said.split()
    if words[0].startswith("--from="):
        source = stages[words[0].removeprefix("--from=")].root / words[1].lstrip("/")
        shutil.copytree(source, stage.inside(target), dirs_exist_ok=True)
        return
    patterns = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    for word in words:
        files = [ROOT / word] if (ROOT / word).is_file() else sorted((ROOT / word).rglob("*"))
        for path in files:
            if path.is_file() and let_in(path.relative_to(ROOT).as_posix(), patterns):
                within = "" if path == ROOT / word else path.relative_to(ROOT / word)
                end = stage.inside(target) / within
                end = end / path.name if end.is_dir() else end
                end.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, end)


def _base(folder: Path, base: str, name: str) -> Stage:
    """A stage with nothing but the base image."""
    known = _BASE.fullmatch(base)
    if known is None:
        raise RuntimeError(f"nobody knows this base image: {base}")
    kept, stage = folder / "base", Stage(folder / name)
    if not kept.exists():
        command = ["debootstrap", "--variant=minbase", f"--include={','.join(_PYTHON)}", known[1], str(kept)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["cp", "-a", str(kept), str(stage.root)], check=True)
    for path in _MACHINE:
        shutil.copyfile(f"/{path}", stage.root / path)
    stage.run("python3", "-m", "venv", "/usr/local")
    return stage


def tried(stage: Stage) -> str:
    """Reads a filing in the image, exports it, and asks what is missing; gives what the doctor says."""
    shutil.copyfile(SAMPLE, stage.root / "data" / SAMPLE.name)
    shutil.chown(stage.root / "data" / SAMPLE.name, 1000)
    stage.run(*stage.entry, "ingest", SAMPLE.name)
    stage.run(*stage.entry, "export", "--format", "xlsx", "--one-file", "--out", "a.xlsx")
    assert (stage.root / "data" / "a.xlsx").stat().st_uid == 1000
    return stage.run(*stage.entry, "doctor")


def main() -> None:
    """Makes the image in a folder that is not there yet, and tries it."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True)
    print(tried(make(folder)))


if __name__ == "__main__":
    main()
