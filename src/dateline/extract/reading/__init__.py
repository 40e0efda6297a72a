"""Reading: the trained reader's output becomes findings, with what the rules found as hints."""
