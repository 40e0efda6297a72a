"""The screens. One module a screen; each is a router that renders templates."""

from fastapi import APIRouter

from dateline.web.pages import actors, exports, incident, incidents, login, report

pages = APIRouter()
for module in (login, incidents, incident, report, actors, exports):
    pages.include_router(module.router)
