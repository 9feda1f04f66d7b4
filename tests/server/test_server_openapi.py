"""What the server says of its interface is what it does: requests made up from the description, good and bad."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from serving import served

# schemathesis warns of things in the libraries that it uses itself.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

OPERATIONS = [
    ("GET", "/"),
    ("GET", "/sparql"),
    ("POST", "/sparql"),
    ("GET", "/data"),
    ("GET", "/data/{path}"),
    ("GET", "/queries"),
    ("GET", "/queries/{name}"),
    ("GET", "/search"),
    ("GET", "/health"),
]


@pytest.fixture(scope="module")
def described(folder):
    """The description of a server that runs."""
    with served(folder, "--timeout", 20) as running:
        schema = schemathesis.openapi.from_url(f"{running.address}openapi.json")
        schema.config.generation.update(modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
        yield schema


def test_every_operation_is_tried(described):
    """Those of the list are all."""
    there = [(found.ok().method.upper(), found.ok().path) for found in described.get_all_operations()]
    assert sorted(there) == sorted(OPERATIONS)


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_requests_made_from_the_description_are_answered_as_it_says(described, method, path):
    """No status and no media type that it does not tell of, and no defect."""

    @given(case=described[path][method].as_strategy())
    @settings(max_examples=40, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    def tried(case):
        case.call_and_validate(
            excluded_checks=[
                # What is text to the protocol and no SPARQL to the engine is refused, and the description cannot say so.
                schemathesis.checks.CHECKS.get_one("positive_data_acceptance"),
                schemathesis.checks.CHECKS.get_one("negative_data_rejection"),
            ]
        )

    tried()
