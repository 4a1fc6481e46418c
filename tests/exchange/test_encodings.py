"""Text in whatever encoding it was saved."""

import codecs

import pytest

from retros.exchange import UnreadableDocument, decode, read

pytestmark = pytest.mark.both_databases

FRENCH = "Ce qui a bien marché : l’équipe a réagi très vite, le café était prêt.\n"
GERMAN = "Was lief gut? Die Übergabe war pünktlich, größere Änderungen gab es nicht.\n"
POLISH = "Co poszło dobrze? Zespół zareagował szybko, a wdrożenie trwało krócej niż zwykle.\n"
RUSSIAN = "Что прошло хорошо? Команда быстро отреагировала. Что можно улучшить: больше тестов.\n"
JAPANESE = "うまくいったこと:チームはすぐに対応しました。改善点:テストを増やす。\n"
CHINESE = "做得好的地方:团队反应很快。可以改进的地方:增加测试。\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("# Café\n", "cp1252"),
        ("What didn’t go well – the “map tiles”\n", "cp1252"),
        ("What didn’t go well – the “map tiles”\n", "mac_roman"),
        (FRENCH, "cp1252"),
        (FRENCH, "mac_roman"),
        (GERMAN, "cp1252"),
        (GERMAN, "mac_roman"),
        (POLISH, "cp1250"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (CHINESE, "gb18030"),
        *((POLISH, encoding) for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32")),
        *((GERMAN, encoding) for encoding in ("utf-16-le", "utf-16-be")),
    ],
)
def test_usual_encodings_are_read(text, encoding):
    assert decode(text.encode(encoding)).removeprefix("\ufeff") == text


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF8, codecs.BOM_UTF32_BE])
def test_mark_without_text_is_an_empty_document(mark):
    with pytest.raises(UnreadableDocument, match="This file is empty"):
        read("a.md", mark)


@pytest.mark.parametrize("data", [b"\x00\x01PK", b"\x00" * 500, b"\x01\x02\x03\x04 a picture"])
def test_what_is_no_text_is_refused(data):
    with pytest.raises(UnreadableDocument, match="This is not a text file"):
        decode(data)


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system_are_read(ends):
    text = ends.join(["# Route planner", "", "## Lessons", "", "- Ask early", "- Ask twice"])
    document = read("a.txt", text.encode())
    assert document.title == "Route planner"
    assert [lesson.statement for lesson in document.lessons] == ["Ask early", "Ask twice"]


def test_broken_bytes_are_marked_and_the_rest_is_read():
    assert "Ask early" in read("a.md", "Ask early\n".encode("utf-16") + b"\xd8").context


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_table_with_semicolons_and_decimal_commas_is_read(encoding):
    rows = [
        "Category;Recommendation;Description;Aufwand",
        "Process;Früher fragen;Die Zusage, auf die alle warteten, kam spät.;1,5",
        "Customer;Größere Räume buchen;Im kleinen Saal waren 2,75 m² je Gast, zu wenig.;0,25",
    ]
    document = read("register.csv", "\r\n".join(rows).encode(encoding))
    assert [lesson.statement for lesson in document.lessons] == [
        "Früher fragen", "Größere Räume buchen"
    ]  # fmt: skip
    assert "Aufwand: 1,5" in document.lessons[0].detail
    assert [lesson.category for lesson in document.lessons] == ["process", "customer"]
