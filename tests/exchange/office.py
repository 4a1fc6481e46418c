"""Word and OpenDocument files made by hand, as word processors write them."""

import zipfile
from io import BytesIO

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MORE = (
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="png" ContentType="image/png"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def zipped(files):
    """A ZIP of {name: text or bytes}."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return stream.getvalue()


def run(text, *, bold=False, size=None, properties=""):
    marks = ("<w:b/>" if bold else "") + (f'<w:sz w:val="{size * 2}"/>' if size else "")
    return f'<w:r><w:rPr>{marks}{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs, style="", number=None):
    """A paragraph of runs (strings as they are); `number` is that of its list: 1 dots, 2 digits."""
    marks = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        marks += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
    runs = "".join(r if r.startswith("<") else run(r) for r in runs)
    return f"<w:p><w:pPr>{marks}</w:pPr>{runs}</w:p>"


def table(*rows):
    cells = "".join(
        f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in row)}</w:tr>" for row in rows
    )
    return f"<w:tbl>{cells}</w:tbl>"


def docx(*body, styles="", relations="", **files):
    """A .docx of paragraphs. Other files are named by their path with "__" for "/"."""
    numbering = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:lvl w:ilvl="0"><w:numFmt w:val="{kind}"/></w:lvl>'
        "</w:abstractNum>"
        for n, kind in ((1, "bullet"), (2, "decimal"))
    ) + "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2))
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": f'{RELATIONS}<Relationship Id="r1" Type="{OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": RELATIONS
        + "".join(
            f'<Relationship Id="{name}" Type="{OFFICE}/{name}" Target="{name}.xml"/>'
            for name in ("styles", "numbering", "comments", "footnotes")
        )
        + relations
        + "</Relationships>",
        "word/document.xml": f"<w:document {W} {MORE}><w:body>{''.join(body)}</w:body></w:document>",
        "word/numbering.xml": f"<w:numbering {W}>{numbering}</w:numbering>",
        "word/styles.xml": f"<w:styles {W}>{styles}</w:styles>",
    }
    parts |= {name.replace("__", "/") + ".xml": text for name, text in files.items()}
    return zipped(parts)


def picture(relation, alt=""):
    """A paragraph with the picture of that relation."""
    return (
        f'<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" descr="{alt}"/><a:graphic>'
        f'<a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="{relation}"/></pic:blipFill>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def related_pictures(files):
    """Relations to {name in media/: bytes}: the first is p0."""
    return "".join(
        f'<Relationship Id="p{n}" Type="{OFFICE}/image" Target="media/{name}"/>'
        for n, name in enumerate(files)
    )


def docx_with_pictures(*body, **pictures):
    """A .docx that holds {name: bytes} of its pictures; the relation of the first is p0."""
    files = {f"{name}.png": content for name, content in pictures.items()}
    return with_files(
        docx(*body, styles=HEADINGS, relations=related_pictures(files)),
        {f"word/media/{name}": content for name, content in files.items()},
    )


def with_files(package, files):
    """A package with {path: bytes} more."""
    stream = BytesIO(package)
    with zipfile.ZipFile(stream, "a") as opened:
        for name, content in files.items():
            opened.writestr(name, content)
    return stream.getvalue()


def style(name, *, based_on="", size=None, outline=None):
    """A paragraph style; its id is its name without spaces."""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    level = f'<w:pPr><w:outlineLvl w:val="{outline}"/></w:pPr>' if outline is not None else ""
    look = f'<w:rPr><w:sz w:val="{size * 2}"/></w:rPr>' if size else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}">'
        f'<w:name w:val="{name}"/>{base}{level}{look}</w:style>'
    )


HEADINGS = style("heading 1") + style("heading 2") + style("Title")


def core(**properties):
    """docProps/core.xml with title, creator and so on."""
    inner = "".join(f"<dc:{name}>{value}</dc:{name}>" for name, value in properties.items())
    return (
        '<cp:coreProperties xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:cp="http://schemas.'
        f'openxmlformats.org/package/2006/metadata/core-properties">{inner}</cp:coreProperties>'
    )


ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"),
        ("draw", "drawing"), ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"),
    )
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'  # fmt: skip


def odt(body, *, looks="", **files):
    """An .odt of the XML in its text; `looks` are its automatic styles."""
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {ODF}><office:automatic-styles>{looks}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>",
    }
    return zipped(parts | {name.replace("__", "/") + ".xml": t for name, t in files.items()})
