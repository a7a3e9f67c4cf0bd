"""Content controls and fields: the values that they hold without showing them, and those that can't be told.

A control that nobody filled shows a request to the writer, which is no content; its value may still lie in the data of
the file that it is bound to, or in its own settings. After ECMA-376 part 1, 17.5.2 and 17.16.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from extractors.knowledge import knowledge
from extractors.word_tree.making import say, within
from extractors.word_tree.omissions import FIELD, Omissions, text_of
from extractors.word_tree.package import Element, Package, W, is_on
from schema.errors import JixiaoError

_RUN, _PARAGRAPH, _TEXT = W + "r", W + "p", W + "t"
# Steps down to a child by its name and place; other paths could be made to take long.
_PATH = re.compile(r"(?:/(?:[\w.-]{1,80}:)?[\w.-]{1,80}(?:\[\d{1,4}\])?){1,20}(?:/@(?:[\w.-]{1,80}:)?[\w.-]{1,80})?")
_MAPPING = re.compile(r"xmlns:([\w.-]{1,80})=['\"]([^'\"]{1,300})['\"]")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOST_STORES = 20
_LONGEST_VALUE = 10_000
_LONGEST_RESULT = 60


def fill_controls(root: Element, package: Package, omissions: Omissions) -> None:
    """Takes the requests out of unfilled controls, and writes into empty ones the value that they hold elsewhere."""
    stores: list[Element] | None = None
    for properties in list(root.iter(W + "sdtPr")):
        content = next(properties.itersiblings(W + "sdtContent"), None)
        text = "" if content is None else text_of(content)
        is_asking = is_on(properties.find(W + "showingPlcHdr"))
        if content is None or (text and not is_asking):
            continue
        if stores is None and properties.find(W + "dataBinding") is not None:
            stores = list(_stores(package))
        value = _stored(properties, stores or [])
        if is_asking and (value or not text or _is_request(content, text)):
            _clear(content)
            text = ""
        omissions.note("texts of content controls that count as unfilled, read", bool(text))
        if value and not text:
            _write(content, value)


def name_empty_fields(root: Element, omissions: Omissions) -> None:
    """Names the fields that Word would work out anew: without a stored result, or with an error for one."""
    for simple in root.iter(W + "fldSimple"):
        _judge(simple.get(W + "instr", ""), text_of(simple), simple.getparent(), omissions)
    if next(root.iter(W + "fldChar"), None) is None:
        return
    opened: list[_Field] = []
    for node in root.iter(W + "fldChar", W + "instrText", _TEXT, W + "sym", W + "drawing", W + "pict"):
        kind = node.get(W + "fldCharType")
        if kind == "begin":
            default = node.find(f"{W}ffData/{W}textInput/{W}default")
            opened.append(_Field("" if default is None else default.get(W + "val", "")))
        elif kind == "end" and opened:
            _end(opened, node, omissions)
        elif opened:
            opened[-1].meet(node, kind)


class _Field:
    """An open field: its code, the beginning of its result once the code has ended, and what a form fills in first."""

    def __init__(self, default: str) -> None:
        self.default = default
        self.code = self.result = ""
        self.is_told = False

    def meet(self, node: Element, kind: str | None) -> None:
        if kind == "separate":
            self.is_told = True
        elif self.is_told:
            self.add(node.text or "" if node.tag == _TEXT else "·")
        elif node.tag == W + "instrText":
            self.code = (self.code + (node.text or ""))[:_LONGEST_VALUE]

    def add(self, result: str) -> None:
        self.result = (self.result + result)[:_LONGEST_RESULT]


def _end(opened: list[_Field], node: Element, omissions: Omissions) -> None:
    field = opened.pop()
    if opened and opened[-1].is_told:
        opened[-1].add(field.result)
    if all(outer.is_told for outer in opened[-1:]):
        _judge(field.code if not field.default else f"={field.default}", field.result, node, omissions)


def _judge(code: str, result: str, anchor: Element, omissions: Omissions) -> None:
    name = code.split(maxsplit=1)[0].upper() if code.strip() else ""
    is_worked_out = name.startswith("=") or name in knowledge("word")["fields"]
    is_wrong = any(word in result for word in knowledge("word")["errors"])
    if is_wrong or (is_worked_out and not result.strip()):
        omissions.add(FIELD, anchor, code)


def _is_request(content: Element, text: str) -> bool:
    """Whether words ask the writer for something: by Word's style for such words, or by the words."""
    runs = [run for run in content.iter(_RUN) if text_of(run)]
    styles = (run.find(f"{W}rPr/{W}rStyle") for run in runs)
    requests = knowledge("word")["requests"]
    return all(style is not None for style in styles) or any(word in text.lower() for word in requests)


def _clear(content: Element) -> None:
    for run in list(content.iter(_RUN)):
        parent = run.getparent()
        if parent is not None:
            parent.remove(run)


def _write(content: Element, value: str) -> None:
    """Puts a value into a control around runs, paragraphs or cells."""
    holder = next(content.iter(_PARAGRAPH), content)
    if holder is content and next(content.iterancestors(_PARAGRAPH), None) is None:
        holder = within(content, "p")
    say(holder, value)


def _stored(properties: Element, stores: list[Element]) -> str:
    """The value that a control holds: in the data that it is bound to, as its last choice or date, or as a tick."""
    binding = properties.find(W + "dataBinding")
    bound = "" if binding is None else _bound(binding, stores)
    for choice in properties.iterchildren(W + "dropDownList", W + "comboBox"):
        value = bound or choice.get(W + "lastValue", "")
        shown = {
            item.get(W + "value", ""): item.get(W + "displayText", "") for item in choice.iterchildren(W + "listItem")
        }
        return shown.get(value) or value
    for date in properties.iterchildren(W + "date"):
        found = _DATE.match(bound or date.get(W + "fullDate", ""))
        return found.group() if found else bound
    ticked = properties.find("{*}checkbox/{*}checked")
    if ticked is not None:
        return "☑" if "1" in ticked.attrib.values() or "true" in ticked.attrib.values() else "□"
    return bound


def _stores(package: Package) -> Iterator[Element]:
    for name in islice(package.named("customXml"), _MOST_STORES):
        try:
            yield package.tree(name)
        except JixiaoError:
            continue


def _bound(binding: Element, stores: list[Element]) -> str:
    """What the data say at the path of a binding; empty where the path is another kind or leads nowhere."""
    path = binding.get(W + "xpath", "")
    spaces = dict(_MAPPING.findall(binding.get(W + "prefixMappings", "")[:_LONGEST_VALUE]))
    if not _PATH.fullmatch(path):
        return ""
    return next(filter(None, (_at(store, path, spaces) for store in stores)), "")


def _at(store: Element, path: str, spaces: dict[str, str]) -> str:
    from lxml import etree

    try:
        found: Any = store.xpath(path, namespaces=spaces)
    except (etree.XPathError, TypeError, ValueError):
        return ""
    first = found[0] if isinstance(found, list) and found else ""
    return (first if isinstance(first, str) else first.text or "").strip()[:_LONGEST_VALUE]
