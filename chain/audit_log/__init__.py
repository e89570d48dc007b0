"""The audit log (監査記録): who in an office did what, in entries of which each carries the hash of the one before."""

from chain.audit_log.append import append, newest
from chain.audit_log.entry import AuditEntry, AuditKind
from chain.audit_log.verify import Head, Verified, verify

__all__ = ["AuditEntry", "AuditKind", "Head", "Verified", "append", "newest", "verify"]
