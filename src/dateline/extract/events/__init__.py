"""Events by rules: mentions are found, joined, given roles, status and setting, and parted where they are several."""
