"""What PostgreSQL can change is marked both_databases, so that `make test` runs it there too.

By what a test mentions, itself or in the helpers and fixtures it reaches: raw SQL, what kind of
database it is, locks, constraints, transactions that commit, threads with connections of their own.
What product code does inside is watched while the tests run: see `tests/statements.py`.
"""

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
ELSEWHERE = ("bench", "browser")  # run on one database only
NAMES = {
    *("DataError", "DatabaseError", "IntegrityError", "InterfaceError", "OperationalError"),
    *("MigrationExecutor", "RawSQL", "select_for_update", "transactional_db"),
}
MARK = "both_databases"


def touches_the_database_itself(function):
    """Whether the text of a function mentions what differs between databases."""
    for node in ast.walk(function):
        match node:
            case ast.Attribute(value=ast.Name(id="connection" | "connections")):
                return True
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name) if name in NAMES:
                return True
            case ast.keyword(arg="transaction", value=ast.Constant(value=True)):
                return True
    return False


class Module:
    """The functions of one file of tests, and what it imports from others."""

    def __init__(self, source):
        tree = ast.parse(source)
        self.functions = {it.name: it for it in tree.body if isinstance(it, ast.FunctionDef)}
        self.imported, self.marks = {}, ""
        for node in tree.body:
            if isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    self.imported[alias.asname or alias.name] = (node.module, alias.name)
            elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark":
                self.marks = ast.unparse(node.value)


def unmarked(sources):
    """Tests that touch the database itself and lack the mark. `sources` by name of the module."""
    modules = {name: Module(source) for name, source in sources.items()}

    def reached(name, function):
        """Functions of the tests that this one calls, or gets from fixtures."""
        module = modules[name]
        for node in ast.walk(function):
            called = node.id if isinstance(node, ast.Name) else getattr(node, "arg", None)
            if called in module.functions:
                yield name, called
            elif called in module.imported:
                yield module.imported[called]
            elif isinstance(node, ast.arg):
                yield from ((conftest, called) for conftest in conftests(name))

    def touches(name, called, seen):
        function = name in modules and modules[name].functions.get(called)
        if not function or (name, called) in seen:
            return False
        seen.add((name, called))
        further = reached(name, function)
        return touches_the_database_itself(function) or any(touches(*it, seen) for it in further)

    for name, module in modules.items():
        commits = "transaction=True" in module.marks
        for test, function in module.functions.items():
            marks = " ".join([module.marks, *map(ast.unparse, function.decorator_list)])
            is_test = test.startswith("test_") and MARK not in marks
            if is_test and (commits or touches(name, test, set())):
                yield f"{name}.{test}"


def conftests(name):
    """Names of the modules whose fixtures a module can use."""
    folders = name.split(".")[:-1]
    return [".".join([*folders[:depth], "conftest"]) for depth in range(len(folders), 0, -1)]


def test_each_test_that_touches_the_database_itself_is_marked():
    sources = {}
    for path in TESTS.rglob("*.py"):
        parts = path.relative_to(TESTS.parent).with_suffix("").parts
        if parts[1] not in ELSEWHERE:
            sources[".".join(parts)] = path.read_text(encoding="utf-8")
    assert len(sources) > 100
    assert sorted(unmarked(sources)) == []


RAW = "    with connection.cursor() as cursor:\n        cursor.execute('SELECT 1')\n"
DELIBERATE = {
    "raw SQL": f"def test_it(db):\n{RAW}",
    "the kind of database": "def test_it(db):\n    assert connection.vendor == 'sqlite'\n",
    "a constraint": "def test_it(db):\n    with pytest.raises(IntegrityError):\n        save()\n",
    "a lock": "def test_it(db):\n    Lesson.objects.select_for_update().get()\n",
    "a commit": "@pytest.mark.django_db(transaction=True)\ndef test_it():\n    pass\n",
    "commits of all": "pytestmark = pytest.mark.django_db(transaction=True)\ndef test_it():\n    pass\n",
    "a fixture that commits": "def test_it(transactional_db):\n    pass\n",
    "a helper": f"def ask():\n{RAW}\ndef test_it(db):\n    ask()\n",
    "a helper elsewhere": "from tests.asking import ask\ndef test_it(db):\n    ask()\n",
    "a fixture of its own": f"@pytest.fixture\ndef asked(db):\n{RAW}\ndef test_it(asked):\n    pass\n",
    "a fixture of all": "def test_it(shared):\n    pass\n",
}
AROUND = {
    "tests.asking": f"def ask():\n{RAW}",
    "tests.conftest": f"@pytest.fixture\ndef shared(db):\n{RAW}",
}


@pytest.mark.parametrize("source", DELIBERATE.values(), ids=DELIBERATE.keys())
def test_a_missing_mark_is_noticed(source):
    found = list(unmarked(AROUND | {"tests.test_odd": source}))
    assert found == ["tests.test_odd.test_it"]


@pytest.mark.parametrize("mark", ["@pytest.mark.both_databases\n", "", "pytestmark = [a]\n"])
def test_only_what_is_marked_passes(mark):
    source = f"{mark}def test_it(db):\n{RAW}"
    found = list(unmarked({"tests.test_odd": source}))
    assert (not found) == ("both_databases" in mark)


def test_counting_queries_needs_no_mark():
    source = (
        "def test_it(db):\n    with CaptureQueriesContext(connection) as asked:\n        pass\n"
    )
    assert list(unmarked({"tests.test_even": source})) == []
