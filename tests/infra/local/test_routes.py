"""A path finds its resource as in API Gateway."""

import pytest

from infra.local.routes import Resources

RESOURCES = Resources(
    [
        "/me",
        "/me/sessions",
        "/me/sessions/{session}",
        "/communes/{commune}",
        "/communes/{commune}/families/{family}",
    ]
)


@pytest.mark.parametrize(
    ("path", "resource", "parameters"),
    [
        ("/me", "/me", {}),
        ("/me/", "/me", {}),
        ("/me/sessions/s1", "/me/sessions/{session}", {"session": "s1"}),
        (
            "/communes/c1/families/f1",
            "/communes/{commune}/families/{family}",
            {"commune": "c1", "family": "f1"},
        ),
    ],
)
def test_a_path_finds_its_resource_and_parameters(path, resource, parameters):
    assert RESOURCES.match(path) == (resource, parameters)


@pytest.mark.parametrize(
    "path", ["", "/", "/you", "/me/x", "/communes", "/communes//families/f1", "/me/sessions/s1/x"]
)
def test_a_path_of_no_resource_finds_nothing(path):
    assert RESOURCES.match(path) is None


def test_a_word_wins_over_a_parameter():
    resources = Resources(["/invoices/{invoice}", "/invoices/unpaid"])
    assert resources.match("/invoices/unpaid") == ("/invoices/unpaid", {})


def test_one_parameter_cannot_have_two_names():
    with pytest.raises(ValueError, match="two names"):
        Resources(["/communes/{commune}", "/communes/{town}/news"])
