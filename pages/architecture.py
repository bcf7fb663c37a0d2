"""Architecture: the eight layers, where parameters and work are, 224 or 227, and a workbench."""

from app.lessons import architecture
from app.widgets.parts import parts

parts("arch_part", architecture.PARTS, "architecture.part_")
