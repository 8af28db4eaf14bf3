"""A private bucket of documents about families. Nothing in it is public: who may read one is sent a link that soon ends."""

import base64
from datetime import timedelta
from typing import Any
from unicodedata import normalize

LINK_LASTS = timedelta(minutes=2)
"""Long enough for a slow phone to begin; the download itself may take longer."""

FORM_LASTS = timedelta(minutes=5)
"""To begin sending a file: a photo on a bad connection goes on after it."""


def saved_name(name: str) -> str:
    """What a file is called once it is saved: the name that a header gives it is ASCII, without quotes."""
    return normalize("NFKD", name).encode("ascii", "ignore").decode().replace('"', "") or "document"


class DocumentStore:
    """An S3 bucket behind a boto3 client."""

    def __init__(self, client: Any, bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def put(self, place: str, body: bytes, *, sha256: str, media_type: str = "application/pdf") -> None:
        """Write the bytes; S3 refuses those whose hash is another. `sha256`: in hexadecimal."""
        self._client.put_object(
            Bucket=self._bucket,
            Key=place,
            Body=body,
            ContentType=media_type,
            CacheControl="private, no-store",
            ChecksumSHA256=base64.b64encode(bytes.fromhex(sha256)).decode(),
        )

    def form(self, place: str, *, most_bytes: int) -> tuple[str, dict[str, str]]:
        """Where a browser sends one file for `FORM_LASTS`, and the fields to send before it: to that place, no larger.

        Whoever has it may send several times in that time: who reads the file keeps what was read, and not the place.
        https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
        """
        made = self._client.generate_presigned_post(
            Bucket=self._bucket,
            Key=place,
            Conditions=[["content-length-range", 1, most_bytes]],
            ExpiresIn=int(FORM_LASTS.total_seconds()),
        )
        return made["url"], made["fields"]

    def copy(self, place: str, to: str) -> bool:
        """Whether it was there, and lies at both now (see `has`)."""
        try:
            self._client.copy_object(
                Bucket=self._bucket, Key=to, CopySource={"Bucket": self._bucket, "Key": place}
            )
        except self._client.exceptions.ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] in (403, 404):
                return False
            raise
        return True

    def has(self, place: str) -> bool:
        """Whether it is there: some documents are deleted in their time.

        Who may not list the bucket is told 403 of what is not there
        (https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html).
        """
        try:
            self._client.head_object(Bucket=self._bucket, Key=place)
        except self._client.exceptions.ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] in (403, 404):
                return False
            raise
        return True

    def read(self, place: str) -> bytes | None:
        """The bytes that lie there; None where nothing does (see `has`)."""
        try:
            body: bytes = self._client.get_object(Bucket=self._bucket, Key=place)["Body"].read()
        except self._client.exceptions.ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] in (403, 404):
                return None
            raise
        return body

    def delete(self, place: str) -> None:
        """Nothing happens where nothing lies there. The last version stays for the days that the bucket keeps what was deleted."""
        self._client.delete_object(Bucket=self._bucket, Key=place)

    def delete_under(self, folder: str) -> None:
        """Every file of a folder, whose name ends with `/`."""
        pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=folder)
        for page in pages:
            for found in page.get("Contents", []):
                self.delete(found["Key"])

    def link(self, place: str, *, name: str, media_type: str = "application/pdf") -> str:
        """Where a browser finds the document for `LINK_LASTS`. `name`: that of the file, in ASCII."""
        link: str = self._client.generate_presigned_url(
            "get_object",
            Params={
                "Bucket": self._bucket,
                "Key": place,
                "ResponseContentDisposition": f'attachment; filename="{name}"',
                "ResponseContentType": media_type,
            },
            ExpiresIn=int(LINK_LASTS.total_seconds()),
        )
        return link
