from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("retros", "0067_indexes_of_lists")]

    operations = [
        migrations.AddIndex(
            model_name="kickofflesson",
            index=models.Index(fields=["result"], name="kickofflesson_result"),
        ),
    ]
