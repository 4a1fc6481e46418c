"""How a form field looks: templates/_field.html, for every form of the site."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    field_template_name = "_field.html"
