"""The named queries as somebody would write them who knows SPARQL and the engine well, and only one question.

The names of the one asked for are written in, and what the question leaves open is left out. Each gives the same columns
and rows as the named query: the sentences, the labels and what may be missing cost by hand what they cost kg.
"""

from dataclasses import dataclass

HUB, OTHER = "actor:actor-00000", "actor:actor-00001"  # the two of whom most is said
ISSUE = "issue:issue-00000"  # the one that most is said about
LATE = "2024-06-01"  # the last seven months of ten years
WORDS = '"glacier visa"'
RARE_WORDS = '"glacier visa canal"'

_PAIR = """
  {{ SELECT ?stance {{ ?stance kg:holder {holder} }} }} {{ SELECT ?stance {{ ?stance kg:target {target} }} }}
"""
_TELLER = """
  OPTIONAL { ?stance kg:attribution ?from } BIND(COALESCE(?from, ?stance) AS ?told)
  OPTIONAL { ?told kg:speaker ?by } BIND(COALESCE(?by, ?stance) AS ?speaking)
  OPTIONAL { ?speaking rdfs:label ?said_by }
"""
_ARTICLE = "OPTIONAL { ?document schema:headline ?title } OPTIONAL { ?document schema:url ?url }"
_DATED = "OPTIONAL { ?stance kg:date ?date }"
_ON = f"""?stance kg:target ?target ; kg:relation ?relation ; kg:negated false ; kg:sign ?sign ; kg:stated ?stated ;
            kg:evidence/oa:exact ?sentence ; kg:inDocument ?document . {ISSUE} rdfs:label ?on . {HUB} rdfs:label ?who .
            ?target rdfs:label ?towards . ?relation skos:prefLabel ?verb"""
_LATE = f"""{{ SELECT ?document ?published {{ {{ SELECT ?document {{ ?document a kg:Document }} }}
            OPTIONAL {{ SELECT ?document ?published {{ ?document schema:datePublished ?published }} }}
            FILTER(!BOUND(?published) || ?published >= "{LATE}"^^xsd:date) }} }}"""
_VOICES = """(COUNT(DISTINCT ?story) AS ?stories) (COUNT(DISTINCT ?publisher) AS ?publishers)"""
_PRINTED = (
    "?stance kg:inDocument ?document . ?document kg:story ?story . OPTIONAL { ?document schema:publisher ?publisher }"
)
_NEVER, _EVER = '"9999-12-31"^^xsd:date', '"0001-01-01"^^xsd:date'
_SPAN = f"(MIN(COALESCE(?date, {_NEVER})) AS ?earliest) (MAX(COALESCE(?date, {_EVER})) AS ?latest)"
_NEWEST = f'(MAX(CONCAT(STR(COALESCE(?date, {_EVER})), " ", STR(?stance))) AS ?newest)'
_LAST = 'BIND(COALESCE(IRI(STRAFTER(?newest, " ")), kg:Stance) AS ?spoken)'  # never unbound, so that the engine looks it up
_FIRST_AND_LAST = (
    f"(IF(?earliest < {_NEVER}, ?earliest, ?unknown) AS ?first) (IF(?latest > {_EVER}, ?latest, ?unknown) AS ?last)"
)


def _pair(holder: str, target: str) -> str:
    return _PAIR.format(holder=holder, target=target)


@dataclass(frozen=True, slots=True)
class Question:
    """A named query with what it is asked for, and the same by hand. ``nodes`` stands where a search gives them.

    Where nobody has written it by hand, it is asked as its file has it.
    """

    name: str
    values: dict[str, str]
    sparql: str = ""

    @property
    def of(self) -> str:
        """What it is asked for, in words."""
        return ", ".join(self.values) or "everything"


