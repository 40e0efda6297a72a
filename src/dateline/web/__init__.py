"""The workbench: evidence on a screen, people decide. `make_app` is its front page.

settings.py    what the operator chose: store, address, accounts, what is public
app.py         the application: middleware, routers, the store it holds
headers.py     the security headers of every answer
pages/         one module a screen: a router that renders templates
api/           the same as JSON, one module a resource
templates/     Jinja, autoescaped; no inline script or style anywhere (the content policy forbids them)
static/        our own style sheet and scripts; `vendor/` is built by tools/assets
"""

from dateline.web.app import make_app
from dateline.web.settings import WebSettings

__all__ = ["WebSettings", "make_app"]
