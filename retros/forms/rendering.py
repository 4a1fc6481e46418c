"""How a form field looks: templates/_field.html, for every form of the site.

The commonest widgets are drawn here, those of Django to the byte as its templates draw them: the filters of
a list and the forms on it hold hundreds of options and inputs, and templates took a third of the page.
"""

from django.forms import BoundField, Textarea, TextInput
from django.forms.renderers import TemplatesSetting
from django.utils.html import conditional_escape

from retros.templatetags.icons import icon

_LEFT_TO_RIGHT = {"email", "url", "tel"}  # addresses read the same everywhere


class Field(BoundField):
    """A field whose text runs the way it is written, from right to left where it is so."""

    def build_widget_attrs(self, attrs, widget=None):
        attrs = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        is_text = isinstance(widget, (TextInput, Textarea)) and not widget.is_hidden
        if is_text and getattr(widget, "input_type", "") not in _LEFT_TO_RIGHT:
            attrs.setdefault("dir", widget.attrs.get("dir", "auto"))
        return attrs


class FormRenderer(TemplatesSetting):
    field_template_name = "_field.html"
    bound_field_class = Field

    def render(self, template_name, context, request=None):
        draw = _DRAWN.get(template_name)
        if draw is None:
            return super().render(template_name, context, request)
        return draw(context["widget"])  # a widget marks it as safe


def _input(widget):
    value = widget["value"]
    said = "" if value is None else f' value="{conditional_escape(value)}"'
    return f'<input type="{widget["type"]}" name="{conditional_escape(widget["name"])}"{said}{_attributes(widget)}>'


def _textarea(widget):
    text = conditional_escape(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{conditional_escape(widget["name"])}"{_attributes(widget)}>\n{text}</textarea>'


def _select(widget):
    drawn = [f'<select name="{conditional_escape(widget["name"])}"{_attributes(widget)}>']
    for group, options, _ in widget["optgroups"]:
        if group:
            drawn.append(f'\n  <optgroup label="{conditional_escape(group)}">')
        drawn += [
            f'\n  <option value="{conditional_escape(option["value"])}"{_attributes(option)}>'
            f"{conditional_escape(option['label'])}</option>"
            for option in options
        ]
        if group:
            drawn.append("\n  </optgroup>")
    return "".join([*drawn, "\n</select>"])


def _chips(widget):
    has_icons = widget.get("icons")
    drawn = [f'<div class="chips" id="{conditional_escape(widget["attrs"].get("id", ""))}">\n  ']
    for _, options, _ in widget["optgroups"]:
        for option in options:
            value, label = option["value"], conditional_escape(option["label"])
            has_icon = has_icons and value
            color = f" c-{conditional_escape(value)}" if has_icon else ""
            drawn += [f'\n    <label class="chip{color}" dir="auto">', _input(option), "\n"]
            drawn += [icon(value) if has_icon else "", label, "</label>\n  "]
    return "".join([*drawn, "\n</div>\n"])


def _attributes(widget):
    return "".join(
        f" {name}" if value is True else f' {name}="{conditional_escape(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


_INPUTS = ("text", "hidden", "date", "number", "url", "email", "search", "checkbox")
_DRAWN = {f"django/forms/widgets/{kind}.html": _input for kind in _INPUTS} | {
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": _select,
    "widgets/chips.html": _chips,
}
