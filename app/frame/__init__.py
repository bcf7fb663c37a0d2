"""What every page has: language, photo, network, navigation, address, tour."""
