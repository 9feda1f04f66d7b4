"""What kind of actor a bare name suggests."""

import pytest

from kg.documents.kinds import Cast, kind_of
from kg.known import Known, KnownActor, KnownIssue, Name
from kg.records import ActorKind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Ana Ruiz", "person"),
        ("Ursula von der Leyen", "person"),
        ("Mr. Xi", "person"),
        ("President Zed", "person"),
        ("local fishermen", "group"),
        ("Ministry of Fish", "organization"),
        ("Labour Party", "organization"),
        ("NATO", "organization"),
        ("Greenpeace", "organization"),
        ("新华社", "organization"),
    ],
)
def test_the_form_of_a_name(name, kind):
    """A title or two names make a person, small letters a group, all else an organization."""
    assert kind_of(name) == kind


def test_a_name_that_means_two_actors_means_neither():
    """It stays a name of its own."""
    georgias = {
        one: KnownActor(one, one, ActorKind.STATE, (Name("Georgia"),)) for one in ("georgia-state", "georgia-country")
    }
    assert Cast(Known(actors=georgias)).actor("Georgia").id == "georgia"


def test_a_theme_is_no_issue():
    """No side can be taken on it, so a coder's issue of that name is another one."""
    cast = Cast(Known(issues={"t": KnownIssue("t", "Taiwan", theme=True)}))
    assert cast.issue("Taiwan").id == "taiwan"
