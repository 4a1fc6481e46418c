"""How people see a page: on a desk or on a phone, in light or in dark colors."""

DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
SCHEMES = ("light", "dark")
LOOKS = [(DESK, "light"), (PHONE, "dark")]
ALL_LOOKS = [(size, scheme) for size in (DESK, PHONE) for scheme in SCHEMES]


def in_each_look(page, looks=LOOKS):
    """Show the page in each look without loading it again, and in the end as in the first."""
    for size, scheme in looks:
        show(page, size, scheme)
        yield
    show(page, *looks[0])


def show(page, size, scheme):
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)


def fits(page):
    """Whether nothing on the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


_TOO_SMALL = """[...document.querySelectorAll("input, textarea, select")]
  .filter((field) => !["checkbox", "radio", "hidden", "file"].includes(field.type))
  .filter((field) => field.checkVisibility() && parseFloat(getComputedStyle(field).fontSize) < 16)
  .map((field) => field.name || field.id)"""


def zooms_into(page):
    """Names of fields at which a phone zooms in when they are tapped: their letters are small."""
    return page.evaluate(_TOO_SMALL) if page.viewport_size["width"] < 600 else []
