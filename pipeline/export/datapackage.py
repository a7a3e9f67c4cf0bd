"""The description beside the tables, as a Frictionless Data Package."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Table
from sqlmodel import SQLModel

from pipeline.export.wording import term
from pipeline.words import Words
from schema.column import Column
from schema.parts import Writer
from schema.records import SCHEMA_VERSION, TABLES, columns, table_name

_PROFILE = "tabular-data-package"
_DIALECT = {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True}


def write_datapackage(folder: Path, writer: Writer, headers: str = "en") -> Path:
    """Makes `datapackage.json`, which names every table's file and describes every column; returns its path."""
    path = folder / "datapackage.json"
    package = {
        "profile": _PROFILE,
        "name": "jixiao",
        "title": "Budget performance filings",
        "version": SCHEMA_VERSION,
        "resources": [_resource(record, writer, headers) for record in TABLES],
    }
    path.write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")
    return path


def _resource(record: type[SQLModel], writer: Writer, headers: str) -> dict[str, Any]:
    name = table_name(record)
    return {
        "name": name,
        "path": name + writer.suffix,
        "profile": "tabular-data-resource",
        "description": (record.__doc__ or "").strip(),
        "format": writer.name,
        "encoding": "utf-8",
        **({"dialect": _DIALECT} if writer.name == "csv" else {}),
        "schema": _schema(record, headers),
    }


def _schema(record: type[SQLModel], headers: str) -> dict[str, Any]:
    table: Table = SQLModel.metadata.tables[table_name(record)]
    shown = columns(record)
    key = [column.name for column in table.primary_key if column.name in shown]
    whole = len(key) == len(table.primary_key)
    return {
        "fields": [_field(table.name, name, column, headers) for name, column in shown.items()],
        "missingValues": [""],
        **({"primaryKey": key} if whole else {}),
        "foreignKeys": _foreign_keys(table),
    }


def _field(table: str, name: str, column: Column, headers: str) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.title_zh if headers == "zh" else name,
        "type": column.kind,
        "title": column.title_en,
        "title_zh": column.title_zh,
        "title_en": column.title_en,
        "description": column.description,
    }
    if column.unit:
        described["unit"] = column.unit
    if column.choices:
        words = Words(headers)
        choices = [term(table, name, code, words) for code in column.choices] if headers == "zh" else column.choices
        described["constraints"] = {"enum": list(choices)}
    return described


def _foreign_keys(table: Table) -> Sequence[dict[str, Any]]:
    return [
        {"fields": key.parent.name, "reference": {"resource": key.column.table.name, "fields": key.column.name}}
        for key in sorted(table.foreign_keys, key=lambda key: key.parent.name)
    ]
