"""The arithmetic of one lesson each; a file bears the name of its lesson."""
