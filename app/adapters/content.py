"""Where pictures are kept: on an IPFS node when one is set, else in a folder. Leaves out S3: no client is locked."""

from __future__ import annotations

from app.adapters.content_folder import ContentFolder
from app.adapters.content_ipfs import ContentOnIpfs
from chain.settings import Settings
from marketplace.ports import ContentStore


def content_store(settings: Settings) -> ContentStore:
    return ContentOnIpfs(settings.ipfs_api_url) if settings.ipfs_api_url else ContentFolder(settings.content_dir)
