from django.db import migrations, models


class Migration(migrations.Migration):
    """The last change is one step in it; it had to be searched among all that hang."""

    dependencies = [
        ("retros", "0029_prominence_in_the_index"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="wallpost", name="wallpost_state"),
        migrations.AddIndex(
            model_name="wallpost",
            index=models.Index(fields=["taken_down_at", "updated_at"], name="wallpost_state"),
        ),
    ]
