"""How a record becomes columns and a row becomes a record: derived from the dataclass, nothing is listed twice.

    a scalar field            one typed column of the same name
    a field that is a record  its fields, each as ``<field>_<column>``; all empty when the field is ``None``
    a field that is a tuple   one text column with JSON
    an enumerated word        text
    a datetime                text, ISO 8601, which sorts as time does

So a new field in a record is a new column, on every database alike.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Boolean, Column, Float, Integer, Text
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeEngine

from dateline.errors import StoreError

T = TypeVar("T")
# By code point on every database: a language's own order would sort ids and beginnings of ids elsewhere than SQLite.
TEXT: TypeEngine[str] = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
SCALARS: Mapping[type, TypeEngine[Any]] = types.MappingProxyType(
    {str: TEXT, int: Integer(), float: Float(53), bool: Boolean(), datetime: TEXT}
)


@dataclass(frozen=True, slots=True)
class Part:
    """One field of a record: a scalar, JSON (`decoder` is set) or a record in columns of its own (`record` is set)."""

    field: str
    column: str
    kind: type[Any]  # of a scalar
    optional: bool
    required: bool  # the field has no default
    default: Any  # what the field is when its column is empty: in a row written before the column was there
    decoder: msgspec.json.Decoder[Any] | None = None
    record: type[Any] | None = None
    inner: tuple[Part, ...] = ()
    witness: str = ""  # the column that is empty if and only if the whole record is None


@cache
def parts_of(record: Any, prefix: str = "", without: frozenset[str] = frozenset()) -> tuple[Part, ...]:
    """Return the fields of `record`, but for those in `without`; column names start with `prefix`."""
    hints = typing.get_type_hints(record)
    fields = dataclasses.fields(record)
    return tuple(_part(field, hints[field.name], prefix) for field in fields if field.name not in without)


def _part(field: dataclasses.Field[Any], hint: Any, prefix: str) -> Part:
    plain, optional = _without_none(hint)
    required = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    default = None if field.default is dataclasses.MISSING else field.default
    part = Part(field.name, prefix + field.name, plain, optional, required, default)
    if dataclasses.is_dataclass(plain):
        record: Any = plain
        inner = parts_of(record, f"{part.column}_")
        return dataclasses.replace(part, record=record, inner=inner, witness=_witness(inner))
    if isinstance(plain, type) and (plain in SCALARS or issubclass(plain, StrEnum)):
        return part
    return dataclasses.replace(part, decoder=msgspec.json.Decoder(hint))


def _witness(inner: tuple[Part, ...]) -> str:
    """Return the column of the first scalar that every such record has."""
    for part in inner:
        if part.required and not part.optional:
            return part.witness if part.record else part.column
    raise TypeError(f"a record with only optional fields cannot be told from None: {inner}")


def _without_none(hint: Any) -> tuple[Any, bool]:
    if typing.get_origin(hint) not in (types.UnionType, typing.Union):
        return hint, False
    rest = [choice for choice in typing.get_args(hint) if choice is not types.NoneType]
    return (rest[0] if len(rest) == 1 else hint), True


def make_columns(
    record: type, *, key: tuple[str, ...] = (), without: frozenset[str] = frozenset()
) -> list[Column[Any]]:
    """Return the columns of `record`; those in `key` are its primary key."""
    return _columns(parts_of(record, "", without), key, nullable=False)


def _columns(parts: tuple[Part, ...], key: tuple[str, ...], *, nullable: bool) -> list[Column[Any]]:
    columns: list[Column[Any]] = []
    for part in parts:
        empty = nullable or part.optional or not part.required
        if part.record is not None:
            columns += _columns(part.inner, (), nullable=empty)
        else:
            kind = SCALARS.get(part.kind, TEXT) if part.decoder is None else TEXT
            in_key = part.column in key
            columns.append(Column(part.column, kind, primary_key=in_key, nullable=empty and not in_key))
    return columns


def make_row(value: Any, *, without: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return the record `value` as a row: column names to what the database takes."""
    row: dict[str, Any] = {}
    record: Any = type(value)
    _fill(row, parts_of(record, "", without), value)
    return row


def _fill(row: dict[str, Any], parts: tuple[Part, ...], value: object) -> None:
    for part in parts:
        content = None if value is None else getattr(value, part.field)
        if part.record is not None:
            _fill(row, part.inner, content)
        elif content is None:
            row[part.column] = None
        elif part.decoder is not None:
            row[part.column] = msgspec.json.encode(content).decode("utf-8")
        elif isinstance(content, datetime):
            row[part.column] = content.isoformat()
        else:
            row[part.column] = str(content) if isinstance(content, StrEnum) else content


def make_record(record: type[T], row: Mapping[Any, Any], extra: Mapping[str, Any] | None = None) -> T:
    """Return the record in `row`; `extra` holds the fields that live in tables of their own.

    Raises:
        StoreError: the row does not hold what was written there.
    """
    extra = extra or {}
    try:
        return record(**_fields(parts_of(typing.cast("Any", record), "", frozenset(extra)), row), **extra)
    except (msgspec.DecodeError, ValueError, TypeError) as error:
        raise StoreError(f"a damaged row of {record.__name__}, {next(iter(row.values()))!r}: {error}") from error


def _fields(parts: tuple[Part, ...], row: Mapping[Any, Any]) -> dict[str, Any]:
    return {part.field: _content(part, row) for part in parts}


def _content(part: Part, row: Mapping[Any, Any]) -> Any:
    if part.record is not None:
        return None if part.optional and row[part.witness] is None else part.record(**_fields(part.inner, row))
    stored = row[part.column]
    if stored is None:
        return None if part.optional else part.default
    if part.decoder is not None:
        return part.decoder.decode(stored)
    if part.kind is datetime:
        return datetime.fromisoformat(stored)
    return stored if part.kind is str else part.kind(stored)
