"""The namespaces of kg, and how names become IRIs and ids."""

import hashlib
import re
import unicodedata
from urllib.parse import quote

BASE = "https://w3id.org/newsstance/"
KG = f"{BASE}ns#"
RELATION = f"{BASE}relation/"
ISSUE = f"{BASE}issue/"
ACTOR = f"{BASE}actor/"
ROLE = f"{BASE}role/"
DOCUMENT = f"{BASE}document/"
RUN = f"{BASE}run/"
GRAPH = f"{BASE}graph/"

#: Every prefix a query may use without declaring it.
PREFIXES = {
    "kg": KG,
    "rel": RELATION,
    "issue": ISSUE,
    "actor": ACTOR,
    "role": ROLE,
    "doc": DOCUMENT,
    "run": RUN,
    "graph": GRAPH,
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "prov": "http://www.w3.org/ns/prov#",
    "org": "http://www.w3.org/ns/org#",
    "oa": "http://www.w3.org/ns/oa#",
    "dct": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "sh": "http://www.w3.org/ns/shacl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "wd": "http://www.wikidata.org/entity/",
}

_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]*")
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")
_APOSTROPHES = str.maketrans("", "", "'’ʼ`´.")
_UNDECOMPOSED = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)


def unaccented(name: str) -> str:
    """Return a name in lower case and without accents, for comparing; letters of other scripts stay.

    >>> unaccented("Erdoğan"), unaccented("Straße"), unaccented("Øst"), unaccented("Жуков")
    ('erdogan', 'strasse', 'ost', 'жуков')
    """
    lowered = name.casefold().translate(_UNDECOMPOSED)
    return "".join(char for char in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(char))


def slug(name: str) -> str:
    """Return the id that a name makes: ASCII, lower case, hyphens.

    A name in another script has no ASCII letters; its id is then a hash, so that it is still stable.

    >>> slug("U.S.–China relations"), slug("Lula’s Brazil"), slug("Erdoğan")
    ('us-china-relations', 'lulas-brazil', 'erdogan')
    """
    letters = unaccented(name.casefold().translate(_APOSTROPHES))
    made = _NOT_IN_SLUG.sub("-", letters).strip("-")
    return made or f"x{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def local(text: str) -> str:
    """Return any text as the last step of an IRI.

    >>> local("news/2023 07.txt")
    'news%2F2023%2007.txt'
    """
    # Most ids are slugs, and to look at them costs a tenth of what quoting them does.
    return text if _UNRESERVED.fullmatch(text) else quote(text, safe="-._~")
