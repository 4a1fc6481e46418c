from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("retros", "0084_reports_of_kickoffs_and_paths")]

    operations = [
        migrations.AddField(
            model_name="readingpath",
            name="answered_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(
                condition=models.Q(("revisit_on__isnull", False)),
                fields=["revisit_on"],
                name="decision_due",
            ),
        ),
        migrations.AddIndex(
            model_name="lesson",
            index=models.Index(
                condition=models.Q(("review_on__isnull", False)),
                fields=["review_on"],
                name="lesson_due",
            ),
        ),
    ]
