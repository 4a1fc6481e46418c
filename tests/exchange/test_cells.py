"""CSV text to cells, and cells that a spreadsheet would run."""

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retros.exchange.formulas import bare, guarded
from retros.exchange.reading.boards.cells import rows_of
from tests.pace import at_most


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('a,b\n"x ""y"", z",3', [["a", "b"], ['x "y", z', "3"]]),
        ("a;b\n1,5;2,5", [["a", "b"], ["1,5", "2,5"]]),
        ('a\tb\n"foo "bar" baz"\t2', [["a", "b"], ['foo "bar" baz', "2"]]),
        ('a,b\n"two\nlines",1', [["a", "b"], ["two\nlines", "1"]]),
        ('"never closed,3\nnext,4', [['"never closed', "3"], ["next", "4"]]),
        ("a,b,\n,,\n\n1,2,", [["a", "b", ""], [], [], ["1", "2", ""]]),
        ("sep=;\na;b,c", [["a", "b,c"]]),
        ("one\ntwo", [["one"], ["two"]]),
        ("", []),
    ],
)
def test_cells_are_read_however_they_were_written(text, rows):
    assert rows_of(text) == rows


@pytest.mark.parametrize("text", ['"a,' * 90_000, '"' * 200_000, '"a,"b ' * 50_000, "'" * 200_000])
def test_hostile_quotes_take_no_time(text):
    with at_most(3):
        rows_of(text)


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@a", "|a", "%a", "\t=1", "\r=1", "\n1", "  =1", "\ufeff=1", "＝1"]
)
def test_formula_is_guarded(cell):
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "a", "1", "a=1", "é", "‘quoted’", "(=1)"])
def test_words_need_no_guard(cell):
    assert guarded(cell) == cell


TEXT = st.text(st.characters(exclude_characters="\r\x00", exclude_categories=["Cs"]))


@given(rows=st.lists(st.lists(TEXT, min_size=4, max_size=4), min_size=1, max_size=5))
@example(rows=[["'=1", "''"], ['=\n"x', "a,b;\t"]])
@example(rows=[["", "", "", ""], ["-", "'", ";", ";"]])
def test_guarded_table_reads_back_as_it_was(rows):
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    header = ["words"] * 4
    writer.writerows([guarded(cell) for cell in row] for row in [header, *rows])
    assert rows_of(out.getvalue()) == [header, *(row if any(row) else [] for row in rows)]


@given(cell=st.text())
def test_guard_comes_off_again(cell):
    assert bare(guarded(cell)) == cell
