"""Files of articles on the site: copied there from the private bucket they were sent to, and taken off again."""

from typing import Any


class SiteFiles:
    """Both buckets behind one boto3 client."""

    def __init__(self, client: Any, private: str, site: str) -> None:
        self._client = client
        self._private = private
        self._site = site

    def publish(self, place: str, path: str, *, media_type: str, cache_control: str, shown: bool) -> bool:
        """Copy what lies at `place` to `path` of the site. Whether it was there: what is not there cannot be shown.

        `shown`: as a part of a page; else a browser downloads it, and opens it outside the portal.
        """
        try:
            self._client.copy_object(
                Bucket=self._site,
                Key=path,
                CopySource={"Bucket": self._private, "Key": place},
                MetadataDirective="REPLACE",
                ContentType=media_type,
                CacheControl=cache_control,
                ContentDisposition="inline" if shown else "attachment",
            )
        except self._client.exceptions.ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] in (403, 404):
                return False
            raise
        return True

    def take_off(self, path: str) -> None:
        """Nothing happens where nothing lies there."""
        self._client.delete_object(Bucket=self._site, Key=path)
