"""A model's layer: the same model, any part of which may be left to the layers above, but not an id.

The models take a layer in a twentieth of the time that its JSON Schema needs.
The schema (documents.schema.layer_schema_of) then says what is wrong with one
that they refuse; a test holds the two against each other.
"""

from __future__ import annotations

import copy
import types
import typing
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, create_model
from pydantic.fields import FieldInfo

from policy_engine.documents.fields import Document
from policy_engine.documents.schema import WHOLE_IN_LAYERS


@cache
def layer_model_of(model: type[Document]) -> type[BaseModel]:
    """The model of one layer. Its own head is required as ever."""
    return _made(model, {name: _field(info, whole=True) for name, info in model.model_fields.items()})


@cache
def _part(model: type[BaseModel]) -> type[BaseModel]:
    """A record inside of a layer: only its id must be there; and it may say that it removes one."""
    if model.__name__ in WHOLE_IN_LAYERS:
        return model
    fields = {name: _field(info, whole=name == "id") for name, info in model.model_fields.items()}
    if "id" in fields and any(info.is_required() for info in model.model_fields.values()):
        mark: Any = Literal[True]
        fields["remove"] = (mark, FieldInfo(default=None))
    return _made(model, fields)


def _made(model: type[BaseModel], fields: dict[str, tuple[Any, FieldInfo]]) -> type[BaseModel]:
    definitions: Any = fields
    return create_model(f"{model.__name__}Layer", __config__=model.model_config, **definitions)


def _field(info: FieldInfo, *, whole: bool) -> tuple[Any, FieldInfo]:
    annotation = _layered(info.annotation)
    changed = copy.copy(info)
    changed.annotation = annotation
    if not whole and info.is_required():
        changed.default = None
    return annotation, changed


def _layered(annotation: Any) -> Any:
    """The annotation with every model in it made a layer's."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _part(annotation)
    if origin is typing.Annotated:
        inner, *metadata = arguments
        return typing.Annotated[_layered(inner), *metadata]
    if origin in (Union, types.UnionType):
        return Union[tuple(map(_layered, arguments))]  # noqa: UP007 - built from a tuple
    if origin is list:
        return list[_layered(arguments[0])]  # type: ignore[misc]
    if origin is dict:
        return dict[arguments[0], _layered(arguments[1])]  # type: ignore[valid-type,misc]
    return annotation
