"""From the agent's act to the bucket of the site: the page, its picture, its document; and all of it off again."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import boto3
import pytest
from chalice.test import Client

from app import app
from functions import wiring
from functions.domain.messages import Message, MessageKind
from functions.domain.news.attachments import NewsFileUnknown, document_of, image_of
from functions.domain.news.writing import NewsText
from functions.jobs.pages import publish_pages
from functions.usecases.news.correct_article import correct_article
from functions.usecases.news.keep_file import keep_file
from functions.usecases.news.withdraw_article import withdraw_article
from functions.usecases.news.write_article import write_article
from tests.domain.news.test_attachments import png
from tests.support.builders import NOW, open_town
from tests.support.news import a_text, an_act, the_article

HOUR = NOW + timedelta(hours=1)
PDF = b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\n%%EOF"


@pytest.fixture(autouse=True)
def town(table: str, uploads_bucket: str, pages_bucket: str) -> None:
    for made in (wiring.uploads, wiring.site_files, wiring._s3):
        made.cache_clear()
    open_town()


@pytest.fixture
def minute(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    def run(at: datetime) -> None:
        monkeypatch.setattr(wiring, "_clock", lambda: at)
        with Client(app) as client:
            client.lambda_.invoke("urgent_outbox", client.events.generate_cw_event("aws.events", "", {}, []))

    return run


def on_the_site(bucket: str) -> dict[str, Any]:
    client = boto3.client("s3")
    keys = [each["Key"] for each in client.list_objects_v2(Bucket=bucket).get("Contents", [])]
    return {
        key: client.get_object(Bucket=bucket, Key=key) for key in keys if key.startswith("lisse/actualites/")
    }


def with_files() -> NewsText:
    picture, menu = (keep_file("lisse", body, store=wiring.uploads()) for body in (png(12, 8), PDF))
    return a_text(image=image_of(picture, "Le portail"), files=(document_of(menu, "Le menu"),))


def test_at_its_hour_the_article_is_there_with_its_files_and_none_of_it_once_withdrawn(
    minute: Callable[[datetime], None], pages_bucket: str
) -> None:
    text, store = with_files(), wiring.uploads()
    written = write_article(an_act(NOW), replace(text, publish_at=HOUR), store=store)
    minute(NOW)
    assert on_the_site(pages_bucket) == {}
    minute(HOUR)
    folder = f"lisse/actualites/{the_article(written.article).slug}"
    picture, menu = the_article(written.article).file_names
    site = on_the_site(pages_bucket)
    page = site[f"{folder}/index.html"]["Body"].read().decode()
    assert f'<img src="/{folder}/{picture}" alt="Le portail" width="12" height="8">' in page
    assert f'href="/{folder}/{menu}" download="Le menu">Le menu (1\u00a0ko)' in page
    assert site[f"{folder}/{menu}"]["Body"].read() == PDF
    told = [
        (kept["ContentType"], kept["ContentDisposition"])
        for kept in (site[f"{folder}/{picture}"], site[f"{folder}/{menu}"])
    ]
    assert told == [("image/png", "inline"), ("application/pdf", "attachment")]
    assert "enclosure" in site["lisse/actualites/flux.atom"]["Body"].read().decode()

    correct_article(an_act(HOUR), written.article, replace(text, image=None), version=1, store=store)
    minute(HOUR)
    assert f"{folder}/{picture}" not in on_the_site(pages_bucket)
    withdraw_article(an_act(HOUR), written.article)
    minute(HOUR)
    assert [key for key in on_the_site(pages_bucket) if key.startswith(folder)] == [f"{folder}/index.html"]


def test_a_file_that_was_not_sent_to_this_town_is_in_no_article() -> None:
    text, store = with_files(), wiring.uploads()
    elsewhere = keep_file("rive", PDF + b"\n", store=store)
    for wrong in (
        replace(text, image=image_of("a" * 20 + "-12x8.png", "x")),
        replace(text, files=(document_of(elsewhere, "x"),)),
    ):
        with pytest.raises(NewsFileUnknown):
            write_article(an_act(NOW), wrong, store=store)


def test_who_reads_first_writes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several threads deliver: a page that was read before a withdrawal is never written after it."""
    at_work: list[str] = []

    def publish(*_: object, **__: object) -> None:
        at_work.append("begins")
        time.sleep(0.02)
        at_work.append("ends")

    monkeypatch.setattr("functions.publishing.publish.publish_commune", publish)
    message = Message("m", MessageKind.PAGES_CHANGED, "lisse", data={"of": "news"})
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: publish_pages(message, NOW), range(4)))
    assert at_work == ["begins", "ends"] * 4
