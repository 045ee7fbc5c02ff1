"""The API's description: OpenAPI for programs, and a page that people can read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

METHODS = ("get", "post", "delete")


@dataclass(frozen=True, slots=True)
class Value:
    """A value of an operation: in the path, the query, or the body."""

    name: str
    kind: str
    required: bool
    about: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be asked.

    Args:
        method: GET, POST or DELETE.
        path: with the names of its values in braces.
        about: what it does.
        values: what it takes.
        gives: what it answers.
        refusals: statuses with their meanings.
    """

    method: str
    path: str
    about: str
    values: tuple[Value, ...]
    gives: str
    refusals: tuple[tuple[str, str], ...]


def operations(document: dict[str, Any]) -> dict[str, list[Operation]]:
    """The operations of an OpenAPI document by tag."""
    found: dict[str, list[Operation]] = {}
    for path, methods in document["paths"].items():
        for method in METHODS:
            if method in methods:
                said = methods[method]
                found.setdefault(said["tags"][0], []).append(operation(document, method, path, said))
    return found


def operation(document: dict[str, Any], method: str, path: str, said: dict[str, Any]) -> Operation:
    """One operation."""
    values = [
        Value(one["name"], kind_of(one["schema"]), one.get("required", False), about(one))
        for one in said.get("parameters", ())
    ]
    body = said.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    if body is not None:
        shape = document["components"]["schemas"][body["$ref"].rsplit("/", 1)[-1]]
        needed = shape.get("required", ())
        values += [
            Value(name, kind_of(one), name in needed, one.get("description", ""))
            for name, one in shape["properties"].items()
        ]
    right = next(one for status, one in said["responses"].items() if status.startswith("2"))
    refusals = [(status, one["description"]) for status, one in said["responses"].items() if not status.startswith("2")]
    gives = kind_of(right["content"]["application/json"]["schema"])
    return Operation(method.upper(), path, said["description"], tuple(values), gives, tuple(sorted(refusals)))


def about(parameter: dict[str, Any]) -> str:
    """What a parameter means."""
    return str(parameter.get("description") or parameter["schema"].get("description") or "")


def kind_of(schema: dict[str, Any]) -> str:
    """A type in a few words."""
    if "$ref" in schema:
        return str(schema["$ref"].rsplit("/", 1)[-1])
    if "enum" in schema:
        return " | ".join(str(value) for value in schema["enum"])
    if "anyOf" in schema:
        return " or ".join(kind_of(one) for one in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {kind_of(schema['items'])}"
    return str(schema.get("type", "any"))
