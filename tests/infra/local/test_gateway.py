"""API calls cross the local gateway as they cross API Gateway and Lambda."""

import base64
import gzip
import json
import logging
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from chalice.app import Chalice, Response
from chalice.app import Request as ChaliceRequest

from infra.compression import API_FROM_BYTES
from infra.local.events import EDGE
from infra.local.gateway import MAX_PAYLOAD_BYTES, Gateway
from infra.local.messages import Request
from infra.local.server import MAX_BODY_BYTES
from tests.infra.local.conftest import Browser

PICTURE = bytes(range(256))


def asked(app: Chalice) -> ChaliceRequest:
    assert app.current_request is not None
    return app.current_request


@pytest.fixture
def app():
    app = Chalice(app_name="throwaway")
    app.api.binary_types.append("application/pdf")
    meeting = threading.Barrier(8, timeout=5)

    @app.route(
        "/echo/{word}", methods=["GET", "POST"], content_types=["application/json", "text/plain", "image/png"]
    )
    def echo(word):
        return asked(app).to_original_event()

    @app.route("/meet/{word}")
    def meet(word):
        meeting.wait()
        return asked(app).to_original_event()["pathParameters"]["word"]

    @app.route("/cookies")
    def cookies():
        return Response(
            "", headers={"Set-Cookie": ["a=1; Path=/", "b=2; Path=/"], "X-Once": "yes"}, status_code=204
        )

    @app.route("/pdf")
    def pdf():
        return Response(PICTURE, headers={"Content-Type": "application/pdf"})

    @app.route("/not-json")
    def not_json():
        return Response({"when": object()})

    @app.route("/two-lines")
    def two_lines():
        return Response("", headers={"Set-Cookie": ["a=1\r\nX-Forged: yes"]})

    @app.route("/coded")
    def coded():
        return Response("déjà" * 1000, headers={"Content-Encoding": "identity"})

    @app.route("/huge")
    def huge():
        return Response("x" * MAX_PAYLOAD_BYTES)

    return app


@pytest.fixture
def api(app, serve) -> Browser:
    return serve(Gateway(app))


def event(api: Browser, path: str, body: bytes | None = None, **headers: str):
    api.request("GET" if body is None else "POST", path, body, **headers)
    return json.loads(api.body)


def test_a_call_becomes_a_proxy_event(api):
    seen = event(
        api, "/api/echo/mardi?jour=1&jour=2&vide=&accent=%C3%A9", b'{"a": 1}', Content_Type="application/json"
    )
    assert seen["body"] == '{"a": 1}'
    assert seen["isBase64Encoded"] is False
    assert (seen["path"], seen["resource"], seen["pathParameters"]) == (
        "/echo/mardi",
        "/echo/{word}",
        {"word": "mardi"},
    )
    assert seen["queryStringParameters"] == {"jour": "2", "vide": "", "accent": "é"}
    assert seen["multiValueQueryStringParameters"]["jour"] == ["1", "2"]
    assert seen["requestContext"]["path"] == "/api/echo/mardi"


def test_what_is_absent_is_null_as_on_aws(api):
    seen = event(api, "/api/echo/mardi")
    assert seen["body"] is None
    assert seen["queryStringParameters"] is None
    assert seen["multiValueQueryStringParameters"] is None


def test_a_header_sent_twice_keeps_both_values(api):
    api.connection.putrequest("GET", "/api/echo/mardi")
    api.connection.putheader("Accept-Language", "fr", "x")
    api.connection.putheader("X-Twice", "one")
    api.connection.putheader("X-Twice", "two")
    api.connection.endheaders()
    seen = json.loads(api.connection.getresponse().read())
    assert seen["multiValueHeaders"]["X-Twice"] == ["one", "two"]
    assert seen["headers"]["X-Twice"] == "two"


def test_the_visitor_is_in_the_headers_of_the_edge_and_not_in_source_ip(api):
    seen = event(api, "/api/echo/mardi", X_Forwarded_For="203.0.113.9")
    assert seen["requestContext"]["identity"]["sourceIp"] == EDGE
    assert seen["headers"]["X-Forwarded-For"] == f"203.0.113.9, 127.0.0.1, {EDGE}"
    assert seen["headers"]["CloudFront-Viewer-Address"].startswith("127.0.0.1:")


