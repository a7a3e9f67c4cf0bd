"""Shares of the files: every file in one of them, by its name alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.ingest.shards import Shard
from pipeline.ingest.sources import Source
from schema.errors import UsageError

NAMES = [f"县{number % 7}/表{number}.txt" for number in range(200)]


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_every_file_belongs_to_one_share_and_none_is_empty(count: int) -> None:
    sources = [Source(name, Path(name)) for name in NAMES]
    shares = [list(Shard(number, count).of_these(sources)) for number in range(1, count + 1)]
    assert sorted(source for share in shares for source in share) == sorted(sources)
    assert all(len(share) > len(NAMES) / count / 2 for share in shares)


def test_the_share_hangs_on_the_name_alone() -> None:
    assert Shard.of("2/3").has("县3/表10.txt") is Shard(2, 3).has("县3/表10.txt")
    assert [Shard(1, 1).has(name) for name in NAMES] == [True] * len(NAMES)
    assert [name for name in NAMES[:12] if Shard(1, 3).has(name)] == [
        "县3/表3.txt", "县4/表4.txt", "县5/表5.txt", "县6/表6.txt", "县0/表7.txt", "县1/表8.txt", "县2/表9.txt",
    ]  # fmt: skip


@pytest.mark.parametrize("written", ["", "0/3", "4/3", "1/0", "1", "a/b", "-1/3", "1/3/5", "１/３", "1/9999999"])
def test_what_is_no_share_is_refused(written: str) -> None:
    with pytest.raises(UsageError):
        Shard.of(written)
