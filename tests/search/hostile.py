"""Texts that break searches: syntax of both databases, odd characters, sheer size."""

import random

HOSTILE = [
    '"',
    '""',
    '"""',
    "'",
    "''; DROP TABLE retros_lesson; --",
    "AND",
    "OR NOT AND",
    "a AND",
    "NEAR(",
    "NEAR(a b, 2)",
    "title:",
    "title: a",
    "{title body}: a",
    "^a",
    "a*",
    "*",
    "-",
    "--",
    "- -",
    "-a",
    "-'a'",
    '-"',
    '-""',
    "+",
    "a + b",
    "(",
    ")",
    "(((((((((",
    "a:b:c",
    "tag:",
    'tag:"',
    'tag:"\x00"',
    "team:\x00",
    "kind:kind:kind:",
    "year:99999999999999",
    "year:0000..9999",
    "year:..",
    "a & b | !c <-> d",
    "a:*",
    "!",
    "\\",
    "a\\",
    "'a\\'",
    "%",
    "%s",
    "%(x)s",
    "_",
    "__",
    "{}",
    "{{ a }}",
    "$1",
    "\x00",
    "a\x00b",
    "\x01\x02\x1f\x7f",
    "\u202ecut-over\u202c",
    "\u200b\u200d\ufeff",
    "\ud800",
    "a\udfffb",
    "\U0001f600 \U0001f468\u200d\U0001f469",
    "\u0301\u0301\u0301",
    "Z\u0351\u036b\u0343a\u035c",
    "ﷺ" * 500,
    "½ ² Ⅷ ㎡ ℃",
    "İıſß",
    "プロジェクトの振り返り",
    "مشروع",
    "परियोजना",
    "١٢٣",
    "<script>alert(1)</script>",
    "<mark>",
    "&lt;b&gt;",
    "[" * 20_000,
    "a" * 100_000,
    "a " * 500_000,
    '"a" ' * 5_000,
    "-a " * 5_000,
    " ".join(f"word{number}" for number in range(20_000)),
    "\n" * 10_000,
    "",
    " ",
    "the of and",
    '"the of"',
    "-the",
]

_WORDS = ["vendor", "Cut-over", "the", "naïve", "rehearsal's", "2024", "x"]
_SYNTAX = [
    *('"', "'", "-", "*", "(", ")", ":", "^", "+", "&", "|", "!", "<->", "\\", "%", "..", "~"),
    *("AND", "OR", "NOT", "NEAR(a b, 2)", "tag:", "team:", "year:", "kind:", "year:2024..", "a:*"),
    *("'; DROP TABLE retros_lesson; --", "UNION SELECT password", "{{ x }}", "%(x)s", "$1"),
]
_LETTERS = [
    *(
        "\x00",
        "\x07",
        "\u200d",
        "\u202e",
        "\ufeff",
        "\ud800",
        "\U0001f469\u200d\U0001f4bb",
        "ﷺ",
        "İ",
    ),
    *(
        "مشروع الإطلاق",
        "プロジェクトの振り返り",
        "上线演练",
        "การทบทวน",
        "회고를",
        "परियोजना",
        "é\u0301\u0323",
    ),
]


def generated(number, seed):
    """Texts of all of this, mixed; one in a hundred is a paste of 100,000 characters."""
    chance = random.Random(seed)
    for place in range(number):
        parts = [
            chance.choice(chance.choice((_WORDS, _SYNTAX, _SYNTAX, _LETTERS)))
            for _ in range(chance.randint(1, 12))
        ]
        text = chance.choice(("", " ", " ")).join(parts)
        yield (text * 100_000)[:100_000] if place % 100 == 99 else text
