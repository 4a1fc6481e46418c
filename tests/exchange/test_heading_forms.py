"""Headings as teams write them in each language: as questions, polite, with marks and numbers."""

import pytest

from retros.exchange.reading.headings import purpose_of
from retros.exchange.reading.vocabulary import has_role


def kind_of(heading):
    purpose = purpose_of(heading)
    return purpose.value if purpose else None


@pytest.mark.parametrize(
    ("part", "headings"),
    [
        ("actions", "Measures against future occurrence|What can be done in the next sprint to do better?"),
        ("could be better", "What could have gone better in the previous sprint, or went poorly?"),
        ("went wrong", "Challenge patterns identified"),
        ("lessons", "Things to avoid next time|Prevention rules|Smaller things worth knowing|Final lesson|What it taught me|What they have taught us"),
        ("actions", "What to change next|Changes for next sprint|Improvements for Sprint 2|Post-incident tasks|What could have prevented this?"),
        ("went well", "Things to preserve|What I’d keep|Sprint highlights|What made recovery faster|Good decisions"),
        ("went wrong", "What went bad|What we missed|Recurring problems|Contributing factors analysis"),
        ("could be better", "How could we have detected this faster?"),
        ("actions", "Carry forward to Sprint 2|Process improvements (next steps)|What actions will we take to make it better?|How should we take action"),
        ("could be better", "What could have been faster?|What ideas do we have"),
        ("causes", "Prospective causes"),
        ("went well", "Technical achievements|Successful aspects|What we shipped"),
        ("plans", "Future directions"),
        ("went well", "Was ist Ihnen positiv aufgefallen?|Worüber seid ihr froh?|Das hat uns Spaß gemacht"),
        ("went wrong", "Wo hat es geklemmt?|Was hat sich nicht bewährt?|👎 Engpässe|Was ist uns schwergefallen?"),
        ("lessons", "Was nehmt ihr mit?|Was können wir daraus lernen?|Aha-Momente"),
        ("actions", "1. Was packen wir an?|Beschlossene Verbesserungen|Wie verhindern wir das in Zukunft?"),
        ("went well", "Qu’est-ce qui vous a plu ?|Ce qui nous a fait avancer|Ce que vous avez apprécié"),
        ("went wrong", "Ce qui vous a moins plu|Ce qui nous a posé problème|Ce que vous n’avez pas apprécié"),
        ("actions", "Mesures à prendre|Qui fait quoi et pour quand ?|Comment éviter que cela se reproduise ?"),
        ("went well", "¿Qué les gustó?|Lo mejor|Lo que marchó bien"),
        ("went wrong", "¿Qué no les gustó?|¿Qué nos hizo perder tiempo?|Cuellos de botella"),
        ("actions", "¿Qué vamos a cambiar?|Medidas a tomar|¿Cómo evitamos que vuelva a ocurrir?"),
        ("went well", "O que vocês gostaram?|O que correu melhor|O que devemos continuar?"),
        ("went wrong", "O que não gostaram?|Gargalos|O que nos atrapalhou?"),
        ("lessons", "O que vocês aprenderam?|O que podemos aprender?"),
        ("went well", "Wat vonden jullie goed?|Waar word je blij van?|Wat verliep soepel?"),
        ("went wrong", "Wat vonden jullie minder goed?|Wat kostte ons tijd?|Wat ging er minder?"),
        ("could be better", "Waar moeten we mee stoppen?|Wat willen we uitproberen?"),
        ("went well", "Vad var roligt?|Det som fungerade"),
        ("went wrong", "Vad var inte roligt?|Vad var jobbigt?|Vad gick sämre?"),
        ("actions", "Hur undviker vi detta i framtiden?|Vad ska vi ändra på?|Överenskommelser"),
        ("went well", "継続したいこと|嬉しかった点|できるようになったこと"),
        ("went wrong", "困りごと|改善が必要だった点|楽しくなかったこと"),
        ("could be better", "T: 試すこと|もっとこうしたい|変えたいこと"),
        ("went wrong", "Was war herausfordernd?|Points d’attention|¿Qué se hizo mal?|Vad stoppade oss?"),
        ("went wrong", "Pontos menos positivos|Waar baalden we van?|苦戦したこと|What caught us off guard?"),
        ("went well", "Ce qui a bien été|¿Qué fue lo mejor?|Wat verliep goed?|工夫した点|What made us smile"),
        ("lessons", "Lerneffekte|Ce que l’on retient|次に活かせること|What should others know?"),
        ("actions", "Ações para melhoria|Plan de mejora|再発防止に向けて|中長期対応|Who’s doing what?"),
        ("lucky", "Waar hadden we geluk mee?|Här hade vi tur|Onde demos sorte|What we got away with"),
        ("timeline", "発生から復旧までの流れ|Zeitachse|Ligne du temps|Secuencia de los hechos"),
        ("went well", "Was wurde erreicht?|Ce qui a été accompli|¿Dónde acertamos?|O que alcançamos|Wat hebben we bereikt?"),
        ("went well", "Vad uppnådde vi?|スムーズにいったこと|Ce qui a limité l’impact|Objetivos cumplidos"),
        ("went wrong", "Größte Herausforderung|Principale difficulté|Mayor problema técnico|Maior desafio|Grootste uitdaging"),
        ("went wrong", "Största problemet|問題となった点|Was haben wir nicht erreicht?|Qué no logramos|Vad missade vi?"),
        ("causes", "Warum wurde es nicht früher bemerkt?|Pourquoi la détection a été tardive|Por qué no se detectó"),
        ("causes", "Por que demorou tanto?|Waarom duurde het zo lang?|Varför upptäcktes det inte?|なぜ気づけなかったのか"),
        ("actions", "Quelles mesures allons-nous prendre ?|¿Qué acciones tomaremos?|Welche Schritte folgen?|Lo que proponemos"),
        ("actions", "Procesafspraken|どのような対策を取るか|O que propomos|Vad vi föreslår|Wat stellen we voor?"),
        ("causes", "Rotorsak|Causa raíz|Wahrscheinliche Ursachen im Überblick|Mest troliga orsaker|考えられる原因"),
        ("lessons", "Nieuwe pipeline-regels|Neue Regeln|Mönster att spara|次回のガードレール|Buenas prácticas|Reglas nuevas"),
        ("actions", "Próximo paso|Prochaines phases|Förebyggande efter driftstoppet|Cómo prevenirlo|Nächste Phasen"),
        ("actions", "Verbesserungsmaßnahmen für Sprint 2|Acciones para el sprint 3|Aberto / próximo"),
        ("actions", "Hoe moeten we de problemen oplossen?|Wie lösen wir das?|Comment y remédier ?|Hur löser vi det?"),
        ("could be better", "次に同じ作業をするなら"),
        ("could be better", "Vad skulle du göra om du hade mer tid?|Was hätten wir mit mehr Zeit gemacht?"),
        ("could be better", "Ce qu’il faut commencer à faire|Verbeterpunten voor de volgende keer"),
        ("went wrong", "Was fehlerhaft oder problematisch war|Ce qui est lourd"),
        ("plans", "Langfristig|Court terme (2 semaines)|A largo plazo|Médio prazo|Op korte termijn|På lång sikt|短期（1週間以内）"),
        ("plans", "Mögliche Erweiterungen|Évolutions futures|Fortsatt utveckling|Doorontwikkeling|Melhorias futuras"),
    ],
)  # fmt: skip
def test_heading_says_its_part(part, headings):
    found = {heading: kind_of(heading) for heading in headings.split("|")}
    assert found == dict.fromkeys(found, part)


