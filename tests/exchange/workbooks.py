"""Workbooks made by hand, as spreadsheets write them."""

from xml.sax.saxutils import escape

from tests.exchange.office import OFFICE, RELATIONS, zipped

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = f'xmlns:r="{OFFICE}"'


def xlsx(sheets, *, hidden=(), more_cells="", declaration="", files=None):
    """A workbook of {name: rows}; `more_cells` is XML in a last row of each sheet."""
    states = ("visible", "hidden")
    names = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="r{n}" state="{states[name in hidden]}"/>'
        for n, name in enumerate(sheets, start=1)
    )
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'{RELATIONS}<Relationship Id="r1" Type="{OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" {RELATED}><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"{RELATIONS}{relations}</Relationships>",
    }
    for number, rows in enumerate(sheets.values(), start=1):
        inner = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows)
        last = f"<row>{more_cells}</row>" if more_cells else ""
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            f'{declaration}<worksheet xmlns="{MAIN}"><sheetData>{inner}{last}</sheetData></worksheet>'
        )
    return zipped(parts | (files or {}))


def _cell(value):
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f"<c><v>{value}</v></c>"
