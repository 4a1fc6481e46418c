"""Imports run one way, as docs/developing.md draws it."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# Lower may not import higher; equals may not import each other, but for the package itself.
LAYERS = {
    "models": 0,
    "meaning": 1,
    "search": 2,
    "wording": 1,
    "examples": 1,
    "conversion": 1,
    "rendering": 1,
    "access": 3,
    "history": 3,
    "trash": 4,
    "exchange": 4,
    "notifications": 3,
    "forms": 4,
    "filters": 4,
    "views": 5,
    "api": 5,
    "urls": 6,
}


def imports_of(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def layer_of(module):
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[0] == "retros" else None


@pytest.mark.parametrize(
    "path", sorted((ROOT / "retros").rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT))
)
def test_modules_import_only_what_is_below_them(path):
    own = layer_of(".".join(path.relative_to(ROOT).with_suffix("").parts))
    if own not in LAYERS:
        return
    for module in imports_of(path):
        other = layer_of(module)
        if other in LAYERS and other != own:
            assert LAYERS[other] < LAYERS[own], f"{path.name} must not import {module}"


@pytest.mark.parametrize("path", sorted((ROOT / "accounts").rglob("*.py")), ids=lambda p: p.name)
def test_accounts_never_imports_retros(path):
    assert not [module for module in imports_of(path) if module.split(".")[0] == "retros"]


def test_code_never_imports_tests():
    for folder in ("retros", "accounts"):
        for path in (ROOT / folder).rglob("*.py"):
            assert not [m for m in imports_of(path) if m.split(".")[0] == "tests"], path
