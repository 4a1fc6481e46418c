"""Doors and model verbs say what they take and return. mypy, in `make lint`, checks that it is so."""

import importlib
import inspect
from typing import Any

import pytest
from django.apps import apps
from django.db import models

DOORS = [
    "conversion",
    "exchange",
    "history",
    "kickoffs",
    "notifications",
    "search",
    "trash",
    "wording",
]
MODELS = [
    *apps.get_app_config("retros").get_models(),
    *apps.get_app_config("accounts").get_models(),
]


@pytest.mark.parametrize("door", DOORS)
def test_functions_of_a_door_are_annotated(door):
    package = importlib.import_module(f"retros.{door}")
    for name in package.__all__:
        function = getattr(package, name, None)  # a module of its own is none
        if not inspect.isfunction(function):
            continue
        signature = inspect.signature(function)
        written = [parameter.annotation for parameter in signature.parameters.values()]
        written.append(signature.return_annotation)
        assert inspect.Signature.empty not in written, name
        assert Any not in written, name


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_model_verbs_say_what_they_return(model):
    for owner in (model, *(manager.__class__ for manager in model._meta.managers)):
        for name, method in vars(owner).items():
            function = getattr(method, "fget", None) or getattr(method, "func", method)
            ours = inspect.isfunction(function) and function.__module__.startswith(
                ("retros.models", "accounts.models")
            )
            if ours and not name.startswith(("_", "clean", "deconstruct")):
                if issubclass(owner, models.Manager) and name == "get_queryset":
                    continue
                assert "return" in function.__annotations__, f"{owner.__name__}.{name}"