def test_a_visitor_cannot_write_the_headers_of_the_edge(api):
    seen = event(api, "/api/echo/mardi", cloudfront_viewer_address="203.0.113.9:1")
    named = {name.lower(): value for name, value in seen["headers"].items()}
    assert [name for name in seen["headers"] if name.lower() == "cloudfront-viewer-address"] == [
        "CloudFront-Viewer-Address"
    ]
    assert named["cloudfront-viewer-address"].startswith("127.0.0.1:")


def test_a_binary_body_comes_in_base64(api):
    seen = event(api, "/api/echo/photo", PICTURE, Content_Type="image/png")
    assert seen["isBase64Encoded"] is True
    assert base64.b64decode(seen["body"]) == PICTURE


def test_text_that_is_not_utf8_does_not_stop_the_call(api):
    assert event(api, "/api/echo/x", b"caf\xe9", Content_Type="text/plain")["body"] == "caf\ufffd"


def test_two_cookies_reach_the_browser(api):
    answer = api.get("/api/cookies")
    assert answer.status == 204
    assert answer.headers.get_all("Set-Cookie") == ["a=1; Path=/", "b=2; Path=/"]
    assert answer.headers["X-Once"] == "yes"
    assert api.body == b""


def test_a_binary_answer_arrives_as_it_was(api):
    answer = api.get("/api/pdf", Accept="application/pdf")
    assert (answer.status, answer.headers["Content-Type"], api.body) == (200, "application/pdf", PICTURE)


def test_a_long_answer_is_compressed_for_whoever_accepts_it(api):
    path = f"/api/echo/{'x' * API_FROM_BYTES}"
    plain = event(api, path)
    answer = api.get(path, Accept_Encoding="gzip, deflate, br")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert int(answer.headers["Content-Length"]) == len(api.body) < API_FROM_BYTES
    assert json.loads(gzip.decompress(api.body))["pathParameters"] == plain["pathParameters"]
    assert "Content-Encoding" not in api.get(path, Accept_Encoding="br").headers


def test_a_short_answer_and_one_that_is_coded_already_are_left_as_they_are(api):
    api.get("/api/cookies", Accept_Encoding="gzip")
    assert api.body == b""
    assert (
        "Content-Encoding"
        not in api.get("/api/pdf", Accept="application/pdf", Accept_Encoding="gzip").headers
    )
    assert api.get("/api/coded", Accept_Encoding="gzip").headers.get_all("Content-Encoding") == ["identity"]


def test_what_the_api_does_not_have_is_refused_as_api_gateway_does(api):
    for method, path in (("GET", "/api/nothing"), ("DELETE", "/api/cookies"), ("GET", "/api/")):
        answer = api.request(method, path)
        assert answer.status == 403
        assert json.loads(api.body) == {"message": "Missing Authentication Token"}


def test_each_call_has_its_own_request_id(api):
    ids = {api.get("/api/cookies").headers["x-amzn-RequestId"] for _ in range(3)}
    assert len(ids) == 3


@pytest.mark.parametrize("path", ["/api/not-json", "/api/two-lines", "/api/huge"])
def test_an_answer_that_cannot_be_sent_is_a_502(api, path, caplog):
    with caplog.at_level(logging.ERROR):
        answer = api.get(path)
    assert answer.status == 502
    assert "X-Forged" not in answer.headers
    assert json.loads(api.body) == {"message": "Internal server error"}
    assert answer.headers["x-amzn-RequestId"] in caplog.text


def test_threads_do_not_see_each_others_request(app):
    """Eight calls are inside the function at the same time; each answers with its own word."""
    gateway = Gateway(app)
    words = [f"mot{number}" for number in range(8)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(lambda word: gateway(Request("GET", f"/api/meet/{word}")).body.decode(), words)
        )
    assert answers == words


def test_a_body_over_ten_megabytes_is_refused_and_the_browser_hears_it(api):
    answer = api.request("POST", "/api/echo/x", b"x" * (MAX_BODY_BYTES + 1), Content_Type="text/plain")
    assert answer.status == 413
    assert api.get("/api/cookies").status == 204


def test_an_event_over_six_megabytes_is_refused(api):
    answer = api.request("POST", "/api/echo/x", b"x" * MAX_PAYLOAD_BYTES, Content_Type="text/plain")
    assert answer.status == 413
