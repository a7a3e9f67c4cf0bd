"""Peak memory of `jixiao ingest`, all its processes together, by the number of filings: it must not grow with them.

Run it: `python -m tests.benchmarks.bench_memory [SIZE...]`; without sizes 100 and 1,000 tiny made text filings, 500 a
folder, ingested by the command itself into a new database and then, with nothing left to read, a second time.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from pipeline.settings import MIB, default_jobs

SIZES = (100, 1000)
#: The peak may be so many times that at the smallest size of a thousand or more before growth is called out.
GROWTH = 1.1
_A_FOLDER = 500
_EVERY = 0.2


def lay(folder: Path, size: int) -> None:
    """Writes so many filings, each another one."""
    for number in range(size):
        unit = folder / f"单位{number // _A_FOLDER:04}"
        unit.mkdir(parents=True, exist_ok=True)
        text = (
            f"项目支出绩效目标表\n（2024年度）\n项目名称\t校园图书更新{number}\n主管部门\t柳桥县教育局\n年度资金总额：\t12.5万元\n"
            "绩效指标\t一级指标\t二级指标\t三级指标\t指标值\n绩效指标\t产出指标\t数量指标\t新购图书册数\t≥3000册\n"
            "绩效指标\t产出指标\t质量指标\t图书验收合格率\t100%\n"
        )
        (unit / f"表{number:07}.txt").write_text(text, encoding="utf-8")


def ingested(folder: Path) -> tuple[float, int, int]:
    """Seconds of the command, the peak of all its processes, and that of the first of them alone, in bytes."""
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", "ingest", "in", "--lang", "en"]
    begun, most, first = time.perf_counter(), 0, 0
    with (folder / "log").open("w") as log, subprocess.Popen(command, cwd=folder, stdout=log, stderr=log) as process:
        parent = psutil.Process(process.pid)
        while process.poll() is None:
            held = [_held(one) for one in (parent, *_children(parent))]
            most, first = max(most, sum(held)), max(first, held[0])
            time.sleep(_EVERY)
    if process.returncode:
        raise RuntimeError((folder / "log").read_text(encoding="utf-8")[-2000:])
    return time.perf_counter() - begun, most, first


def _children(process: psutil.Process) -> list[psutil.Process]:
    try:
        return list(process.children(recursive=True))
    except psutil.NoSuchProcess:
        return []


def _held(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0


def main(sizes: list[int]) -> int:
    """Prints a row a size; 1 where memory grows with the number of filings."""
    print(f"ingest of tiny text filings, {default_jobs()} processes; peaks in MiB")
    print(" filings  seconds  filings/s  all MiB  parent MiB  again: seconds  all MiB  parent MiB")
    peaks: list[int] = []
    for size in sizes:
        with TemporaryDirectory(prefix="jixiao-bench-") as place:
            lay(Path(place) / "in", size)
            seconds, every, parent = ingested(Path(place))
            again, every_again, parent_again = ingested(Path(place))
        peaks += [every] if size >= 1000 else []
        print(
            f"{size:>8,} {seconds:>8.1f} {size / seconds:>10.1f} {every / MIB:>8.0f} {parent / MIB:>11.0f}"
            f" {again:>15.1f} {every_again / MIB:>8.0f} {parent_again / MIB:>11.0f}",
            flush=True,
        )
    return int(bool(peaks) and max(peaks) > GROWTH * peaks[0])


if __name__ == "__main__":
    sys.exit(main([int(size) for size in sys.argv[1:]] or list(SIZES)))
