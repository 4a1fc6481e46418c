"""Markdown becomes HTML that can only be read."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retros.rendering import plain_text, render_markdown
from tests.pace import at_most

SAFE_TAG = re.compile(
    r"</?(a|abbr|blockquote|br|code|dd|del|dl|dt|em|h3|h4|h5|h6|hr|li|ol|p|pre|s|strong|sub|sup"
    r"|table|tbody|td|th|thead|tr|ul)( (href|title|align|rel|dir|tabindex)=\"[^\"]*\")*\s*/?>"
)
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](JaVa\tScript:alert(1))",
    "![a](data:image/svg+xml;base64,PHN2Zz4=)",
    "<a href='&#106;avascript:alert(1)'>a</a>",
    "<svg><a xlink:href='javascript:alert(1)'><text>a</text></a></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1'>",
    "<p style='background:url(javascript:alert(1))' id=x class=y onclick=alert(1)>p</p>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe><form action=/x><button>b</button></form>",
    "```\n<script>alert(1)</script>\n```",
    "[a]: javascript:alert(1)\n\n[a]",
    '<a href="https://example.org" onmouseover="alert(1)" target=_top>a</a>',
]


def only_safe_tags(html):
    return not re.search(r"<[a-zA-Z/!]", SAFE_TAG.sub("", html)) and not re.search(
        r"""href="(?!https?:|mailto:|/|#|[\w.?-]+(/|"|$))""", html
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_becomes_harmless(text):
    html = render_markdown(text)
    assert only_safe_tags(html), html
    assert "javascript:" not in re.sub(r">[^<]*<", "><", html).lower()


@pytest.mark.parametrize("address", ["//example.org", "///example.org", "//example.org/page"])
def test_link_without_a_scheme_leads_nowhere_else(address):
    assert "href" not in render_markdown(f"[a]({address})")
    assert "href" not in render_markdown(f'<a href="{address}">a</a>')
    assert 'href="/lessons/1/"' in render_markdown("[a](/lessons/1/)")


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="<>\"'&#;:/()[]!`*_~\\ \n\tjavascript", max_size=80))
def test_any_text_becomes_harmless(text):
    assert only_safe_tags(render_markdown(text))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**bold** and *soft*", "<strong>bold</strong> and <em>soft</em>"),
        ("- one\n- two", "<li>one</li>"),
        ("# A heading", '<h3 dir="auto">A heading</h3>'),
        ("one\ntwo", "one<br>"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", '<td dir="auto">1</td>'),
        ("| a |\n|---|\n| 1 |", '<table tabindex="0">'),
        ("[site](https://example.org)", 'rel="nofollow noopener"'),
    ],
)
def test_markdown_is_rendered(text, html):
    assert html in render_markdown(text)


def test_picture_from_elsewhere_is_never_fetched():
    html = render_markdown("![a chart](https://example.org/chart.png)")
    assert "<img" not in html
    assert "a chart" in html


OURS = "/attachments/0a1b2c3d-0a1b-4a1b-8a1b-0a1b2c3d4e5f/"


def test_our_own_picture_is_shown():
    html = f'<p dir="auto"><img src="{OURS}" alt="a [chart]" loading="lazy"></p>\n'
    assert render_markdown(f"![a *\\[chart\\]*]({OURS})") == html


@pytest.mark.parametrize(
    "address",
    [
        f"https://example.org{OURS}",
        f"//example.org{OURS}",
        f"{OURS}?x",
        f"{OURS}#x",
        f"{OURS}../",
        f"/wall/..{OURS}",
        OURS.upper(),
        "/attachments/1/",
        "/admin/",
    ],
)
def test_nothing_else_becomes_a_picture(address):
    for text in (f"![a]({address})", f"![a][b]\n\n[b]: {address}", f'<img src="{address}">'):
        assert "<img" not in render_markdown(text)


@pytest.mark.parametrize(
    "raw", ["<img src={} onerror=alert(1)>", "<p><ImG src={}>", "<image src={}>"]
)
def test_picture_in_raw_html_stays_text(raw):
    assert "<img" not in render_markdown(raw.format(OURS)).lower()


def test_description_of_a_picture_holds_no_script():
    html = render_markdown(f'![" onerror="alert(1)<script>]({OURS} "t\\" onload=x")')
    assert re.fullmatch(
        r'<p dir="auto"><img src="[^"]*" alt="[^"]*" loading="lazy"></p>\n', html
    ), html


def test_words_of_a_text_hold_the_description_of_its_pictures():
    assert plain_text(f"See ![a chart]({OURS})") == "See a chart"


def test_plain_text_keeps_the_words_alone():
    assert plain_text("## Went *well*\n\n- [a](https://example.org) <b>word</b>") == (
        "Went well a word"
    )


@pytest.mark.parametrize(
    "text", ["", "  ", "\x00", "[" * 5000, "*" * 5000, "> " * 2000, "<" * 5000]
)
def test_odd_text_raises_nothing(text):
    render_markdown(text)
    plain_text(text)


LONG = 100_000  # characters: what a field takes
ENDLESS = [
    "[",
    "![",
    "[[]",
    "[a](",
    "[`]`",
    "![`]`",
    "\n*![",
    "<div>",
    "<ul><li>",
    "</b><div>",
    "<dl><dt>",
    "<h3><b>x",
    "_a",
    "*a__b",
    "> ",
    "- ",
    "`a",
    "<!--",
    "|a|b|\n|-|-|\n",
]


@pytest.mark.parametrize("piece", ENDLESS)
def test_text_as_long_as_its_field_is_rendered_soon(piece):
    text = piece * (LONG // len(piece))
    with at_most(2):
        render_markdown(text)


@pytest.mark.parametrize("piece", ["[", "![", "[[]", "<div>", "<ul><li>", "</b><div>"])
def test_nesting_takes_time_in_proportion_to_its_text(piece):
    render_markdown(piece)
    with at_most(0.4):
        render_markdown(piece * (LONG // len(piece)))


def test_what_is_nested_too_deep_is_shown_as_it_was_typed():
    assert "[" * 500 in render_markdown("[" * 500)
    assert "<code>" + "[" * 500 + "</code>" in render_markdown("`" + "[" * 500 + "`")
    assert "&lt;b&gt;deep" in render_markdown("<b>" * 150 + "deep")


def test_many_brackets_and_tags_beside_each_other_are_what_they_were():
    links = "[a](https://example.org) [0, 1) " * 15
    assert render_markdown(links).count("<a ") == 15
    html = render_markdown("<em>a</em><br>" * 300 + "<li>x" * 300)
    assert html.count("<em>") == 300 and html.count("<br>") == 300


def test_each_block_runs_in_the_direction_of_its_words():
    html = render_markdown("# جودة\n\nText.\n\n| a |\n|---|\n| تصميم |\n\n```\ncode\n```")
    assert set(re.findall('<(h3|p|td|th|pre) dir="auto"', html)) == {"h3", "p", "td", "th", "pre"}
    assert not re.search("<(h3|p|td|th|pre)>", html)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("1. أولا\n2. ثانيا", '<ol dir="rtl">\n<li dir="rtl">أولا</li>'),
        ("- (2024) זה\n- English", '<li dir="rtl">(2024) זה</li>\n<li dir="ltr">English</li>'),
        ("- أولا\n\n  ثانيا", '<li dir="rtl">\n<p dir="auto">أولا</p>'),
        ("> נכון", '<blockquote dir="rtl">'),
        ("- one\n- two", "<ul>\n<li>one</li>"),
    ],
)
def test_lists_and_quotes_begin_where_their_words_do(text, html):
    assert html in render_markdown(text)


def test_direction_of_raw_html_is_one_of_two():
    assert "dir" not in render_markdown('<ul dir="&quot; onclick=x"><li>a</ul>')
