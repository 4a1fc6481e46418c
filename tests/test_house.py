"""No file of code is longer than 300 lines, and no function longer than 39: also in the tests."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MOST_LINES, MOST_LINES_OF_FUNCTION = 300, 39
FOLDERS = ("accounts", "retros", "tests")
# Written by Django, and never changed afterwards.
GENERATED = ROOT / "retros/migrations", ROOT / "accounts/migrations"


def files():
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if path.parent not in GENERATED:
                yield path


def too_long(path):
    """What is too long in a file, each with its number of lines."""
    text = path.read_text()
    if (lines := len(text.splitlines())) > MOST_LINES:
        yield path.name, lines
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = node.end_lineno - node.lineno + 1
            if lines > MOST_LINES_OF_FUNCTION:
                yield node.name, lines


def test_no_file_or_function_is_too_long():
    found = {str(path.relative_to(ROOT)): list(too_long(path)) for path in files()}
    assert len(found) > 400
    assert {path: what for path, what in found.items() if what} == {}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("x = 1\n" * 301, ("a.py", 301)),
        ("def long():\n" + "    pass\n" * 39, ("long", 40)),
        ("class A:\n    async def long(self):\n" + "        pass\n" * 39, ("long", 40)),
    ],
)
def test_what_is_too_long_is_named(tmp_path, text, what):
    (tmp_path / "a.py").write_text(text)
    assert list(too_long(tmp_path / "a.py")) == [what]
