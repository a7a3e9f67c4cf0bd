"""The phrases that the program's code says, found in the code itself, `3` in the place of whatever is filled in."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
Names = Mapping[str, list[str]]


def said_by(folder: str, calls: Mapping[str, slice]) -> Iterator[str]:
    """What the calls of these names are given in these arguments, in every module of a folder of the program."""
    modules = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted((ROOT / folder).rglob("*.py"))}
    own = {path: _assigned(module.body, {}) for path, module in modules.items()}
    shared = {name: said for names in own.values() for name, said in names.items() if not name.startswith("_")}
    for path, module in modules.items():
        functions = [each for each in ast.walk(module) if isinstance(each, ast.FunctionDef)]
        for scope in (module, *functions):
            names = {**shared, **own[path], **_assigned(ast.walk(scope), {**shared, **own[path]})}
            for node in ast.walk(scope):
                wanted = calls.get(_called(node))
                if isinstance(node, ast.Call) and wanted is not None:
                    yield from (phrase for part in node.args[wanted] for phrase in phrases(part, names))


def phrases(node: ast.AST, names: Names) -> list[str]:
    """Every text that an expression may be, as far as the code tells."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.Name):
        return names.get(node.id, [])
    if isinstance(node, ast.IfExp):
        return [*phrases(node.body, names), *phrases(node.orelse, names)]
    if isinstance(node, ast.BoolOp):
        return [phrase for value in node.values for phrase in phrases(value, names)]
    if isinstance(node, ast.JoinedStr):
        found = [""]
        for value in node.values:
            parts = phrases(value, names) if isinstance(value, ast.Constant) else _filled(value, names)
            found = [one + part for one in found for part in parts]
        return found
    return []


def _filled(node: ast.AST, names: Names) -> list[str]:
    """What may stand in a place of a text: what its name says, else a figure."""
    inner = node.value if isinstance(node, ast.FormattedValue) else node
    return (names.get(inner.id, []) if isinstance(inner, ast.Name) else []) or ["3"]


def _assigned(nodes: object, names: Names) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in nodes:  # type: ignore[attr-defined]
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            said = phrases(node.value, {**names, **found})
            if said:
                found[node.targets[0].id] = [*found.get(node.targets[0].id, []), *said]
    return found


def _called(node: ast.AST) -> str:
    function = node.func if isinstance(node, ast.Call) else None
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
