"""Architecture: the eight layers, where parameters and work are, 224 or 227, and a workbench."""

from app.frame import navigation, networks, photo
from app.frame.text import opening, reading
from app.lessons import architecture
from app.widgets.parts import parts

opening("architecture")
parts("arch_part", architecture.PARTS, "architecture.part_", photo.current(), networks.current())
reading("architecture")
navigation.onward("architecture")
