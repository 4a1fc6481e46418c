"""Slide decks made by hand, as presentation programs write them."""

from tests.exchange.office import OFFICE, RELATIONS, zipped

A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
R = f'xmlns:r="{OFFICE}"'


def pptx(*slides, declaration="", files=None):
    """A deck of (title, [(level, text)]) or XML of a slide's shapes."""
    ids = "".join(f'<p:sldId id="{n}" r:id="r{n}"/>' for n in range(len(slides)))
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/slide" Target="slides/slide{n}.xml"/>'
        for n in range(len(slides))
    )
    parts = {
        "[Content_Types].xml": "<Types/>",
        "ppt/presentation.xml": f"<p:presentation {P} {R}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": f"{RELATIONS}{relations}</Relationships>",
    }
    for number, slide in enumerate(slides):
        shapes = slide if isinstance(slide, str) else _shapes(*slide)
        parts[f"ppt/slides/slide{number}.xml"] = (
            f"{declaration}<p:sld {A} {P} {R}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>"
        )
    return zipped(parts | (files or {}))


def _shapes(title, lines):
    body = "".join(
        f'<a:p><a:pPr lvl="{level}"/><a:r><a:t>{text}</a:t></a:r></a:p>' for level, text in lines
    )
    return shape("title", f"<a:p><a:r><a:t>{title}</a:t></a:r></a:p>") + shape("body", body)


def shape(kind, paragraphs):
    place = f'<p:ph type="{kind}"/>' if kind else ""
    return (
        f"<p:sp><p:nvSpPr><p:nvPr>{place}</p:nvPr></p:nvSpPr>"
        f"<p:txBody>{paragraphs}</p:txBody></p:sp>"
    )
