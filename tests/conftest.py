"""Shared by all tests; its folder is where they find `archive`."""
