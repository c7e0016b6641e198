"""From what pydantic found to a sentence: the key, what is wrong, what is allowed, the nearest spelling."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, ValidationError

from simulation.errors import ScenarioError, did_you_mean, one_of

__all__ = ["ContentError", "as_scenario_error", "key_of", "plural_of"]

_WANTED = {
    "float_type": "a number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "true or false",
    "string_type": "a text in quotation marks",
    "dict_type": "a table of names and values",
    "model_type": "a table of keys and values",
    "model_attributes_type": "a table of keys and values",
    "tuple_type": "a list in square brackets",
}


class ContentError(ValueError):
    """What a check of the whole scenario found: ``what`` is wrong with ``key``."""

    def __init__(self, key: str, what: str) -> None:
        super().__init__(what)
        self.key = key


def key_of(place: Sequence[str | int]) -> str:
    """A key as a scenario file would write it: ``events[1].year`` (the first is 1, as people count)."""
    key = ""
    for step in place:
        key += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if key else step
    return key


def plural_of(count: int, one: str, many: str) -> str:
    """``1 council``, ``22,000 schools``."""
    return f"{count:,} {one if count == 1 else many}"


def _shown(value: Any) -> str:
    """A value as a scenario file would show it, cut short."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value[:40]}"'
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, list | tuple):
        return "a list"
    return str(value)[:40]


def _part_at(model: type[BaseModel], place: Sequence[str | int]) -> type[BaseModel] | None:
    """The model that describes the table in which a key stands."""
    part: type[BaseModel] | None = model
    for step in place:
        if isinstance(step, int) or part is None:
            continue
        fields = {field.alias or name: field for name, field in part.model_fields.items()}
        part = _model_in(fields[step].annotation) if step in fields else None
    return part


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model within an annotation such as ``tuple[Region, ...]`` or ``RunIn | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_model_in(inner) for inner in get_args(annotation))
    return next((model for model in found if model is not None), None)


def _unknown_key(model: type[BaseModel], place: Sequence[str | int], parameters: Sequence[str]) -> str:
    part = _part_at(model, place[:-1])
    allowed = [field.alias or name for name, field in part.model_fields.items()] if part else []
    name = str(place[-1])
    if len(place) == 1 and name in parameters:
        return "is a parameter and must stand under [parameters]"
    return f"is not a key here{did_you_mean(name, allowed)} (allowed: {', '.join(allowed)})"


def _what(error: Mapping[str, Any], model: type[BaseModel], parameters: Sequence[str]) -> str:
    kind, value, context = error["type"], error["input"], error.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown_key(model, error["loc"], parameters)
    if kind == "missing":
        return "is missing"
    if kind == "value_error":
        return str(context["error"])
    if kind == "finite_number":
        return f"is {value}; it must be a finite number"
    if kind == "literal_error":
        part = _part_at(model, error["loc"][:-1])
        choices = [str(choice) for choice in _choices(part, str(error["loc"][-1]))]
        return f"is {_shown(value)}; it must be {one_of(choices)}{did_you_mean(str(value), choices)}"
    if kind in _WANTED:
        return f"is {_shown(value)}; it must be {_WANTED[kind]}"
    return f"is {_shown(value)}: {error['msg']}"


def _choices(part: type[BaseModel] | None, name: str) -> tuple[Any, ...]:
    if part is None or name not in part.model_fields:
        return ("one of the documented words",)
    return tuple(choice for choice in _words_in(part.model_fields[name].annotation))


def _words_in(annotation: Any) -> Iterator[Any]:
    """What a ``Literal`` allows, also within ``Literal[...] | None``."""
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
        return
    for inner in get_args(annotation):
        yield from _words_in(inner)


def as_scenario_error(
    error: ValidationError, model: type[BaseModel], where: str, parameters: Sequence[str]
) -> ScenarioError:
    """One sentence for the first mistake; an unknown key comes first, as it explains a missing one.

    Args:
        error: what pydantic found.
        model: the model that was being made.
        where: the file's name, or the scenario's.
        parameters: names of the model's parameters, which may stand in the wrong place.
    """
    found = sorted(error.errors(include_url=False), key=lambda e: e["type"] != "extra_forbidden")
    first = found[0]
    original = first.get("ctx", {}).get("error")
    key = original.key if isinstance(original, ContentError) else key_of(first["loc"])
    what = _what(first, model, parameters)
    return ScenarioError(f"{where}: {key} {what}" if key else f"{where}: {what}")
