"""Labels, hints and messages of fields in plain words; no row changes."""

import django.db.models.functions.text
from django.db import migrations, models

import retros.models.fields


class Migration(migrations.Migration):
    dependencies = [
        ("retros", "0034_plain_names"),
    ]

    operations = [
        migrations.AlterField(
            model_name="actionitem",
            name="owner_role",
            field=models.CharField(
                blank=True,
                help_text="For example: platform on-call",
                max_length=80,
                verbose_name="Or a role",
            ),
        ),
        migrations.AlterField(
            model_name="actionitem",
            name="text",
            field=models.CharField(
                help_text="Start with a verb. For example: Time the index rebuild before every cutover",
                max_length=200,
                validators=[retros.models.fields.not_blank],
                verbose_name="What you will change",
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="informed_by",
            field=retros.models.fields.MarkdownField(
                blank=True,
                help_text="What did you know, and how did you know it?",
                max_length=100000,
                verbose_name="What informed the decision",
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="options",
            field=retros.models.fields.MarkdownField(
                blank=True, max_length=100000, verbose_name="Alternatives considered"
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("better", "Better than expected"),
                    ("as-expected", "As expected"),
                    ("mixed", "Mixed"),
                    ("worse", "Worse than expected"),
                    ("unknown", "Not yet known"),
                ],
                max_length=12,
                verbose_name="Outcome",
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="revisit_on",
            field=models.DateField(blank=True, null=True, verbose_name="Revisit on"),
        ),
        migrations.AlterField(
            model_name="decision",
            name="same_again",
            field=models.CharField(
                blank=True,
                choices=[("yes", "Yes"), ("no", "No"), ("unsure", "Unsure")],
                help_text="With only that information, would you make the same choice?",
                max_length=7,
                verbose_name="Same choice again?",
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="sources",
            field=models.JSONField(blank=True, default=list, verbose_name="Based on"),
        ),
        migrations.AlterField(
            model_name="decision",
            name="what_happened",
            field=retros.models.fields.MarkdownField(
                blank=True, max_length=100000, verbose_name="What happened"
            ),
        ),
        migrations.AlterField(
            model_name="observation",
            name="category",
            field=models.CharField(
                blank=True,
                choices=[
                    ("process", "Process"),
                    ("team", "Team"),
                    ("customer", "Customer"),
                    ("product", "Product"),
                    ("self", "Self"),
                ],
                max_length=8,
                verbose_name="Category",
            ),
        ),
        migrations.AlterField(
            model_name="observation",
            name="text",
            field=retros.models.fields.MarkdownField(
                blank=False,
                max_length=100000,
                validators=[retros.models.fields.not_blank],
                verbose_name="Observation",
            ),
        ),
        migrations.AlterField(
            model_name="retrospective",
            name="context",
            field=retros.models.fields.MarkdownField(
                blank=True,
                help_text="What would someone who wasn’t there need to know?",
                max_length=100000,
            ),
        ),
        migrations.AlterField(
            model_name="retrospective",
            name="goal",
            field=retros.models.fields.MarkdownField(
                blank=True,
                help_text="What would success have looked like on day 1? Which metric should have changed, and by how much?",
                max_length=100000,
            ),
        ),
        migrations.AlterField(
            model_name="retrospective",
            name="held_on",
            field=models.DateField(blank=True, null=True, verbose_name="Retrospective held on"),
        ),
        migrations.AlterField(
            model_name="retrospective",
            name="measured",
            field=retros.models.fields.MarkdownField(
                blank=True,
                help_text="How did the metric change?",
                max_length=100000,
                verbose_name="What was measured",
            ),
        ),
        migrations.AlterField(
            model_name="retrospective",
            name="summary",
            field=models.TextField(
                blank=True,
                help_text="In 2 sentences, what should someone who wasn’t there know?",
                max_length=280,
            ),
        ),
        migrations.AlterField(
            model_name="retrospective",
            name="surprise",
            field=retros.models.fields.MarkdownField(
                blank=True,
                help_text="What did you expect that didn’t happen? What made the expectation reasonable?",
                max_length=100000,
                verbose_name="What surprised you",
            ),
        ),
        migrations.AlterField(
            model_name="retrospective",
            name="taking_part",
            field=models.CharField(
                blank=True,
                help_text="Roles, not names. For example: 2 designers, 5 engineers, support",
                max_length=200,
                verbose_name="Participants",
            ),
        ),
        migrations.AlterField(
            model_name="retrospectivetemplate",
            name="description",
            field=models.CharField(
                blank=True,
                help_text="Shown next to the name when someone starts a retrospective.",
                max_length=200,
                verbose_name="Description",
            ),
        ),
        migrations.AlterField(
            model_name="timelineevent",
            name="known_then",
            field=models.TextField(
                blank=True,
                help_text="What could people see at the time?",
                max_length=500,
                verbose_name="What was known then",
            ),
        ),
        migrations.AlterField(
            model_name="timelineevent",
            name="on",
            field=models.DateField(verbose_name="Date"),
        ),
        migrations.AlterField(
            model_name="timelineevent",
            name="precision",
            field=models.CharField(
                choices=[("day", "Day"), ("month", "Month"), ("quarter", "Quarter")],
                default="day",
                max_length=7,
                verbose_name="Precision",
            ),
        ),
        migrations.AlterConstraint(
            model_name="retrospectivetemplate",
            name="template_name_is_unique",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("name"),
                name="template_name_is_unique",
                violation_error_message="A template with this name already exists.",
            ),
        ),
    ]
