"""Who is in many records: joined where the full name is, told apart where it is not."""

import pytest

from kg.census import called, people, unresolved
from kg.errors import UnknownNode
from kg.records import Record


def record(name, *actors, speaker=None, source=None):
    """A record of a document with people of those names, and an attribution where there is a source."""
    text = f"{source or ''} said so."
    made = {
        "document": {"id": name},
        "actors": [{"id": one.lower().replace(" ", "-"), "name": one, "kind": "person"} for one in actors],
    }
    if source is not None:
        span = {"start": 0, "end": len(source), "text": source}
        content = {"start": len(text) - 3, "end": len(text), "text": text[-3:]}
        made["attributions"] = [
            {"id": "a1", "kind": "indirect", "speaker": speaker, "source": [span], "content": [content]}
        ]
    return Record.model_validate(made)


def test_a_full_name_joins_documents_and_a_surname_does_not():
    """Ana Ruiz of two articles is one; Ms. Ruiz of two articles are two."""
    found = people([record("d1", "Ana Ruiz", "Ms. Ruiz"), record("d2", "Ana Ruiz", "Ms. Ruiz")])
    assert {person.id: list(person.documents) for person in found} == {
        "ana-ruiz": ["d1", "d2"],
        "d1/ms.-ruiz": ["d1"],
        "d2/ms.-ruiz": ["d2"],
    }


def test_a_surname_is_told_with_who_may_bear_it():
    """Those of that surname in any document; nobody is chosen."""
    found = list(unresolved([record("d1", "Ms. Ruiz"), record("d2", "Ana Ruiz", "Pedro Ruiz")]))
    assert [(one.what, one.name, one.document, one.maybe) for one in found] == [
        ("surname", "Ms. Ruiz", "d1", ("ana-ruiz", "pedro-ruiz"))
    ]


def test_names_that_may_be_one_are_told_with_the_reason():
    """Once a pair; two whom the reference knows are two."""
    both = [record("d1", "J. D. Okafor"), record("d2", "John D. Okafor")]
    assert [(one.what, one.maybe, one.why) for one in unresolved(both)] == [
        ("same", ("j.-d.-okafor", "john-d.-okafor"), "initials fit")
    ]
    assert list(unresolved(both, known={"j.-d.-okafor", "john-d.-okafor"})) == []


def test_a_source_without_a_speaker_is_told_with_its_words():
    """A pronoun with nobody before it; who has a speaker is not told."""
    (one,) = unresolved([record("d1", source="He"), record("d2", "Ana Ruiz", source="She", speaker="ana-ruiz")])
    assert (one.what, one.name, one.document, one.start) == ("speaker", "He", "d1", 0)


def test_somebody_is_found_by_a_name_or_a_word_of_it():
    """Whole names first, whatever case and accents; for nobody, the nearest name is offered."""
    everybody = people([record("d1", "Ana Ruiz", "Ruiz", "José Díaz")])
    assert [person.name for person in called(everybody, "ruiz")] == ["Ruiz", "Ana Ruiz"]
    assert [person.name for person in called(everybody, "jose diaz")] == ["José Díaz"]
    with pytest.raises(UnknownNode, match=r"nobody is called 'Ruis' in this graph: did you mean 'Ruiz'\?"):
        called(everybody, "Ruis")
