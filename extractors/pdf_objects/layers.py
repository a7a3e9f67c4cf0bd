"""The layers of a PDF that are switched off: what is on them is not shown."""

from __future__ import annotations

import io
from typing import Any

from schema.errors import UnreadableError

#: Without one of these words there are no layers, or the word for them is packed.
_LAYERS, _PACKED = b"/OCProperties", b"/ObjStm"


def layers_off(data: bytes) -> frozenset[bytes]:
    """The names of the layers that are off when the file is opened, as the file writes them.

    Raises `UnreadableError` where the file may have layers and doesn't say which are on.
    """
    if _LAYERS not in data and _PACKED not in data:
        return frozenset()
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfparser import PDFParser

    try:
        catalog = PDFDocument(PDFParser(io.BytesIO(data))).catalog
        return frozenset(_names(catalog)) if "OCProperties" in catalog else frozenset()
    except Exception as problem:  # a parser of hostile bytes raises whatever it meets
        if _LAYERS not in data:
            return frozenset()
        raise UnreadableError(f"the layers can't be read ({type(problem).__name__})", "print it to a new PDF") from None


def _names(catalog: Any) -> list[bytes]:
    from pdfminer.pdftypes import PDFObjRef, resolve1

    layers = resolve1(catalog["OCProperties"])
    usual = resolve1(layers.get("D", {}))
    every = [one for one in resolve1(layers.get("OCGs", [])) if isinstance(one, PDFObjRef)]
    told = {key: {one.objid for one in resolve1(usual.get(key, []))} for key in ("ON", "OFF")}
    base_off = getattr(resolve1(usual.get("BaseState")), "name", "ON") == "OFF"
    off = [one for one in every if one.objid in told["OFF"] or (base_off and one.objid not in told["ON"])]
    return [bytes(resolve1(resolve1(one).get("Name", b""))) for one in off]
