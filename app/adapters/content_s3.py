"""Pictures by the name of their content in a bucket that speaks the S3 API: Amazon's, or one compatible with it.

Keys are laid out like the folder's files, so that either can be copied to the other. Leaves out making the bucket, and
showing it to strangers: pages read pictures through us.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from chain.settings import Settings, plain
from marketplace.artwork.cid import MOST_BYTES, checked_cid, cid_of, verified
from marketplace.errors import ContentMissing, StoreUnavailable

_CONFIG = Config(
    connect_timeout=3,
    read_timeout=30,
    retries={"mode": "standard", "total_max_attempts": 2},
    # Compatible stores know neither the newer checksums nor, mostly, a host for each bucket.
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)
_MISSING = frozenset({"404", "NoSuchKey", "NotFound"})


class ContentOnS3:
    """One object a picture. The client is made at the first use, in the process that uses it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._bucket, self._prefix = settings.s3_bucket, settings.s3_prefix

    def put(self, content: bytes) -> str:
        """Raises: StoreUnavailable."""
        cid = cid_of(content)
        try:
            if self._tag_of(cid) != hashlib.md5(content, usedforsecurity=False).hexdigest():  # or not there, or spoilt
                self._client.put_object(**self._at(cid), Body=content, ContentType="application/octet-stream")
        except (ClientError, BotoCoreError) as error:
            raise StoreUnavailable(_why(error)) from error
        return cid

    def get(self, cid: str) -> bytes:
        """Raises: Invalid (cid), ContentMissing, ContentForeign, StoreUnavailable."""
        try:
            answer = self._client.get_object(**self._at(checked_cid(cid)))
            content: bytes = answer["Body"].read(MOST_BYTES + 1)
        except (ClientError, BotoCoreError) as error:
            raise ContentMissing(cid) if _is_missing(error) else StoreUnavailable(_why(error)) from error
        return verified(cid, content)

    def remove(self, cid: str) -> None:
        """Raises: Invalid (cid), StoreUnavailable."""
        try:
            self._client.delete_object(**self._at(checked_cid(cid)))
        except (ClientError, BotoCoreError) as error:
            raise StoreUnavailable(_why(error)) from error

    def has(self, cid: str) -> bool:
        """Raises: Invalid (cid), StoreUnavailable."""
        try:
            return self._tag_of(checked_cid(cid)) is not None
        except (ClientError, BotoCoreError) as error:
            raise StoreUnavailable(_why(error)) from error

    def _tag_of(self, cid: str) -> str | None:
        """The store's own sum over an object's bytes; None without the object."""
        try:
            answer = self._client.head_object(**self._at(cid))
        except ClientError as error:
            if _is_missing(error):
                return None
            raise
        return str(answer["ETag"]).strip('"')

    def _at(self, cid: str) -> dict[str, str]:
        return {"Bucket": self._bucket, "Key": f"{self._prefix}{cid[-2:]}/{cid}"}

    @cached_property
    def _client(self) -> Any:
        """Without keys of ours the library looks for the machine's own: its role, environment or profile."""
        settings = self._settings
        key, secret = plain(settings.s3_access_key), plain(settings.s3_secret_key)
        style = Config(s3={"addressing_style": "path" if settings.s3_endpoint_url else "auto"})
        return boto3.session.Session(key or None, secret or None, region_name=settings.s3_region).client(
            "s3", endpoint_url=settings.s3_endpoint_url or None, config=_CONFIG.merge(style)
        )


def _is_missing(error: Exception) -> bool:
    return isinstance(error, ClientError) and error.response["Error"]["Code"] in _MISSING


def _why(error: Exception) -> str:
    """The code alone: messages may name addresses and keys."""
    return str(error.response["Error"]["Code"]) if isinstance(error, ClientError) else type(error).__name__
