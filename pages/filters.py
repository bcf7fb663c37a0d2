"""First-layer filters: all kernels of conv1, and what one of them finds in the photo."""

from app.frame.guard import fragment
from app.lessons import filters

fragment(filters.explore)()
