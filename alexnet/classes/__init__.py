"""The classes: their names in every language, the tree above them, who is taken for whom."""
