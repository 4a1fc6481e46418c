"""The wall's own scripts and styles run on television engines of 2021: Chromium 76.

A list of what came later, by its pattern, since there is no well-kept parser with a table of
engines in Python and no Node here. Each entry names the Chromium that brought it. What is unknown to
an old engine and then simply ignored (`text-wrap`, `hyphens`) may stay.
"""

import re
from pathlib import Path

import pytest
from django.conf import settings

STATIC = Path(settings.ASSETS_DIR) / "static"
SCRIPTS = sorted(STATIC.glob("js/wall*.js"))
STYLES = [STATIC / "css" / "wall.css"]

NEWER_SCRIPT = {
    r"\?\.(?!\d)": 80,
    r"\?\?": 80,
    r"\|\|=|&&=": 85,
    r"\bstatic\s*\{": 94,
    r"#\w+\s+in\b": 91,
    r"#\w+\s*\(": 84,
    r"\.(?:replaceAll|replaceChildren)\(": 86,
    r"\bPromise\.(?:any|try|withResolvers)\b": 85,
    r"\.at\(": 92,
    r"\.(?:findLast|findLastIndex)\(": 97,
    r"\.(?:toSorted|toReversed|toSpliced|with)\(": 110,
    r"\bObject\.(?:hasOwn|groupBy)\b": 93,
    r"\bArray\.fromAsync\b": 121,
    r"\bstructuredClone\b": 98,
    r"\bAbortSignal\.(?:timeout|any|abort)\b": 93,
    r"\b(?:WeakRef|FinalizationRegistry)\b": 84,
    r"\brandomUUID\b": 92,
    r"\bIntl\.(?:DisplayNames|ListFormat|Segmenter|NumberFormat\.prototype\.formatRange)\b": 81,
    r"\b(?:startViewTransition|scheduler\.|adoptedStyleSheets)": 111,
    r"\bcheckVisibility\b|\bshowModal\b|\bshowPopover\b|\.inert\b": 102,
    r"addEventListener\([^)]*signal": 90,
    r"\.(?:union|intersection|difference|symmetricDifference|isSubsetOf|isSupersetOf)\(": 122,
    r"\bcause\s*:": 93,
    # Chromium 61 knows imports, but the worker keeps only what the page itself names.
    r"\bimport\s*[({*\"']|\bimport\s+\w+|\bimport\.meta\b|^\s*export\b": 999,
    r"\.getAnimations\(": 84,
    r"\bnavigator\.(?!wakeLock|serviceWorker)\w+": 999,  # look each of them up
}
NEWER_STYLE = {
    r"(?<![\w-])(?:min|max|clamp)\(": 79,
    r":is\(|:where\(": 88,
    r":has\(": 105,
    r":focus-visible": 86,
    r"(?<![-\w])inset(?:-\w+)*\s*:": 87,
    r"(?:margin|padding|border)-(?:inline|block)\s*:": 87,
    r"(?<![-\w(])aspect-ratio\s*:": 88,
    r"light-dark\(|color-mix\(|(?:ok)?l(?:ab|ch)\(|hwb\(": 101,
    r"@layer|@container|@property|@scope|@starting-style": 85,
    r"\d(?:[dsl]v[hwib]|dvmin|cq\w+|lh|rlh|cap|ic)\b": 108,
    r"(?<![-\w])(?:translate|rotate|scale)\s*:": 104,
    r"content-visibility|contain-intrinsic|accent-color|scrollbar-gutter": 85,
    r"overflow(?:-[xy])?\s*:\s*clip": 90,
    r"\((?:width|height|aspect-ratio)\s*[<>=]": 104,
    r"@supports\s+selector": 83,
    r":not\([^)]*,": 88,
    r"(?<![-\w])gap\s*:": 84,  # in a flex box; grid knows `column-gap` since 66
    r"\brevert\b": 84,
    r"(?<![-\w])d\s*:\s*path\(|math-depth|text-box|anchor\(": 110,
}


