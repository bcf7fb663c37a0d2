"""Architecture: the eight layers, where parameters and work are, 224 or 227, and a workbench."""

from app import architecture, navigation, networks, photo
from app.parts import parts
from app.text import opening, reading

opening("architecture")
parts("arch_part", architecture.PARTS, "architecture.part_", photo.current(), networks.current())
reading("architecture")
navigation.onward("architecture")
