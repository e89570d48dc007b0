"""Where pictures are kept: in an S3 bucket or on an IPFS node when one is set, else in a folder."""

from __future__ import annotations

from app.adapters.content_folder import ContentFolder
from app.adapters.content_ipfs import ContentOnIpfs
from chain.settings import Settings
from marketplace.ports import ContentStore


def content_store(settings: Settings) -> ContentStore:
    if settings.s3_bucket:
        from app.adapters.content_s3 import ContentOnS3  # its library takes a third of a second to load

        return ContentOnS3(settings)
    return ContentOnIpfs(settings.ipfs_api_url) if settings.ipfs_api_url else ContentFolder(settings.content_dir)