def bare(text):
    """Without comments, and in a script without what stands in quotes."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    text = re.sub(r"(?m)(?<!:)//.*$", "", text)
    return re.sub(r'"(?:[^"\\\n]|\\.)*"', '""', text)


def newer(text, table):
    """What `text` uses that came after Chromium 76: [(pattern, the Chromium that brought it)]."""
    return [(what, since) for what, since in table.items() if re.search(what, bare(text), re.M)]


def awaits_outside_functions(text):
    """Whether a module waits outside of all async functions (Chromium 89)."""
    blocks, words = [], ""
    for before, token in re.findall(r"(.*?)([{};]|\bawait\b)", bare(text), re.S):
        words += before
        if token == "await":
            if not any(blocks):
                return True
            continue
        if token == "{":
            blocks.append(bool(re.search(r"\basync\b", words)))
        elif token == "}":
            blocks.pop()
        words = ""
    return False


def nested(text):
    """Selectors of rules inside other rules than those of @media and the like (Chromium 112)."""
    found, outer = [], []
    for words, brace in re.findall(r"([^{};]*)([{};])", bare(text)):
        if brace == "{":
            if outer and not outer[-1].startswith("@"):
                found.append(words.strip())
            outer.append(words.strip())
        elif brace == "}":
            outer.pop()
    return found


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_of_the_wall_run_on_old_televisions(path):
    assert newer(path.read_text(), NEWER_SCRIPT) == []
    assert not awaits_outside_functions(path.read_text())


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_styles_of_the_wall_are_understood_by_old_televisions(path):
    assert newer(path.read_text(), NEWER_STYLE) == []
    assert nested(path.read_text()) == []


def test_all_scripts_of_the_player_are_looked_at():
    page = (Path(settings.ASSETS_DIR) / "templates/wall/screen/screen.html").read_text()
    script = r"""<script type="module" src="{% static 'js/([\w-]+\.js)' %}"></script>"""
    named = set(re.findall(script, page)) | {"wall-worker.js"}
    assert page.count("<script") == len(named) - 1
    assert {path.name for path in SCRIPTS} == named
    assert set(re.findall(r"static 'css/([\w-]+\.css)'", page)) == {path.name for path in STYLES}


@pytest.mark.parametrize(
    "words",
    [
        "a?.b",
        "a ?? b",
        "a ||= b",
        "list.at(-1)",
        "text.replaceAll(a, b)",
        "Promise.any(all)",
        "AbortSignal.timeout(10)",
        "structuredClone(a)",
        "crypto.randomUUID()",
        "list.findLast(f)",
        "import(address)",
        'import fit from "./fit.js";',
        'import { fit } from "./fit.js";',
        "export function fit() {}",
        "class A { #fit() {} }",
        "posts.difference(shown)",
        "new Error(words, { cause: error })",
        "navigator.connection",
        "class A { static { b() } }",
    ],
)
def test_newer_script_would_be_found(words):
    assert newer(words, NEWER_SCRIPT)


@pytest.mark.parametrize(
    "words",
    [
        "await show();",
        "const page = await keep();",
        "for await (const one of all) show(one);",
        "async function f() {} await f();",
        "try { await show(); } catch {}",
        "if (a) { b(); } else { await show(); }",
    ],
)
def test_waiting_outside_of_functions_would_be_found(words):
    assert awaits_outside_functions(words)


@pytest.mark.parametrize(
    "words",
    [
        "async function f() { await g(); }",
        "async function f() { try { await g(); } catch { h(); } }",
        "on(async () => { if (a) { b(); } await g(); });",
    ],
)
def test_waiting_inside_of_functions_is_left_alone(words):
    assert not awaits_outside_functions(words)


@pytest.mark.parametrize(
    "rule",
    [
        "a { width: min(1px, 2vw); }",
        "a:is(b) { }",
        "a:has(b) { }",
        "a:focus-visible { }",
        "a { inset: 0; }",
        "a { aspect-ratio: 1; }",
        "a { color: oklch(1 0 0); }",
        "@layer a { }",
        "a { height: 100dvh; }",
        "a { display: flex; gap: 1px; }",
        "@media (width > 10px) { }",
        "a { margin-inline: 1px 2px; }",
    ],
)
def test_newer_style_would_be_found(rule):
    assert newer(rule, NEWER_STYLE)


def test_nested_rules_would_be_found():
    assert nested("@media print { a { color: #000; &:hover { color: #fff; } } }") == ["&:hover"]


@pytest.mark.parametrize(
    "words",
    [
        "a ? .5 : b",
        "x.flatMap(f); new AbortController(); Array.from(a)",
        "if (a && b || c) d = `${e}`;",
        "const { a } = b, [c] = d; for (const e of f) g(...e, 2 ** h);",
        "try { a(); } catch { b(); }",
    ],
)
def test_older_script_is_left_alone(words):
    assert newer(words, NEWER_SCRIPT) == []


@pytest.mark.parametrize(
    "rule",
    [
        "@media (max-aspect-ratio: 9/16) { :root { --u: 1vw; } }",
        "a { transform: translate(1px, 2px); column-gap: 1px; }",
        "a { grid-template-columns: minmax(0, 1fr) auto; }",
    ],
)
def test_older_style_is_left_alone(rule):
    assert newer(rule, NEWER_STYLE) == [] and nested(rule) == []
