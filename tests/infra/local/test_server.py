"""HTTP as browsers speak it to the local run."""

import socket
import time

from infra.local.messages import Request, Response


def hello(request: Request) -> Response:
    return Response(
        200, [("Content-Type", "text/plain")], f"{request.method} {request.path}?{request.query}".encode()
    )


def test_a_connection_is_kept_and_answers_at_once(serve):
    browser = serve(hello)
    browser.get("/")
    kept = browser.connection.sock
    times = []
    for _ in range(20):
        began = time.perf_counter()
        assert browser.get("/a?b=c").status == 200
        times.append(time.perf_counter() - began)
    assert browser.connection.sock is kept
    assert min(times) < 0.02, "an answer in two packets waits 40 ms for an acknowledgement"


def test_head_answers_the_headers_alone(serve):
    browser = serve(hello)
    answer = browser.request("HEAD", "/a")
    assert int(answer.headers["Content-Length"]) == len("HEAD /a?")
    assert browser.body == b""
    assert browser.get("/a").status == 200, "the connection goes on"


def test_a_body_without_a_length_is_refused(serve):
    browser = serve(hello)
    browser.connection.putrequest("POST", "/")
    browser.connection.putheader("Transfer-Encoding", "chunked")
    browser.connection.endheaders()
    assert browser.connection.getresponse().status == 411


def test_a_fault_of_ours_is_a_500_that_tells_the_terminal(serve, caplog):
    def broken(request: Request) -> Response:
        raise RuntimeError("a plain fault")

    assert serve(broken).get("/").status == 500
    assert "a plain fault" in caplog.text


def test_visitors_do_not_wait_for_each_other(serve):
    browser = serve(hello)
    port = browser.connection.port
    with socket.create_connection(("127.0.0.1", port)):  # says nothing
        assert browser.get("/").status == 200
