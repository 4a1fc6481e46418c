"""Labels of the wall, screens, channels and kickoffs in plain words; no row changes."""

import django.db.models.deletion
from django.db import migrations, models

import retros.models.fields


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_plain_labels"),
        ("retros", "0038_inboxes_without_seals"),
    ]

    operations = [
        migrations.AlterField(
            model_name="channel",
            name="address",
            field=models.CharField(max_length=1000, verbose_name="Webhook URL"),
        ),
        migrations.AlterField(
            model_name="channel",
            name="label",
            field=models.CharField(
                help_text="Only curators see this.",
                max_length=80,
                validators=[retros.models.fields.not_blank],
                verbose_name="Name",
            ),
        ),
        migrations.AlterField(
            model_name="channel",
            name="notify_kickoffs",
            field=models.BooleanField(default=False, verbose_name="Kickoffs that chose lessons"),
        ),
        migrations.AlterField(
            model_name="channel",
            name="notify_retrospectives",
            field=models.BooleanField(default=False, verbose_name="Published retrospectives"),
        ),
        migrations.AlterField(
            model_name="channel",
            name="notify_wall_posts",
            field=models.BooleanField(default=True, verbose_name="New posts on the Fail Wall"),
        ),
        migrations.AlterField(
            model_name="channel",
            name="service",
            field=models.CharField(
                choices=[
                    ("slack", "Slack"),
                    ("teams", "Microsoft Teams"),
                    ("mattermost", "Mattermost"),
                    ("webhook", "Other webhook"),
                ],
                default="slack",
                max_length=10,
                verbose_name="Service",
            ),
        ),
        migrations.AlterField(
            model_name="kickofflesson",
            name="happened_again",
            field=models.BooleanField(blank=True, null=True, verbose_name="Happened again"),
        ),
        migrations.AlterField(
            model_name="kickofflesson",
            name="result",
            field=models.CharField(
                blank=True,
                choices=[
                    ("helped", "Helped"),
                    ("no-difference", "Made no difference"),
                    ("in-the-way", "Got in the way"),
                    ("not-used", "Not used"),
                    ("too-early", "Too early to tell"),
                ],
                max_length=13,
                verbose_name="Outcome",
            ),
        ),
        migrations.AlterField(
            model_name="lesson",
            name="applies_when",
            field=models.CharField(
                blank=True,
                help_text="For example: moving customer data before a fixed date",
                max_length=200,
                verbose_name="Useful when",
            ),
        ),
        migrations.AlterField(
            model_name="lesson",
            name="category",
            field=models.CharField(
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
            model_name="lesson",
            name="kickoff_question",
            field=models.CharField(
                blank=True,
                help_text="For example: Who else reads this table?",
                max_length=160,
                verbose_name="Question to ask at kickoff",
            ),
        ),
        migrations.AlterField(
            model_name="lesson",
            name="review_on",
            field=models.DateField(blank=True, null=True, verbose_name="Review on"),
        ),
        migrations.AlterField(
            model_name="notification",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "Queued"),
                    ("sent", "Sent"),
                    ("dropped", "Not sent: no longer published"),
                    ("given-up", "Failed"),
                ],
                default="waiting",
                max_length=8,
            ),
        ),
        migrations.AlterField(
            model_name="screen",
            name="label",
            field=models.CharField(
                help_text="Only curators see this.",
                max_length=80,
                validators=[retros.models.fields.not_blank],
                verbose_name="Location",
            ),
        ),
        migrations.AlterField(
            model_name="screen",
            name="pace",
            field=models.DecimalField(
                decimal_places=2,
                default=1,
                help_text="1.5 is slower than normal, 0.8 is faster.",
                max_digits=3,
            ),
        ),
        migrations.AlterField(
            model_name="screen",
            name="theme",
            field=models.CharField(
                choices=[
                    ("dark", "Dark"),
                    ("light", "Light"),
                    ("day", "Light by day, dark by night"),
                ],
                default="dark",
                max_length=5,
                verbose_name="Colors",
            ),
        ),
        migrations.AlterField(
            model_name="ustoo",
            name="project",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="retros.project",
                verbose_name="Project",
            ),
        ),
        migrations.AlterField(
            model_name="wallpost",
            name="category",
            field=models.CharField(
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
        migrations.AlterConstraint(
            model_name="screen",
            name="screen_quiet_hours_have_two_ends",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("quiet_from", None), ("quiet_until", None)),
                    models.Q(("quiet_from__isnull", False), ("quiet_until__isnull", False)),
                    _connector="OR",
                ),
                name="screen_quiet_hours_have_two_ends",
                violation_error_message="Enter both a start and an end for quiet hours.",
            ),
        ),
    ]
