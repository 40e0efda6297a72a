"""Everything that the screens show, as JSON. One module a resource."""

from fastapi import APIRouter

api = APIRouter()
