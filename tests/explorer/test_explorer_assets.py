"""The files that a page is made of."""

import re
from collections import Counter
from importlib.resources import files

import pytest

from kg.explorer import assets

FOLDER = files("kg.explorer") / "page"
MODULES = {name: (FOLDER / f"{name}.js").read_text(encoding="utf-8") for name in assets.SCRIPTS}
TOP = re.compile(
    r"^(?:export )?(?:async )?(?:function|const|let|class) (\w+)|^(?:export )?(?:const|let) [\[{]", re.MULTILINE
)


def imports(text):
    """What a module takes from others, as (name, module)."""
    for names, module in re.findall(r'^import \{([^}]*)\} from "\./(\w+)\.js";', text, re.MULTILINE):
        yield from ((name.strip(), module) for name in names.split(",") if name.strip())


def test_every_file_is_used():
    """No module, style sheet or template lies there for nothing."""
    there = {path.name for path in FOLDER.iterdir()}
    used = {f"{name}.js" for name in assets.SCRIPTS} | {f"{name}.css" for name in assets.STYLES} | {"page.html"}
    assert there == used


def test_every_module_comes_after_those_it_needs():
    """They are joined in this order into one script."""
    late = [
        (name, module)
        for place, name in enumerate(assets.SCRIPTS)
        for _, module in imports(MODULES[name])
        if module not in assets.SCRIPTS[:place]
    ]
    assert late == []


def test_what_is_imported_is_exported():
    """Joined, a wrong name would only fail when it is used."""
    for name, text in MODULES.items():
        for wanted, module in imports(text):
            assert re.search(
                rf"^export (async )?(function|const|let|class) {wanted}\b", MODULES[module], re.MULTILINE
            ), (name, wanted)


def test_no_name_is_given_twice():
    """All modules share one scope: the second function of a name would replace the first."""
    counts = Counter(name for text in MODULES.values() for name in TOP.findall(text))
    assert [name for name, count in counts.items() if count > 1] == []
    assert "" not in counts  # a destructured name would escape this test


def test_nothing_of_modules_is_left_when_they_are_joined():
    """The page knows no modules."""
    assert re.search(r"^(import|export)\b", assets.script(), re.MULTILINE) is None
    assert " as " not in "".join(re.findall(r"^import[^;]*;", "".join(MODULES.values()), re.MULTILINE))


def test_a_page_carries_the_code_without_its_comments():
    """All of the code: no line goes but those of comments."""
    bare = [re.sub(r"^import\b[^;]*;", "", text, flags=re.MULTILINE) for text in MODULES.values()]
    lines = [line for text in bare for line in text.split("\n") if line.strip()]
    code = [line for line in lines if not line.strip().startswith(("//", "/**", "*", "export"))]
    joined = Counter(assets.script().split("\n"))
    assert [line for line, count in Counter(code).items() if joined[line] < count] == []
    assert re.search(r"^\s*(//|\*|/\*\*$)", assets.script(), re.MULTILINE) is None


@pytest.mark.parametrize(
    "wrong",
    [
        r"innerHTML",
        r"outerHTML",
        r"insertAdjacent",
        r"document\.write",
        r"\beval\(",
        r"new Function",
        r"DOMParser",
        r"\.on\w+ =",
    ],
)
def test_no_text_ever_becomes_code(wrong):
    """Not one of the ways to parse text as HTML or to run it."""
    assert [name for name, text in MODULES.items() if re.search(wrong, text)] == []


def test_the_template_has_no_styles_or_handlers_in_it():
    """Both die under the policy of the page."""
    template = assets.template()
    assert re.findall(r"\s(style|on[a-z]+)=", template) == []
    assert re.findall(r"""(?:src|href)=["'](?!#|\{\{)""", template) == []


def test_no_script_can_close_its_own_element():
    """The words that end a script in HTML stand in none."""
    for text in (assets.script(), assets.vis_network(), assets.style()):
        assert re.search(r"</(script|style)|<!--", text, re.IGNORECASE) is None


def test_lines_need_no_scrolling():
    """A page of code is as wide as a page."""
    long = [
        (path.name, number)
        for path in FOLDER.iterdir()
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1)
        if len(line) > 120
    ]
    assert [(name, number) for name, number in long if name != "page.html"] == []


def test_vis_network_keeps_its_licence():
    """It is other people's work."""
    assert "The MIT License" in assets.vis_network()[:1000]
