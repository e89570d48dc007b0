"""Relief points (支援ポイント): one officer writes the disaster and asks, another confirms and signs."""

from app.surfaces.console.relief import deciding, joining, showing, writing

__all__ = ["deciding", "joining", "showing", "writing"]
