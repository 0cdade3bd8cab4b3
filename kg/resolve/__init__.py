"""Who is who: mentions to entities, predicates to actions."""

from kg.resolve.registry import Registry, load_registry
from kg.resolve.resolver import Resolver

__all__ = ["Registry", "Resolver", "load_registry"]
