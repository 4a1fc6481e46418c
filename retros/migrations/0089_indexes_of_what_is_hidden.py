from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("retros", "0088_outcome_requests")]

    operations = [
        migrations.RemoveIndex("lesson", "lesson_of_category"),
        migrations.AddIndex(
            "lesson",
            models.Index(
                fields=["category", "removed_at", "retrospective"], name="lesson_of_category"
            ),
        ),
        migrations.AddIndex(
            "retrospective",
            models.Index(
                fields=["removed_at"],
                name="retrospective_removed",
                condition=models.Q(removed_at__isnull=False),
            ),
        ),
        migrations.RemoveIndex("actionitem", "action_item_due"),
        migrations.AddIndex(
            "actionitem",
            models.Index(
                fields=["status", "due_on", "id"],
                name="action_item_due",
                condition=models.Q(removed_at__isnull=True),
            ),
        ),
    ]
