"""The site is served as CloudFront serves it from S3."""

import gzip

import pytest

from functions.publishing.output import put_bucket
from functions.publishing.pages import html_page
from infra.local.messages import Request, Response
from infra.local.pages import Pages, bucket, folder

LONG = "<p>" + "Une école, des familles. " * 100


@pytest.fixture
def root(tmp_path):
    (tmp_path / "aide").mkdir()
    (tmp_path / "assets" / "css").mkdir(parents=True)
    (tmp_path / "index.html").write_text("accueil")
    (tmp_path / "aide" / "index.html").write_text(LONG)
    (tmp_path / "404.html").write_text("introuvable")
    (tmp_path / "sw.js").write_text("//")
    (tmp_path / "assets" / "css" / "page.0123456789.css").write_text("p{}")
    (tmp_path.parent / "secret.txt").write_text("secret")
    return tmp_path


@pytest.fixture
def pages(root) -> Pages:
    return Pages(folder(root))


def get(pages: Pages, path: str, **headers: str) -> tuple[Response, dict[str, str]]:
    answer = pages(
        Request("GET", path, headers=[(name.replace("_", "-"), value) for name, value in headers.items()])
    )
    return answer, dict(answer.headers)


def test_a_folder_answers_with_its_index(pages):
    assert get(pages, "/")[0].body == b"accueil"
    answer, headers = get(pages, "/aide/")
    assert (answer.status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")


def test_a_folder_without_its_slash_is_sent_to_it_with_its_query(pages):
    answer = pages(Request("GET", "/aide", query="id=1"))
    assert (answer.status, answer.headers) == (301, [("Location", "/aide/?id=1")])


def test_what_is_not_there_is_the_404_page_with_its_status(pages):
    for path in ("/nulle/part/", "/rien.html", "/aide/%00/"):
        assert (get(pages, path)[0].status, get(pages, path)[0].body) == (404, b"introuvable")


@pytest.mark.parametrize(
    "path", ["/../secret.txt", "/%2e%2e/secret.txt", "/aide/..%2f..%2fsecret.txt", "//etc/hosts.txt"]
)
def test_nothing_above_the_site_is_served(pages, path):
    assert get(pages, path)[0].status == 404


def test_a_long_page_is_compressed_for_whoever_accepts_it(pages):
    answer, headers = get(pages, "/aide/", Accept_Encoding="gzip, deflate, br")
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.body).decode() == LONG
    assert "Content-Encoding" not in get(pages, "/aide/")[1]
    assert headers["Vary"] == "Accept-Encoding"


def test_a_short_page_is_not_compressed(pages):
    assert "Content-Encoding" not in get(pages, "/", Accept_Encoding="gzip")[1]


def test_a_page_seen_before_is_not_sent_again(pages, root):
    for coding in ("gzip", "identity"):
        tag = get(pages, "/aide/", Accept_Encoding=coding)[1]["ETag"]
        answer, _ = get(pages, "/aide/", Accept_Encoding=coding, If_None_Match=tag)
        assert (answer.status, answer.body) == (304, b"")
    (root / "aide" / "index.html").write_text("changée")
    assert get(pages, "/aide/", If_None_Match=tag)[0].status == 200


def test_pages_are_asked_again_and_hashed_assets_never(pages):
    assert "must-revalidate" in get(pages, "/aide/")[1]["Cache-Control"]
    assert "must-revalidate" in get(pages, "/sw.js")[1]["Cache-Control"]
    assert "immutable" in get(pages, "/assets/css/page.0123456789.css")[1]["Cache-Control"]


def test_pages_are_only_read(pages):
    answer = pages(Request("POST", "/aide/", body=b"x"))
    assert (answer.status, dict(answer.headers)["Allow"]) == (405, "GET, HEAD")


def test_what_was_published_hides_what_was_built(root, aws_account):
    client = aws_account.client("s3")
    client.create_bucket(Bucket="pages", CreateBucketConfiguration={"LocationConstraint": aws_account.region})
    pages = Pages(bucket(client, "pages"), folder(root))
    put_bucket([html_page("/aide/", "une nouvelle"), html_page("/ville/", "publiée")], client, "pages")
    answer, headers = get(pages, "/aide/")
    assert (answer.body, headers["Content-Type"]) == (b"une nouvelle", "text/html; charset=utf-8")
    assert "must-revalidate" in headers["Cache-Control"]
    assert get(pages, "/ville/")[0].body == b"publi\xc3\xa9e"
    assert get(pages, "/")[0].body == b"accueil"
