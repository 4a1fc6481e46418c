"""How a form field looks: templates/_field.html, for every form of the site."""

from django.forms import BoundField, Textarea, TextInput
from django.forms.renderers import TemplatesSetting

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
