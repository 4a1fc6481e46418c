"""CSV files: those of the usual retro boards are known by their columns, any other by choosing.

One module a board has `recognizes(rows)` and `cards_of(rows)`, or reads the text itself.
"""

from retros.exchange.reading.boards import (
    azure,
    column_board,
    mentimeter,
    parabol,
    retrium,
    scrumlr,
)
from retros.exchange.reading.boards.cells import rows_of
from retros.exchange.reading.boards.columns import UnknownColumns

_BOARDS = (azure, parabol, scrumlr, retrium, mentimeter, column_board)


def parse(text, source_name, *, with_authors, pictures):
    """The Document in the text of a CSV file, which holds no pictures.

    Raises UnknownColumns for one whose columns somebody has to choose.
    """
    rows = rows_of(text)
    board = next((board for board in _BOARDS if board.recognizes(rows)), None)
    if board is None:
        raise UnknownColumns("Its columns are not those of a board that is known here.")
    return board.read(text, rows, source_name, with_authors=with_authors)
