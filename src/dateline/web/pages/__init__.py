"""The screens. One module a screen; each is a router that renders templates."""

from fastapi import APIRouter

from dateline.web.pages import incident, incidents, login, report

pages = APIRouter()
pages.include_router(login.router)
pages.include_router(incidents.router)
pages.include_router(incident.router)
pages.include_router(report.router)
