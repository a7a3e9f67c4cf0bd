"""What every worker needs, loaded by importing this: the process that workers are forked from does so once.

The words of the forms are left out: how readers do without some of them is measured by hiding these in a worker, before
it has made anything of the others.
"""

from __future__ import annotations

import gc
from contextlib import suppress

from extractors import reading, recognition
from extractors.forms.prose.noun_phrases import named_before
from extractors.forms.scene import BlockReader
from normalizers.matching.matching import match
from pipeline.ingest import interpreting, recognising, understanding
from schema.parts import Check, Container, Reader
from schema.registry import discover

__all__ = ["interpreting", "reading", "recognising", "recognition", "understanding"]


def _load() -> None:
    """Asks for the parts that are found in folders, for the words of running text, and for every index of names, by a
    name that is like many and spelled as none."""
    discover("extractors.containers", Container)
    discover("extractors.readers", Reader)
    discover("extractors.forms.blocks", BlockReader)
    discover("pipeline.checks", Check)
    named_before("本年改造乡村道路")
    match("乡村夜校学员结业")


# What breaks here breaks again in the worker that needs it, and is said there.
with suppress(Exception):
    _load()
# What is loaded stays in memory that all workers share, as long as nobody counts or moves what is in it.
gc.collect()
gc.freeze()
