"""Everything that the screens show, as JSON. One module a resource."""

from fastapi import APIRouter

from dateline.web.api import actors, exports, incidents, reports

api = APIRouter()
for module in (incidents, reports, actors, exports):
    api.include_router(module.router)
