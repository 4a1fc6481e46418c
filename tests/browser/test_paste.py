"""Formatted text from Word, Google Docs, spreadsheets and web pages, pasted in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from retros.rendering import render_markdown
from tests import factories

CLIPBOARD = Path(__file__).parent / "clipboard"
NAMES = ["word", "google_docs", "spreadsheet", "web_page", "hostile"]
CONVERT = """async html => {
  const { markdownOf } = await import("/static/js/html-to-markdown.js");
  return markdownOf(html)?.text ?? null;
}"""
COPY = """async ([html, text]) => navigator.clipboard.write([new ClipboardItem({
  "text/html": new Blob([html], {type: "text/html"}),
  "text/plain": new Blob([text], {type: "text/plain"}),
})])"""
LIST = "<p>Two <b>bold</b> words</p><ul><li>one</li><li>two</li></ul>"


@pytest.fixture
def page(open_page, member):
    retrospective = factories.RetrospectiveFactory(created_by=member, context="")
    page = open_page(member, permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"/retrospectives/{retrospective.pk}/edit/")
    page.field = page.get_by_label("Context", exact=True)
    page.field.focus()
    return page


def sample(name, ending):
    return (CLIPBOARD / f"{name}.{ending}").read_text(encoding="utf-8")


def test_formatting_is_kept_and_nothing_else(page):
    for name in NAMES:
        markdown = page.evaluate(CONVERT, sample(name, "html"))
        assert markdown == sample(name, "md").rstrip(), name
    assert page.evaluate("window.ran === undefined")
    html = str(render_markdown(sample("hostile", "md")))
    assert "<img" not in html
    assert html.count("<a ") == 4  # two links, and two addresses as such
    assert 'href="javascript' not in html


def test_text_without_formatting_is_left_to_the_browser(page):
    for html in (
        "",
        "<p>One line</p><p>Another <span>one</span></p>",
        '<div style="font-weight: 400"><b style="font-weight: normal">Plain</b></div>',
        "<table><tr><td>Only</td></tr><tr><td>one column</td></tr></table>",
        '<img src="/x.png" alt="x">',
    ):
        assert page.evaluate(CONVERT, html) is None, html


def test_deep_and_large_clipboards_do_not_stop_the_page(page):
    deep = "<div><b>" * 5_000 + "deep"
    wide = "<table>" + "<tr><td colspan=1000 rowspan=60000>x<td>y" * 300 + "</table>"
    long = ["<b>x</b>y", "<br>x", "<style>", "<a ", "<a '", "<i>", "<p>x", "<li>x<ul>", " `*_[!<a"]
    for html in (deep, wide, *(part * (190_000 // len(part)) for part in long), "x" * 3_000_000):
        took = page.evaluate(
            """async html => {
                const { markdownOf } = await import("/static/js/html-to-markdown.js");
                const started = performance.now();
                try { markdownOf(html) } catch {}
                return performance.now() - started;
            }""",
            html,
        )
        assert took < 8000, html[:20]


def test_pasted_text_is_one_step_to_undo_and_plain_paste_stays_plain(page):
    field, keys = page.field, page.keyboard
    keys.type("Before.")
    page.evaluate(COPY, [LIST, "Two bold words\none\ntwo"])
    keys.press("Control+v")
    pasted = "Before.Two **bold** words\n\n- one\n- two"
    expect(field).to_have_value(pasted)
    keys.type("!")
    keys.press("Control+z")
    expect(field).to_have_value(pasted)
    keys.press("Control+z")
    expect(field).to_have_value("Before.")
    keys.press("Control+Shift+v")
    expect(field).to_have_value("Before.Two bold words\none\ntwo")
    keys.press("Control+z")
    keys.press("Home")
    page.evaluate(COPY, ["<h2>Start</h2><table><tr><td>a<td>b</table>", "x"])
    keys.press("Control+v")
    expect(field).to_have_value("## Start\n\n| a | b |\n| --- | --- |\n\nBefore.")


def test_table_is_added_by_its_button_and_undone(page):
    field = page.field
    page.keyboard.type("Before.")
    bar = page.get_by_role("toolbar", name="Formatting for context")
    bar.get_by_role("button", name="Table").click()
    page.keyboard.type("Step")
    expect(field).to_have_value(
        "Before.\n\n| Step | Second column | Third column |\n| --- | --- | --- |\n"
        "|  |  |  |\n|  |  |  |\n\n"
    )
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(field).to_have_value("Before.")
    field.fill("a\tb\n1\t2")
    field.select_text()
    bar.get_by_role("button", name="Table").click()
    expect(field).to_have_value("| a | b |\n| --- | --- |\n| 1 | 2 |\n\n")
