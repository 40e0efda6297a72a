"""Import single modules of the package without its front pages, which load the lexicons and the gazetteer.

Training needs the records, the gold reader, the parser and the reader only; importing this module first lets it have
them in an environment that holds nothing else.
"""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "src"


def _bare(name: str) -> None:
    folder = SOURCE.joinpath(*name.split("."))
    spec = spec_from_file_location(name, folder / "__init__.py", submodule_search_locations=[str(folder)])
    assert spec is not None
    module = module_from_spec(spec)  # made, not run
    sys.modules.setdefault(name, module)


for _name in ("dateline", "dateline.extract", "dateline.knowledge", "dateline.score"):
    _bare(_name)
