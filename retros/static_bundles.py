"""Which stylesheets and scripts production serves as one file, and how modules become one script.

Developers load each file by itself. The bundle of a module holds what it imports; each stays a scope
of its own, so that names don’t collide.
"""

import re

# In the order of the cascade.
STYLES = {
    "site": ("tokens", "base", "layout", "controls", "forms", "cards", "diff", "form-backup"),
    "record": ("parts", "reading", "lesson", "timeline", "questions", "print"),
    "cards": ("reading", "lesson", "print"),
    "kickoff": ("kickoff", "waiting-actions", "tags"),
    "editor": (
        *("parts", "editor", "proposals", "waiting-actions", "tags", "similar-lessons", "wording"),
        "pictures",
    ),
}
_EVERYBODY = ("search-key", "menus", "focus-now", "local-times")
SCRIPTS = {
    "visitor": _EVERYBODY,
    "member": (
        *("form-backup", "form-backup-offers", "sign-out", "unsaved-warning"),
        *_EVERYBODY,
        *("section-nav", "collapse-filters"),
    ),
    "editor": (
        *("save-status", "conflict", "autosave", "autosave-submit", "publish-check", "new-part"),
        *("character-count", "markdown-toolbar", "picture-upload", "paste-markdown"),
        *("keyboard-shortcuts", "tag-input", "duplicate-lessons", "wording-hints"),
    ),
    "kickoff": ("copy-brief", "print-button", "lesson-shortcuts", "tag-input"),
}
# What other scripts import of them too must not run a second time: one knows what is unsaved.
SHARED, SHARED_IN = ("form-backup", "collapse-filters"), "member"

_IMPORT = re.compile(r'^import (\{ [\w, ]+ \}) from "\./([\w-]+)\.js";$', re.M)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) (\w+))", re.M)
_LEFT = re.compile(r"^(?:import|export)\b.*", re.M)


def sources():
    """Return the files that are joined, but for what they import."""
    styles = {f"css/{name}.css" for names in STYLES.values() for name in names}
    return styles | {f"js/{name}.js" for names in SCRIPTS.values() for name in names}


def style(name):
    """Return the name of the file that holds the stylesheets of a bundle."""
    return f"css/all-{name}.css"


def script(name):
    """Return the name of the file that holds the scripts of a bundle."""
    return f"js/all-{name}.js"


def one_script(bundle, text_of):
    """Return the modules of a bundle and all that they import as one; `text_of(name)` reads a module.

    That of `SHARED_IN` exports those in `SHARED`, and others import them from there. Raise ValueError
    where a module imports or exports otherwise than ours do.
    """
    scopes = {}
    shared = () if bundle == SHARED_IN else SHARED
    for name in SCRIPTS[bundle]:
        _add(name, text_of, scopes, shared)
    text = "\n".join([*scopes.values(), ""])
    if not shared:
        return f"{text}export {{ {', '.join(map(_variable, SHARED))} }};\n"
    used = ", ".join(_variable(name) for name in SHARED if f"= {_variable(name)};" in text)
    return f'import {{ {used} }} from "./all-{SHARED_IN}.js";\n{text}' if used else text


def _add(name, text_of, scopes, shared):
    if name in scopes or name in shared:
        return
    text = text_of(name)
    for _, imported in _IMPORT.findall(text):
        _add(imported, text_of, scopes, shared)
    exported = ", ".join(_EXPORT.findall(text))
    text = _IMPORT.sub(lambda found: f"const {found[1]} = {_variable(found[2])};", text)
    text = _EXPORT.sub("", text)
    if left := _LEFT.search(text):
        raise ValueError(f"js/{name}.js can’t be joined with others: {left[0]}")
    scopes[name] = f"const {_variable(name)} = (() => {{\n{text}\nreturn {{ {exported} }};\n}})();"


def _variable(name):
    return "$" + name.replace("-", "_")


def import_from_bundle(text):
    """Return a module that imports those in `SHARED` from their bundle."""
    return _IMPORT.sub(_from_bundle, text)


def _from_bundle(found):
    names, module = found[1], found[2]
    if module not in SHARED:
        return found[0]
    shared = _variable(module)
    return f'import {{ {shared} }} from "./all-{SHARED_IN}.js";\nconst {names} = {shared};'
