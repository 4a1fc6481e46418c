"""Which module imports which, and what of it the house forbids.

Works on sources by module name, so that a test can try a deliberate violation without writing it
anywhere. Imports inside functions and relative ones count like all others; so does `import_module`
with a name. `from package import name` counts as the module `package.name` where there is one.
"""

import ast
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
IMPORTERS = {"import_module", "__import__"}


@dataclass(frozen=True)
class Import:
    by: str  # the module that imports
    module: str  # the one it imports, as far as there is a module of that name
    name: str  # what it takes of it; "" for the module itself
    line: int

    def __str__(self):
        return f"{self.by}:{self.line} imports {self.module} {self.name}".strip()


class Sources:
    """The modules of a tree, and their imports of each other.

    Keeps no parsed module: all of them are half a million nodes, a quarter of a gigabyte.
    """

    def __init__(self, texts, packages):
        self.packages = packages  # names of modules that are an `__init__`
        self.texts = texts
        self.offered, self.imports = {}, []
        for name in texts:
            self._read(name)

    def with_module(self, name, text, *, is_package=False):
        """The same with one module more, or one whose text ends with `text`."""
        made = object.__new__(Sources)
        made.packages = self.packages | ({name} if is_package else set())
        made.texts = self.texts | {name: f"{self.texts.get(name, '')}\n{text}"}
        made.offered = dict(self.offered)
        made.imports = [it for it in self.imports if it.by != name]
        made._read(name)
        return made

    def _read(self, name):
        tree = ast.parse(self.texts[name])
        self.imports += self._imports_of(name, tree)
        if name in self.packages:
            self.offered[name] = _offered(tree)

    def _imports_of(self, name, tree):
        package = name if name in self.packages else name.rpartition(".")[0]
        for node in ast.walk(tree):
            for module, taken in _named_by(node, package):
                if module.split(".")[0] in {"accounts", "retros", "tests"}:
                    if f"{module}.{taken}" in self.texts:
                        module, taken = f"{module}.{taken}", ""
                    yield Import(name, module, taken, node.lineno)

    def doors(self):
        """Packages that offer names of their modules: {name: what they offer}."""
        found = {}
        for package, offered in self.offered.items():
            if any(it.by == package and is_inside(it.module, package) for it in self.imports):
                found[package] = offered
        return found


def _named_by(node, package):
    """(module, name or "") for each thing that an import statement names."""
    match node:
        case ast.Import(names=names):
            yield from ((alias.name, "") for alias in names)
        case ast.ImportFrom(module=module, names=names, level=level):
            if level:
                above = package.split(".")[: len(package.split(".")) - level + 1]
                module = ".".join([*above, *([module] if module else [])])
            yield from ((module, alias.name) for alias in names)
        case ast.Call(func=function, args=[ast.Constant(value=str(module)), *_]):
            if getattr(function, "attr", getattr(function, "id", "")) in IMPORTERS:
                yield module, ""


def _offered(tree):
    """What `__all__` of a package names; None without one: all but its modules."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return set(ast.literal_eval(node.value))
    return None


def is_inside(module, package):
    return module == package or module.startswith(f"{package}.")


def read_sources(*folders):
    """The modules below folders of the repository."""
    texts, packages = {}, set()
    for path in (path for folder in folders for path in (ROOT / folder).rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        if path.name == "__init__.py":
            name = name.removesuffix(".__init__")
            packages.add(name)
        texts[name] = path.read_text(encoding="utf-8")
    return Sources(texts, packages)


def without_a_layer(sources, layers):
    """Modules directly in retros that no layer names."""
    known = {f"retros.{room}" for layer in layers for room in layer}
    rooms = {room_of(name) for name in sources.texts if name.startswith("retros.")}
    return sorted(f"{room} has no layer" for room in rooms - known)


def against_the_layers(sources, layers):
    """Imports of what is not below: of higher rooms, of the tests, of `retros` without a room."""
    height = {f"retros.{room}": number for number, layer in enumerate(layers) for room in layer}
    for found in sources.imports:
        own, other = room_of(found.by), room_of(found.module)
        if own != other and not other.startswith("accounts"):
            is_below = height.get(other, len(layers)) < height.get(own, len(layers))
            if own.startswith("accounts") or not is_below:
                yield str(found)


def room_of(module):
    """retros.models of retros.models.lesson."""
    return ".".join(module.split(".")[:2])


def past_a_door(sources):
    """Imports from outside a package of what its `__init__` does not offer.

    A migration stays as it was written, whatever became of the package since.
    """
    doors = sources.doors()
    for found in sources.imports:
        for package, offered in doors.items():
            if is_inside(found.by, package) or not is_inside(found.module, package):
                continue
            taken = f"{found.module}.{found.name}".removeprefix(package).strip(".")
            is_offered = found.module == package if offered is None else taken in offered
            if taken and not is_offered and "migrations" not in found.by:
                yield str(found)


def cycles(sources):
    """Groups of modules that import each other in a circle, each as a sorted list."""
    graph = {name: set() for name in sources.texts}
    for found in sources.imports:
        if found.module in graph and found.module != found.by:
            graph[found.by].add(found.module)

    def reachable(start):
        seen, waiting = set(), [start]
        while waiting:
            for following in graph[waiting.pop()] - seen:
                seen.add(following)
                waiting.append(following)
        return seen

    beyond = {name: reachable(name) for name in graph}
    circles = {
        tuple(sorted(other for other in beyond[name] if name in beyond[other]))
        for name in graph
        if name in beyond[name]
    }
    return sorted(map(list, circles))
