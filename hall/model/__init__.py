"""The nouns of a fair as frozen values. Standard library only, no input or output."""
