"""Building and deploying with Ape, always in a process of its own: nothing that serves a request imports Ape."""

from chain.deploying.run import CommunityPlan, compile_contracts, deploy_communities, deploy_platform

__all__ = ["CommunityPlan", "compile_contracts", "deploy_communities", "deploy_platform"]
