"""One retrospective in each language, as a team would write it: {language: text}.

Each has a title, a date, two who took part, and an entry of every kind that `EXPECTED` names.
"""

SAMPLES = {
    "de": """\
# Retrospektive Umzug des Lagers

Datum: 12. März 2024
Teilnehmer: Person A, Person B

## Was lief gut?
- Der Probelauf am Wochenende
## Was lief nicht so gut?
- Die Etiketten kamen zu spät
## Was können wir verbessern?
- Früher mit der Spedition sprechen
## Zeitverlauf
- 3. März 2024: Erste Regale abgebaut
- 12.03.2024 Alles am neuen Ort
## Erkenntnisse
- Etiketten brauchen zwei Wochen Vorlauf
## Maßnahmen
- Etiketten im Januar bestellen (Person B, bis 30.04.2024)
""",
    "fr": """\
# Rétrospective du déménagement

Date : 12 mars 2024
Participants : Personne A, Personne B

## Ce qui a bien fonctionné
- La répétition du week-end
## Ce qui n’a pas bien fonctionné
- Les étiquettes sont arrivées trop tard
## Points à améliorer
- Appeler le transporteur plus tôt
## Chronologie
- 3 mars 2024 : premières étagères démontées
- le 12 mars 2024 tout est en place
## Leçons apprises
- Les étiquettes demandent deux semaines
## Plan d’action
- Commander les étiquettes en janvier (Personne B, avant le 30/04/2024)
""",
    "es": """\
# Retrospectiva de la mudanza

Fecha: 12 de marzo de 2024
Participantes: Persona A, Persona B

## ¿Qué salió bien?
- El ensayo del fin de semana
## ¿Qué no salió bien?
- Las etiquetas llegaron tarde
## ¿Qué podemos mejorar?
- Hablar antes con el transportista
## Línea de tiempo
- 3 de marzo de 2024: primeras estanterías desmontadas
- 12/03/2024: todo en su sitio
## Lecciones aprendidas
- Las etiquetas necesitan dos semanas
## Próximos pasos
- Pedir las etiquetas en enero (Persona B, antes del 30/04/2024)
""",
    "pt": """\
# Retrospetiva da mudança

Data: 12 de março de 2024
Participantes: Pessoa A, Pessoa B

## O que correu bem
- O ensaio do fim de semana
## O que não correu bem
- As etiquetas chegaram tarde
## O que podemos melhorar
- Falar mais cedo com a transportadora
## Linha do tempo
- 3 de março de 2024: primeiras estantes desmontadas
- 12/03/2024: tudo no lugar
## Lições aprendidas
- As etiquetas precisam de duas semanas
## Ações
- Encomendar as etiquetas em janeiro (Pessoa B, até 30/04/2024)
""",
    "nl": """\
# Retrospective van de verhuizing

Datum: 12 maart 2024
Aanwezig: Persoon A, Persoon B

## Wat ging goed?
- De proef in het weekend
## Wat ging niet goed?
- De etiketten kwamen te laat
## Wat kan beter?
- Eerder met de vervoerder praten
## Tijdlijn
- 3 maart 2024: eerste rekken afgebroken
- 12-03-2024: alles op zijn plaats
## Geleerde lessen
- Etiketten hebben twee weken nodig
## Actiepunten
- Etiketten in januari bestellen (Persoon B, uiterlijk 30-04-2024)
""",
    "sv": """\
# Retrospektiv efter flytten

Datum: 12 mars 2024
Deltagare: Person A, Person B

## Vad gick bra?
- Provet under helgen
## Vad gick mindre bra?
- Etiketterna kom för sent
## Vad kan vi förbättra?
- Prata tidigare med åkeriet
## Tidslinje
- 3 mars 2024: första hyllorna nedmonterade
- den 12 mars 2024 allt på plats
## Lärdomar
- Etiketter behöver två veckor
## Åtgärder
- Beställ etiketter i januari (Person B, senast 30 april 2024)
""",
    "ja": """\
# 倉庫移転の振り返り

日付：2024年3月12日
参加者：担当A、担当B

## 良かったこと
- 週末のリハーサル
## うまくいかなかったこと
- ラベルが遅れて届いた
## 改善点
- 運送会社と早めに話す
## タイムライン
- 2024年3月3日：最初の棚を解体
- 2024年3月12日：すべて移転完了
## 学び
- ラベルの準備には二週間かかる
## アクションアイテム
- 一月にラベルを注文する（担当B、2024年4月30日まで）
""",
}
