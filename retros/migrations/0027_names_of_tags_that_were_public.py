from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("retros", "0026_tags_on_wall_posts"),
    ]

    operations = [
        migrations.AddField(
            model_name="tagalias",
            name="was_public",
            field=models.BooleanField(default=False),
        ),
    ]
