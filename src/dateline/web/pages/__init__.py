"""The screens. One module a screen; each is a router that renders templates."""

from fastapi import APIRouter

from dateline.web.pages import actors, exports, incident, incidents, login, public, report, review, searches, sources

pages = APIRouter()
for module in (login, incidents, incident, report, actors, exports, sources, searches, public, review):
    pages.include_router(module.router)
