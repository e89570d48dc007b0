"""Opens the communities that towns asked for: deploys their contracts, has their logs read, and names the community on
the series whose cards vote in it. Starts Ape in a process of its own."""

from __future__ import annotations

from functools import partial

from app.wiring import Platform
from chain.deploying import CommunityPlan, compile_contracts, deploy_communities
from chain.indexer.watching import watch_deployments
from dao.services.open_community import CommunityAddresses
from marketplace.services.name_community import name_community


def open_requested(platform: Platform, *, is_asked_for: bool = False) -> int:
    """Returns: how many were opened."""
    deploy = partial(_deploy, platform)
    return platform.dao.requests.open.open_due(deploy, is_asked_for=is_asked_for)


def _deploy(platform: Platform, plan: CommunityPlan) -> CommunityAddresses:
    """Raises: DeploymentFailed, NodeUnavailable."""
    compile_contracts()
    deployments = deploy_communities(platform.settings, [plan])
    with platform.db.write() as session:
        watch_deployments(session, deployments)
        name_community(session, plan.collection, plan.slug)
    found = next(one for one in deployments.communities if one.slug == plan.slug)
    return CommunityAddresses(found.governor, found.timelock, found.collection, found.guardian)
