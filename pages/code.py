"""The code: AlexNet in PyTorch, line by line, each beside what it does; run as it stands."""

from app.frame.guard import fragment
from app.lessons import code

fragment(code.explore)()
