"""Workbooks (.xlsx, .xlsm): each sheet with something in it as CSV.

calamine reads the values that were saved. It computes no formula, runs no macro and follows no link.
"""

import csv
import datetime
from io import BytesIO, StringIO

import python_calamine

from retros.conversion.children import Converted
from retros.conversion.packages import Refused

_MOST_CHARACTERS = 4_000_000
_FIRST_LINE = "sep=,\n"  # so that nobody has to guess the delimiter


def convert(data, *, with_authors):
    """Return the Converted of a workbook, whose `tables` are {name of a sheet: CSV}."""
    workbook = python_calamine.CalamineWorkbook.from_filelike(BytesIO(data))
    room, tables, hidden = _MOST_CHARACTERS, {}, []
    for about in workbook.sheets_metadata:
        if about.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        if about.visible != python_calamine.SheetVisibleEnum.Visible:
            hidden.append(about.name)
            continue
        table = _csv_of(workbook.get_sheet_by_name(about.name), room)
        room -= len(table)
        if table:
            tables[about.name] = _FIRST_LINE + table
    warnings = [f"A hidden sheet was left out: {name}." for name in hidden]
    if not tables:
        raise Refused("Its visible sheets are empty.")
    return Converted("", warnings, tables=tables)


def _csv_of(sheet, room):
    stream = StringIO()
    rows = csv.writer(stream, lineterminator="\n")
    for row in sheet.iter_rows():
        cells = [_text(value) for value in row]
        if any(cells):
            rows.writerow(cells)
        if stream.tell() > room:
            raise Refused("Its sheets hold more than 4 MB of text. Please split it.")
    return stream.getvalue()


def _text(value):
    """A value as its reader would write it: whole numbers without ".0", days without "00:00"."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return str(value.date())
    return str(value).strip()
