"""The first words that search takes for the same."""

from django.db import migrations

# Few, and no abbreviations of common words: over judged briefs, "db, database" and "front end,
# frontend" made the first ten of kickoffs worse.
WORDS = [
    *("-ise, -ize", "-ised, -ized", "-ising, -izing", "-isation, -ization", "analyse, analyze"),
    *("behaviour, behavior", "colour, color", "favour, favor", "labour, labor"),
    *("catalogue, catalog", "centre, center", "defence, defense", "licence, license"),
    *("programme, program", "judgement, judgment", "artefact, artifact", "grey, gray"),
    *("back up, backup, back-up", "cut over, cutover, cut-over", "e-mail, email"),
    *("fail over, failover, fail-over", "hand over, handover, hand-over"),
    *("kick off, kickoff, kick-off", "post-mortem, postmortem", "roll back, rollback, roll-back"),
    *("roll out, rollout, roll-out", "time out, timeout, time-out"),
    *("work around, workaround, work-around", "k8s, kubernetes"),
]


def add(apps, schema_editor):
    model = apps.get_model("retros", "EquivalentWords")
    model.objects.bulk_create([model(words=words) for words in WORDS])


def remove(apps, schema_editor):
    apps.get_model("retros", "EquivalentWords").objects.filter(words__in=WORDS).delete()


OPERATIONS = [migrations.RunPython(add, remove)]
