"""The headers of every page keep out what is not ours."""

from infra.headers import API, pages

UPLOADS = "https://uploads.example"
PAGES = pages(UPLOADS)


def test_a_page_runs_and_asks_only_what_is_of_the_site():
    policy = dict(
        directive.strip().split(" ", 1) for directive in PAGES["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["connect-src"] == f"'self' {UPLOADS}", "and where the API says that a file is sent"
    assert "unsafe" not in PAGES["Content-Security-Policy"]
    elsewhere = {name for name, sources in policy.items() if "http" in sources}
    assert elsewhere == {"form-action", "connect-src"}, (
        "no third party but the page where a bank takes a payment"
    )


def test_what_the_api_answers_is_never_a_page():
    assert API["Content-Security-Policy"].startswith("default-src 'none'")


def test_pages_and_api_differ_by_their_content_policy_only():
    assert {name for name in PAGES.keys() | API.keys() if PAGES.get(name) != API.get(name)} == {
        "Content-Security-Policy"
    }