@pytest.mark.parametrize(
    "heading",
    [
        "Projektstruktur", "Kommunikation im Team", "Warum wir umgezogen sind", "L’équipe du port",
        "Pourquoi ce projet", "Descripción del sistema", "Por qué lo hicimos", "Visão do produto",
        "Por que migramos", "Waarom dit project", "Om projektet", "システム構成", "会議の進め方",
        "How it works", "How the pipeline works", "Limitaciones", "Arbeitspakete", "Risques",
        "Wie wurde der Fehler entdeckt?", "Bitte beachten", "Solution retenue", "Servidor lento",
        "Acciones del retro anterior", "Maßnahmen aus der letzten Retro", "Vorige acties", "前回のアクション",
        "Suivi des actions précédentes", "Åtgärder från förra mötet", "Ações anteriores", "Qué NO causó la caída",
        "Fehlerbehandlung", "Fehlermeldungen", "Critères de réussite", "Om vi fortsätter vill vi",
    ],
)  # fmt: skip
def test_other_headings_stay_headings(heading):
    assert kind_of(heading) in (None, "context", "people", "goal")


@pytest.mark.parametrize(
    ("role", "columns"),
    [
        ("owner", "Zuständige Person|Responsable(s)|A cargo de|Wie pakt dit op?|Vem ansvarar|担当（部署）"),
        ("due", "Zieldatum|Pour quand ?|Fecha compromiso|Prazo final|Uiterlijk op|Klart till|期限（目標）"),
        ("owner", "Owner/DRI|Action owner (team)|Wer übernimmt?|Qui s’en occupe|Quién lo hará|Quem vai fazer"),
        ("due", "Fertigstellung bis|Date prévue de fin|Uiterste opleverdatum|Klar när|対応期日|When will it be done"),
    ],
)  # fmt: skip
def test_column_says_its_role(role, columns):
    assert [name for name in columns.split("|") if not has_role(name, role)] == []


@pytest.mark.parametrize(
    "column",
    [
        "Description of the action",
        "Impact",
        "Priorität",
        "状況",
        "Reden",
        "Risk if the owner is away",
    ],
)
def test_other_columns_have_no_owner_or_due_date(column):
    assert not has_role(column, "owner") and not has_role(column, "due")
