"""Relations: what the report says of armed groups and their people."""
