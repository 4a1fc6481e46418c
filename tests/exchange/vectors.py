"""Texts that try to run, as documents of every format, and what of a page would run.

Each vector sets `window.ran` where it succeeds.
"""

import re
from html import escape

from bs4 import BeautifulSoup

from tests.exchange.office import docx, odt, paragraph

VECTORS = (
    "<script>window.ran = 1</script>",
    "<SCRIPT/x>window.ran = 1</SCRIPT>",
    "<scr<script>ipt>window.ran = 1</scr</script>ipt>",
    "<img src=x onerror='window.ran = 1'>",
    '<img src="x` `"><script>window.ran = 1</script>"` `>',
    "<image src=x onerror='window.ran = 1'>",
    "<svg onload='window.ran = 1'></svg>",
    "<svg><script>window.ran = 1</script></svg>",
    "<svg><a xlink:href='javascript:window.ran=1'><text>a</text></a></svg>",
    "<math><mtext></p><style><img src onerror='window.ran = 1'></style></math>",
    "<noscript><p title='</noscript><img src=x onerror=window.ran=1>'>",
    "<iframe srcdoc='<script>parent.ran = 1</script>'></iframe>",
    "<object data='javascript:window.ran=1'></object><embed src='javascript:window.ran=1'>",
    "<form action='javascript:window.ran=1'><button>a</button></form>",
    "<button form=tables formaction='javascript:window.ran=1'>a</button>",
    "<details open ontoggle='window.ran = 1'><summary>a</summary></details>",
    "<input autofocus onfocus='window.ran = 1'><video><source onerror='window.ran = 1'></video>",
    "<meta http-equiv=refresh content='0;url=javascript:window.ran=1'><base href='javascript:/a/'>",
    "<link rel=stylesheet href='data:text/css,*{}'><p style='background:url(javascript:window.ran=1)'>a",
    "<a href='java&#10;script:window.ran=1' autofocus onfocus='window.ran = 1'>a</a>",
    "<a href=' &#14; javascript:window.ran=1'>a</a><a href='data:text/html,<script>1</script>'>b</a>",
    "<a href='vbscript:window.ran=1'>a</a><div onclick=window.ran=1 class='btn' id='tables'>b</div>",
    "</textarea></select></title><script>window.ran = 1</script>",
    '"><body onpageshow="window.ran = 1">',
    "<!--><script>window.ran = 1</script>-->",
    "<![CDATA[<script>window.ran = 1</script>]]>",
    "[click](javascript:window.ran=1)",
    "[click](JaVaScRiPt&colon;window.ran=1)",
    "[click](<java\tscript:window.ran=1>)",
    "[click][evil]\n\n[evil]: javascript:window.ran=1",
    "<javascript:window.ran=1>",
    "![a](x 'onerror=window.ran=1')",
    "![a](javascript:window.ran=1)",
    "![a](data:text/html;base64,PHNjcmlwdD5wYXJlbnQucmFuPTE8L3NjcmlwdD4=)",
    '![a"onerror=window.ran=1 x="](https://a.example/"onerror=window.ran=1)',
    '![](/attachments/00000000-0000-4000-8000-000000000000/"onerror=window.ran=1)',
    "`<script>window.ran = 1</script>` and ``` <img src=x onerror=window.ran=1>",
    "{{ constructor.constructor('window.ran = 1')() }} {% include 'a' %}",
    "\u202e<script>window.ran = 1</script>\u2028<img src=x onerror=window.ran=1>",
    "＜script＞window.ran = 1＜/script＞ <ſcript>window.ran = 1</ſcript>",
)
_ADDRESS = re.compile(r"^(?:https?://|mailto:|/(?!/)|#|\?|$)", re.IGNORECASE)
_RUNS = ("iframe", "object", "embed", "base", "applet", "frame", "svg script", "math style")


def documents_with(*vectors):
    """{name of a file: its bytes} that hold `vectors` wherever a document of that format has words."""
    first = vectors[0]
    line = " ".join(first.split())
    text = "\n\n".join(vectors)
    points = "\n".join(f"- {vector}".replace("\n", "\n  ") for vector in vectors)
    html = "".join(
        f"<p>{vector}</p><p>{escape(vector)}</p><p><a href='{escape(vector)}'>a</a>"
        f"<img alt='{escape(vector)}' src='{escape(vector)}'></p>"
        for vector in vectors
    )
    cells = [f'"{vector.replace(chr(34), chr(34) * 2)}"' for vector in vectors]
    paragraphs = [escape("".join(filter(_is_xml, vector))) for vector in vectors]
    return {
        "a.md": f"---\ntitle: {first!r}\ntags: [{line!r}]\n---\n# {line}\n\n{text}\n\n## Lessons\n\n{points}",
        "b.txt": f"{line}\n\nWhat went well\n\n{points}\n\nAction items\n\n{points}",
        "own.md": f'---\nretros: "1"\ntitle: "a"\n---\n## Context\n\n{text}\n\n## Lessons\n\n### {line}\n\n{text}',
        "adr.md": f"# 1. {line}\n\n## Status\n\nAccepted\n\n## Context\n\n{text}\n\n## Decision\n\n{line}\n",
        "c.html": f"<html><head><title>{escape(first)}</title><meta name=author content='{escape(first)}'>"
        f"</head><body><h1>{first}</h1>{html}<h2>Lessons</h2><ul><li>{first}</li></ul></body></html>",
        "d.docx": docx(*map(paragraph, paragraphs)),
        "e.odt": odt("".join(f"<text:p>{each}</text:p>" for each in paragraphs)),
        "f.csv": "Type,Description,Votes,CreatedDate,CreatedBy\n"
        + "".join(f"{cell},{cell},3,{cell},{cell}\n" for cell in cells),
        "g.csv": "What went well?,What went wrong?,Actions\n"
        + "".join(f"{cell},{cell},{cell}\n" for cell in cells),
    }


def bytes_of(content):
    return content if isinstance(content, bytes) else content.encode()


def _is_xml(character):
    return character >= " " or character in "\t\n"


_ACTS = ("style", "srcdoc", "formaction", "http-equiv")


def dangers_in(html):
    """What in `html` would run something or lead a click to it, in words; empty if nothing."""
    soup, found = BeautifulSoup(html, "html.parser"), []
    for element in soup.find_all(True):
        if element.name == "script" and not element.get("src", "").startswith("/static/"):
            found.append(f"script: {element}")
        for name, value in element.attrs.items():
            value = " ".join(value) if isinstance(value, list) else value
            is_ours = name == "formaction" and value.startswith("/import/store/#")
            if name.startswith("on") or (name in _ACTS and not is_ours):
                found.append(f"{name} of {element.name}: {value}")
            if name in ("href", "src", "action", "xlink:href", "data") and not _ADDRESS.match(
                value
            ):
                found.append(f"{name} of {element.name}: {value}")
    return found + [f"{element.name}" for element in soup.select(",".join(_RUNS))]
