"""Titles and other words that stand before names, and the words that make a name an organization's."""

PERSONAL = frozenset(
    "mr mrs ms miss mx dr prof professor sir dame lord lady sen senator rep representative gov governor congressman congresswoman mayor judge "
    "justice king queen prince princess sultan emir sheikh pope archbishop bishop cardinal rev reverend rabbi imam ayatollah capt captain col "
    "colonel gen general lt lieutenant maj major sgt sergeant adm admiral cmdr commander president premier chancellor chairman chairwoman "
    "chairperson minister secretary ambassador envoy commissioner spokesman spokeswoman spokesperson speaker detective officer inspector "
    "councilman councilwoman councillor delegate baroness baron count countess".split()
)
_BETWEEN = frozenset(
    "prime vice deputy assistant acting former interim then chief foreign defense defence finance interior home economy trade energy health "
    "environment agriculture education justice labor labour security national state general attorney executive leader majority minority house "
    "senate of the and for republican democratic democrat special under first lady presidential opposition party top senior press white climate "
    "fisheries transport industry commerce treasury intelligence military army navy air force staff joint chiefs strategic affairs".split()
)
FEMALE = frozenset(
    {
        "mrs",
        "ms",
        "miss",
        "dame",
        "lady",
        "queen",
        "princess",
        "congresswoman",
        "chairwoman",
        "spokeswoman",
        "baroness",
        "countess",
    }
)
MALE = frozenset(
    {
        "mr",
        "sir",
        "lord",
        "king",
        "prince",
        "congressman",
        "chairman",
        "spokesman",
        "sultan",
        "pope",
        "baron",
        "councilman",
    }
)

_ORGANIZATION = frozenset(
    "university college school institute institution center centre council committee commission agency ministry department bureau office party "
    "union association federation foundation fund bank group company corporation corp inc ltd llc plc co court tribunal parliament congress senate "
    "assembly house army navy force forces police guard times post journal herald tribune news magazine press network club league movement front "
    "alliance coalition organization organisation society authority board service administration government cabinet embassy hospital church "
    "initiative project program programme campaign team trust works industries airlines motors technologies systems partners brothers "
    "holdings lab laboratory observatory museum conference summit".split()
)
_PLACE = frozenset(
    "street avenue road square hall building airport bridge river sea ocean strait straits island islands mountain mountains lake bay gulf "
    "peninsula valley desert park stadium station county city province region north south east west coast cape harbor harbour canal".split()
)


def bare(word: str) -> str:
    """A word as titles are listed: lower case, without its dot."""
    return word.lower().rstrip(".")


def is_title(word: str) -> bool:
    """Whether a word can be the last of a title: "President", "Mr."."""
    return bare(word) in PERSONAL


def in_title(word: str) -> bool:
    """Whether a word can stand in a title of several words: "Prime", "of"."""
    return bare(word) in _BETWEEN or is_title(word)


def of_organization(words: list[str]) -> bool:
    """Whether a name reads like an organization's."""
    return any(bare(word) in _ORGANIZATION for word in words)


def of_place(words: list[str]) -> bool:
    """Whether a name reads like a place's."""
    return bare(words[-1]) in _PLACE or bare(words[0]) in {"mount", "lake", "fort", "port", "cape"}