QUESTIONS = (
    Question(
        "actors",
        {},
        """SELECT ?who ?kind (COALESCE(?held, 0) AS ?as_holder) (COALESCE(?met, 0) AS ?as_target)
          (COALESCE(?said, 0) AS ?as_speaker) ?documents ?actor {
          { SELECT ?actor (COUNT(DISTINCT ?document) AS ?documents) { GRAPH ?document { ?appearance kg:of ?actor } } GROUP BY ?actor }
          VALUES ?class { kg:Person kg:State kg:Organization kg:Group } ?actor a ?class ; rdfs:label ?who . ?class rdfs:label ?kind .
          OPTIONAL { SELECT ?actor (COUNT(?stance) AS ?held) { ?stance kg:holder ?actor } GROUP BY ?actor }
          OPTIONAL { SELECT ?actor (COUNT(?stance) AS ?met) { ?stance kg:target ?actor } GROUP BY ?actor }
          OPTIONAL { SELECT ?actor (COUNT(?attribution) AS ?said) { ?attribution kg:speaker ?actor } GROUP BY ?actor } }""",
    ),
    Question(
        "claims-by-experts",
        {"about": ISSUE},
        f"""SELECT ?date (MIN(?phrase) AS ?introduced_as) ?who ?kind ?words ?title ?url ?attribution {{
          ?attribution kg:mentions {ISSUE} ; kg:speaker ?speaker ; kg:inDocument ?document .
          GRAPH ?document {{ ?introduction kg:speaker ?speaker ; kg:source ?named . ?named oa:exact ?phrase }}
          FILTER(REGEX(?phrase, "expert|analyst|professor|scholar|researcher|fellow|economist|historian", "i"))
          ?attribution kg:kind ?how ; kg:content ?content . ?content oa:start ?from ; oa:exact ?words .
          ?speaker rdfs:label ?who . ?how rdfs:label ?kind .
          OPTIONAL {{ ?attribution kg:date ?date }} {_ARTICLE}
        }} GROUP BY ?attribution ?content ?from ?date ?who ?kind ?words ?title ?url""",
    ),
    Question(
        "claims-by-experts",
        {"about": ISSUE, "since": LATE},
        f"""SELECT ?date (MIN(?phrase) AS ?introduced_as) ?who ?kind ?words ?title ?url ?attribution {{
          {{ ?attribution kg:mentions {ISSUE} ; kg:date ?date . FILTER(?date >= "{LATE}"^^xsd:date) }}
          ?attribution kg:speaker ?speaker ; kg:inDocument ?document .
          GRAPH ?document {{ ?introduction kg:speaker ?speaker ; kg:source ?named . ?named oa:exact ?phrase }}
          FILTER(REGEX(?phrase, "expert|analyst|professor|scholar|researcher|fellow|economist|historian", "i"))
          ?attribution kg:kind ?how ; kg:content ?content . ?content oa:start ?from ; oa:exact ?words .
          ?speaker rdfs:label ?who . ?how rdfs:label ?kind . {_ARTICLE}
        }} GROUP BY ?attribution ?content ?from ?date ?who ?kind ?words ?title ?url""",
    ),
    Question(
        "denials",
        {"holder": HUB},
        f"""SELECT ?date ?who ?does_not ?whom ?said_by ?sentence ?title ?url ?stance {{
          {{ SELECT ?stance {{ ?stance kg:holder {HUB} }} }} {{ SELECT ?stance {{ ?stance kg:negated true }} }} ?stance kg:target ?target ; kg:relation ?relation ; kg:evidence/oa:exact ?sentence ;
            kg:inDocument ?document . {HUB} rdfs:label ?who . ?target rdfs:label ?whom . ?relation skos:prefLabel ?does_not .
          {_DATED} {_TELLER} {_ARTICLE} }}""",
    ),
    Question(
        "disputed-stances",
        {"holder": HUB, "target": OTHER},
        f"""SELECT ?who ?towards ?own_sign ?own_stances ?own_sentence ?their_sign ?their_stances ?their_sentence ?said_by {{
          {{ {{ SELECT ?own_sign (COUNT(?stance) AS ?own_stances) {_NEWEST} {{ {_pair(HUB, OTHER)}
            ?stance kg:stated true ; kg:sign ?own_sign . {_DATED} }} GROUP BY ?own_sign }}
            {_LAST} ?spoken kg:evidence/oa:exact ?own_sentence }}
          {{ {{ SELECT ?their_sign (COUNT(DISTINCT ?stance) AS ?their_stances) {_NEWEST.replace("?newest", "?their_newest")}
              (GROUP_CONCAT(DISTINCT COALESCE(?teller, "the article"); separator="; ") AS ?said_by) {{ {_pair(HUB, OTHER)}
            ?stance kg:stated false ; kg:sign ?their_sign . {_DATED}
            {_TELLER.replace("?said_by", "?teller")} }} GROUP BY ?their_sign }}
            {_LAST.replace("?newest", "?their_newest").replace("?spoken", "?their_last")}
            ?their_last kg:evidence/oa:exact ?their_sentence }}
          FILTER(?own_sign * ?their_sign = -1) {HUB} rdfs:label ?who . {OTHER} rdfs:label ?towards }}""",
    ),
    Question(
        "documents",
        {"since": LATE},
        f"""SELECT ?document ?published ?publisher ?title (COALESCE(?said, 0) AS ?attributions) (COALESCE(?stood, 0) AS ?stances)
            ?story ?url {{
          {_LATE} ?document kg:story ?story .
          OPTIONAL {{ ?document schema:publisher ?publisher }} {_ARTICLE}
          OPTIONAL {{ SELECT ?document (COUNT(?one) AS ?said) {{ {_LATE} GRAPH ?document {{ ?one a kg:Attribution }} }} GROUP BY ?document }}
          OPTIONAL {{ SELECT ?document (COUNT(?one) AS ?stood) {{ {_LATE} GRAPH ?document {{ ?one a kg:Stance }} }} GROUP BY ?document }} }}""",
    ),
    Question(
        "documents",
        {},
        """SELECT ?document ?published ?publisher ?title (COALESCE(?said, 0) AS ?attributions) (COALESCE(?stood, 0) AS ?stances)
            ?story ?url {
          { SELECT ?document { ?document a kg:Document } } { SELECT ?document ?story { ?document kg:story ?story } }
          OPTIONAL { SELECT ?document ?published { ?document schema:datePublished ?published } }
          OPTIONAL { SELECT ?document ?publisher { ?document schema:publisher ?publisher } }
          OPTIONAL { SELECT ?document ?title { ?document schema:headline ?title } }
          OPTIONAL { SELECT ?document ?url { ?document schema:url ?url } }
          OPTIONAL { SELECT ?document (COUNT(?one) AS ?said) { GRAPH ?document { ?one a kg:Attribution } } GROUP BY ?document }
          OPTIONAL { SELECT ?document (COUNT(?one) AS ?stood) { GRAPH ?document { ?one a kg:Stance } } GROUP BY ?document } }""",
    ),
    Question(
        "friends-and-foes",
        {"holder": HUB, "target": OTHER},
        f"""SELECT ?who ?whom ?positive ?negative ?stances ?stories ?publishers {_FIRST_AND_LAST} {{
          SELECT ?who ?whom (SUM(IF(?sign > 0, 1, 0)) AS ?positive) (SUM(IF(?sign < 0, 1, 0)) AS ?negative)
            (COUNT(?stance) AS ?stances) {_VOICES} {_SPAN} {{
            {_pair(HUB, OTHER)} ?stance kg:sign ?sign . {_PRINTED} {HUB} rdfs:label ?who . {OTHER} rdfs:label ?whom .
            {_DATED} }} GROUP BY ?who ?whom }}""",
    ),
    Question(
        "issues",
        {},
        f"""SELECT ?issue_label ?stances ?holders ?stories ?publishers {_FIRST_AND_LAST} ?issue {{
          SELECT ?issue_label (COUNT(DISTINCT ?stance) AS ?stances) (COUNT(DISTINCT ?holder) AS ?holders) {_VOICES} {_SPAN} ?issue {{
            ?issue a kg:Issue ; rdfs:label ?issue_label . FILTER EXISTS {{ ?appearance kg:of ?issue }}
            OPTIONAL {{ {{ ?stance kg:target ?issue }} UNION {{ ?stance kg:about ?issue }} ?stance kg:holder ?holder . {_PRINTED} {_DATED} }}
          }} GROUP BY ?issue ?issue_label }}""",
    ),
    Question(
        "most-contested-issues",
        {},
        f"""SELECT ?issue ?supporters ?opponents ?stances ?documents ?stories ?publishers {{
          SELECT ?issue (COUNT(DISTINCT ?supporter) AS ?supporters) (COUNT(DISTINCT ?opponent) AS ?opponents)
            (COUNT(?stance) AS ?stances) (COUNT(DISTINCT ?document) AS ?documents) {_VOICES} {{
            ?topic a kg:Issue ; rdfs:label ?issue . ?stance kg:target ?topic ; kg:stated true ; kg:sign ?sign . FILTER(?sign != 0)
            ?stance kg:holder ?holder . {_PRINTED}
            BIND(IF(?sign > 0, ?holder, ?nobody) AS ?supporter) BIND(IF(?sign < 0, ?holder, ?nobody) AS ?opponent)
          }} GROUP BY ?topic ?issue HAVING(COUNT(DISTINCT ?supporter) > 0 && COUNT(DISTINCT ?opponent) > 0) }}""",
    ),
    Question(
        "most-quoted-speakers",
        {},
        f"""SELECT ?who (COUNT(?stance) AS ?attributions) (SUM(IF(?kind = kg:direct, 1, 0)) AS ?direct)
            (COUNT(DISTINCT ?document) AS ?documents) {_VOICES} {{
          ?stance kg:speaker ?speaker ; kg:kind ?kind . ?speaker rdfs:label ?who . {_PRINTED} }} GROUP BY ?speaker ?who""",
    ),
    Question(
        "relayed-statements",
        {"via": HUB},
        f"""SELECT ?date ?who ?relayed_by ?kind ?words ?title ?url ?attribution {{
          ?attribution kg:via {HUB} ; kg:kind ?how ; kg:content ?content ; kg:inDocument ?document .
          ?content oa:exact ?words . {HUB} rdfs:label ?relayed_by . ?how rdfs:label ?kind .
          OPTIONAL {{ ?attribution kg:date ?date }} OPTIONAL {{ ?attribution kg:speaker/rdfs:label ?who }} {_ARTICLE} }}""",
    ),
    Question(
        "said-about",
        {"speaker": HUB, "issue": ISSUE},
        f"""SELECT ?date ?who ?kind ?words ("issue 00000" AS ?mentions) ?title ?url ?attribution {{
          {{ SELECT ?attribution {{ ?attribution kg:speaker {HUB} }} }} {{ SELECT ?attribution {{ ?attribution kg:mentions {ISSUE} }} }}
          ?attribution kg:inDocument ?document ; kg:kind ?how ; kg:content ?content . ?content oa:exact ?words .
          {HUB} rdfs:label ?who . ?how rdfs:label ?kind . OPTIONAL {{ ?attribution kg:date ?date }} {_ARTICLE} }}""",
    ),
    Question(
        "search",
        {"words": RARE_WORDS},
        """SELECT ?date ?name ?kind ?sentence ?towards ?title ?url ?words {
          VALUES ?words { {nodes} }
          { ?words kg:holder ?who ; kg:evidence ?span ; kg:relation ?relation ; kg:target ?target ; kg:inDocument ?document .
            ?span oa:exact ?sentence . ?who rdfs:label ?name . ?relation skos:prefLabel ?kind . ?target rdfs:label ?towards }
          UNION
          { ?words kg:speaker ?who ; kg:content ?span ; kg:kind ?how ; kg:inDocument ?document .
            ?span oa:exact ?sentence . ?who rdfs:label ?name . ?how rdfs:label ?kind }
          OPTIONAL { ?words kg:date ?date } OPTIONAL { ?document schema:headline ?title } OPTIONAL { ?document schema:url ?url } }""",
    ),
    Question(
        "stances-by-month",
        {"holder": HUB, "target": ISSUE},
        f"""SELECT ?month (SUM(IF(?sign > 0, 1, 0)) AS ?positive) (SUM(IF(?sign < 0, 1, 0)) AS ?negative)
            (COUNT(?stance) AS ?stances) {_VOICES} {{
          {_pair(HUB, ISSUE)} ?stance kg:sign ?sign . {_PRINTED} {_DATED}
          BIND(IF(BOUND(?date), SUBSTR(STR(?date), 1, 7), "unknown") AS ?month) }} GROUP BY ?month""",
    ),
    Question(
        "stances-by-month",
        {},
        f"""SELECT ?month (SUM(IF(?sign > 0, 1, 0)) AS ?positive) (SUM(IF(?sign < 0, 1, 0)) AS ?negative)
            (COUNT(?stance) AS ?stances) {_VOICES} {{
          ?stance kg:sign ?sign . {_PRINTED} {_DATED}
          BIND(IF(BOUND(?date), SUBSTR(STR(?date), 1, 7), "unknown") AS ?month) }} GROUP BY ?month""",
    ),
    Question(
        "stated-and-ascribed",
        {"holder": HUB, "target": OTHER},
        f"""SELECT ?who ?basis ?verb ?towards ?negated ?date ?said_by ?sentence ?title ?url ?stance {{
          {_pair(HUB, OTHER)} ?stance kg:relation ?relation ; kg:stated ?stated ; kg:negated ?negated ; kg:evidence/oa:exact ?sentence ;
            kg:inDocument ?document . {HUB} rdfs:label ?who . {OTHER} rdfs:label ?towards . ?relation skos:prefLabel ?verb .
          BIND(IF(?stated, "stated", "ascribed") AS ?basis) {_DATED} {_TELLER} {_ARTICLE} }}""",
    ),
    Question(
        "supporters-and-opponents",
        {"issue": ISSUE},
        f"""SELECT ?on ?side ?who ?stances ?stories ?publishers {_FIRST_AND_LAST} ?sentence ?spoken {{
          {{ SELECT ?on ?side ?who (COUNT(?stance) AS ?stances) {_VOICES} {_SPAN} {_NEWEST} {{
            ?stance kg:target {ISSUE} ; kg:sign ?sign . FILTER(?sign != 0) ?stance kg:holder ?holder .
            {ISSUE} rdfs:label ?on . ?holder rdfs:label ?who . {_PRINTED} {_DATED} BIND(IF(?sign > 0, "for", "against") AS ?side)
          }} GROUP BY ?on ?holder ?side ?who }} {_LAST}
          ?spoken kg:evidence/oa:exact ?sentence }}""",
    ),
    Question(
        "threats-and-promises",
        {"holder": HUB, "target": OTHER},
        f"""SELECT ?who ?announced ?whom ?announced_date ?announced_sentence ?did ?did_date ?did_sentence {{
          {{ SELECT ?said ?sign ?announced ?announced_date ?announced_sentence {{ {_pair(HUB, OTHER).replace("?stance", "?said")}
            ?said kg:relation ?word . FILTER(?word IN (rel:threatens, rel:promises))
            ?said kg:negated false ; kg:date ?announced_date ; kg:evidence/oa:exact ?announced_sentence .
            ?word kg:sign ?sign ; skos:prefLabel ?announced }} }}
          {{ SELECT ?done ?sign ?did ?did_date ?did_sentence {{ {_pair(HUB, OTHER).replace("?stance", "?done")}
            ?done kg:relation ?deed . ?deed skos:broader rel:deed ; kg:sign ?sign ; skos:prefLabel ?did .
            ?done kg:negated false ; kg:date ?did_date ; kg:evidence/oa:exact ?did_sentence }} }}
          FILTER(?did_date > ?announced_date) {HUB} rdfs:label ?who . {OTHER} rdfs:label ?whom }}""",
    ),
    Question(
        "where-actors-stand",
        {"issue": ISSUE, "holder": HUB},
        f"""SELECT DISTINCT ?on ?who ?verb ?towards ?sign ?date ?stated ?said_by ?sentence ?title ?url ?stance {{
          {{ {_pair(HUB, ISSUE)} {_ON} }} UNION {{ {_pair(HUB, ISSUE).replace("kg:target", "kg:about")} {_ON} }}
          {_DATED} {_TELLER} {_ARTICLE} }}""",
    ),
    Question(
        "who-agrees-with-whom",
        {"holder": HUB},
        f"""SELECT ?one ?other ?agreed ?shared {{
          {{ SELECT ?them (SUM(IF(?balance * ?own > 0, 1, 0)) AS ?agreed) (COUNT(?issue) AS ?shared) {{
            {{ SELECT ?issue (SUM(?is) AS ?own) {{ ?stance kg:holder {HUB} ; kg:target ?issue . ?issue a kg:Issue .
              ?stance kg:stated true ; kg:sign ?is }} GROUP BY ?issue HAVING(SUM(?is) != 0) }}
            {{ SELECT ?them ?issue (SUM(?sign) AS ?balance) {{ ?issue a kg:Issue . ?held kg:target ?issue ; kg:stated true ; kg:sign ?sign ;
              kg:holder ?them }} GROUP BY ?them ?issue HAVING(SUM(?sign) != 0) }}
            FILTER(?them != {HUB}) }} GROUP BY ?them }}
          {HUB} rdfs:label ?hub . ?them rdfs:label ?they .
          BIND(IF(STR(?them) < STR({HUB}), ?they, ?hub) AS ?one) BIND(IF(STR(?them) < STR({HUB}), ?hub, ?they) AS ?other) }}""",
    ),
    Question(
        "who-changed-sides",
        {"holder": HUB, "target": ISSUE},
        f"""SELECT ?who ?on ?before ?before_date ?before_sentence ?after ?after_date ?after_sentence ?before_stance ?after_stance {{
          {{ SELECT ?is ?after_date (MAX(?day) AS ?before_date) {{
            {{ SELECT DISTINCT ?is ?after_date {{ {_pair(HUB, ISSUE)} ?stance kg:stated true ; kg:sign ?is ; kg:date ?after_date . FILTER(?is != 0) }} }}
            {{ SELECT DISTINCT ?day {{ {_pair(HUB, ISSUE)} ?stance kg:stated true ; kg:sign ?was ; kg:date ?day . FILTER(?was != 0) }} }}
            FILTER(?day < ?after_date) }} GROUP BY ?is ?after_date }}
          {{ SELECT ?side ?before_date ?before_stance ?before ?before_sentence {{ {_pair(HUB, ISSUE).replace("?stance", "?before_stance")}
            ?before_stance kg:stated true ; kg:sign ?side ; kg:date ?before_date ; kg:relation/skos:prefLabel ?before ;
              kg:evidence/oa:exact ?before_sentence }} }}
          {{ SELECT ?is ?after_date ?after_stance ?after ?after_sentence {{ {_pair(HUB, ISSUE).replace("?stance", "?after_stance")}
            ?after_stance kg:stated true ; kg:sign ?is ; kg:date ?after_date ; kg:relation/skos:prefLabel ?after ;
              kg:evidence/oa:exact ?after_sentence }} }}
          FILTER(?side * ?is = -1) {HUB} rdfs:label ?who . {ISSUE} rdfs:label ?on }}""",
    ),
    Question(
        "who-criticizes-whom",
        {"holder": HUB, "target": OTHER},
        f"""SELECT ?date ?who ?verb ?whom (GROUP_CONCAT(DISTINCT COALESCE(?over, ""); separator="; ") AS ?about) ?stated ?said_by
            ?sentence ?title ?url ?stance {{
          {_pair(HUB, OTHER)} ?stance kg:relation ?relation . FILTER(?relation IN (rel:criticizes, rel:accuses))
          ?stance kg:negated false ; kg:stated ?stated ; kg:evidence/oa:exact ?sentence ; kg:inDocument ?document .
          ?relation skos:prefLabel ?verb . {HUB} rdfs:label ?who . {OTHER} rdfs:label ?whom .
          {_DATED} OPTIONAL {{ ?stance kg:about ?topic }} BIND(COALESCE(?topic, ?stance) AS ?on) OPTIONAL {{ ?on rdfs:label ?over }}
          {_TELLER} {_ARTICLE}
        }} GROUP BY ?stance ?date ?who ?verb ?whom ?stated ?said_by ?sentence ?title ?url""",
    ),
    # Of one of whom a tenth of all is said, or of everybody: answers of ten thousand rows and more, of which the first are shown.
    Question("claims-by-experts", {}),
    Question("disputed-stances", {"holder": HUB}),
    Question("friends-and-foes", {"holder": HUB}),
    Question("friends-and-foes", {}),
    Question("most-contested-issues", {"since": LATE}),
    Question("most-quoted-speakers", {"since": LATE}),
    Question("said-about", {"speaker": HUB}),
    Question("stances-by-month", {"holder": HUB}),
    Question("stated-and-ascribed", {"holder": HUB}),
    Question("threats-and-promises", {"holder": HUB}),
    Question("where-actors-stand", {"issue": ISSUE}),
    Question("where-actors-stand", {"holder": HUB}),
    Question("who-changed-sides", {"holder": HUB}),
    Question("who-criticizes-whom", {"target": HUB}),
    Question("who-criticizes-whom", {}),
)
