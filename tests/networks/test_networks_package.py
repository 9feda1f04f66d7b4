"""The room as a whole."""

import importlib
import pkgutil
import subprocess
import sys

import pytest

import kg.networks


def test_every_public_name_is_there_and_is_no_module():
    """Also after every module was imported, which would put a module where a function of that name was."""
    for module in pkgutil.walk_packages(kg.networks.__path__, "kg.networks."):
        importlib.import_module(module.name)
    for name in kg.networks.__all__:
        assert not isinstance(getattr(kg.networks, name), type(sys)), name
        assert getattr(kg.networks, name).__doc__
    assert sorted(kg.networks._HOMES) == sorted(kg.networks.__all__) == dir(kg.networks)


def test_a_name_that_is_not_there_is_an_attribute_error():
    """As of any module."""
    with pytest.raises(AttributeError, match="no attribute 'balance'"):
        kg.networks.balance  # noqa: B018


def test_choosing_stances_loads_no_networkx():
    """The command line asks for a selection long before it needs a network."""
    code = "import sys; from kg.networks import Selection; sys.exit('networkx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_public_name_of_discourse_is_there_and_is_no_module():
    """As above, for the discourse networks."""
    from kg.networks import discourse

    for module in pkgutil.walk_packages(discourse.__path__, "kg.networks.discourse."):
        importlib.import_module(module.name)
    for name in discourse.__all__:
        assert not isinstance(getattr(discourse, name), type(sys)), name
        assert getattr(discourse, name).__doc__
    assert sorted({*discourse._HOMES, "StatementTable"}) == sorted(discourse.__all__) == dir(discourse)
    with pytest.raises(AttributeError, match="no attribute 'networks'"):
        discourse.networks  # noqa: B018
