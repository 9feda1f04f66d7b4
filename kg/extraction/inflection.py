"""The forms of a verb, so that a lexicon can be asked by any of them.

A tagger's lemma of a rare verb is a guess ("reiterat"); the lexicon knows its verbs.
"""

import re

_IRREGULAR = {
    "say": "said", "tell": "told", "think": "thought", "feel": "felt", "know": "knew known", "write": "wrote written",
    "read": "read", "begin": "began begun", "swear": "swore sworn", "speak": "spoke spoken", "see": "saw seen",
    "find": "found", "mean": "meant", "understand": "understood", "foresee": "foresaw foreseen", "forecast": "forecast",
    "forget": "forgot forgotten", "hear": "heard", "show": "showed shown", "give": "gave given", "take": "took taken",
    "hold": "held", "stand": "stood", "make": "made", "put": "put", "go": "went gone", "rip": "ripped", "tear": "tore torn",
    "hit": "hit", "choose": "chose chosen", "seek": "sought", "fight": "fought", "strike": "struck", "shoot": "shot",
    "withdraw": "withdrew withdrawn", "cut": "cut", "shut": "shut", "meet": "met", "win": "won", "lose": "lost",
    "leave": "left", "break": "broke broken", "send": "sent", "lend": "lent", "spend": "spent", "teach": "taught",
    "beset": "beset", "weep": "wept", "sting": "stung", "pay": "paid", "quit": "quit", "sell": "sold", "buy": "bought",
    "bring": "brought", "throw": "threw thrown", "beat": "beat beaten", "hide": "hid hidden", "bear": "bore borne",
    "forgive": "forgave forgiven", "forbid": "forbade forbidden", "mistrust": "mistrusted", "keep": "kept", "build": "built",
    "come": "came", "become": "became", "overcome": "overcame", "undermine": "undermined", "split": "split", "cast": "cast",
    "lay": "laid", "lead": "led", "drive": "drove driven", "flee": "fled", "let": "let", "overthrow": "overthrew overthrown",
    "uphold": "upheld", "withhold": "withheld", "steal": "stole stolen", "stick": "stuck", "set": "set", "shake": "shook shaken",
    "get": "got gotten", "hurt": "hurt", "lie": "lied", "run": "ran", "rise": "rose risen", "fall": "fell fallen", "sue": "sued",
    "rule": "ruled", "dig": "dug", "deal": "dealt", "draw": "drew drawn", "undertake": "undertook undertaken", "forgo": "forwent forgone",
    "be": "was were been am is are", "have": "had has", "do": "did done does",
}  # fmt: skip
_ONE_VOWEL = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
_DOUBLED = {"admit", "commit", "permit", "submit", "refer", "prefer", "defer", "rebut", "regret", "compel", "expel", "rebel", "deter", "abet",
            "allot", "concur", "incur", "omit", "transfer", "outbid", "propel", "control", "unveil"} - {"unveil"}  # fmt: skip
_BRITISH = {
    "label",
    "quarrel",
    "signal",
    "cancel",
    "travel",
    "marvel",
    "counsel",
    "channel",
    "model",
    "rival",
    "shovel",
    "worship",
    "program",
}


def forms(verb: str) -> set[str]:
    """Return every form of a verb of one or several words; the first is the one that changes.

    >>> sorted(forms("deny")), sorted(forms("speak out"))
    (['denied', 'denies', 'deny', 'denying'], ['speak out', 'speaking out', 'speaks out', 'spoke out', 'spoken out'])
    """
    head, space, rest = verb.partition(" ")
    found = {head, _third_person(head), *_participles(head, "ing")}
    found |= set(_IRREGULAR[head].split()) if head in _IRREGULAR else set(_participles(head, "ed"))
    return {f"{form}{space}{rest}" for form in found}


def _third_person(verb: str) -> str:
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else f"{verb}s"


def _participles(verb: str, ending: str) -> set[str]:
    if ending == "ed" and verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return {f"{verb[:-1]}ied"}
    if verb.endswith("ie") and ending == "ing":
        return {f"{verb[:-2]}ying"}
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return {verb[:-1] + ending}
    if verb.endswith("e") and ending == "ed":
        return {f"{verb}d"}
    doubled = f"{verb}{verb[-1]}{ending}"
    if verb in _BRITISH:
        return {doubled, verb + ending}
    return {doubled} if verb in _DOUBLED or _ONE_VOWEL.fullmatch(verb) else {verb + ending}
