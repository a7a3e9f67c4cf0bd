"""What archives may hold, and how the paths in them are told."""

from __future__ import annotations

#: What an archive of a county's filings holds at most, with room.
MOST_MEMBERS = 20_000
MOST_BYTES = 4_000_000_000
LARGEST_MEMBER = 200 * 1024**2
#: A document of many like cells may shrink to a six-hundredth while it is small; at this size nothing honest does.
RATIO, RATIO_MATTERS_FROM = 200, 32_000_000

UNPACK = "unpack it and ingest the folder"
SPLIT = "look at it, and cut it into one file a filing"


def plain(path: str) -> str:
    """A path within an archive: slashes between folders, no drive, no root, no way up."""
    parts = path.replace("\\", "/").replace("\x00", "").split("/")
    kept = [part for part in parts if part not in ("", ".", "..") and not part.endswith(":")]
    return "/".join(kept) + ("/" if kept and parts[-1] == "" else "")
