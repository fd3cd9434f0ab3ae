"""The loyalty service: a point a euro for orders that were brought and paid."""

from pathlib import Path

from handlers import handlers
from kit.service import Definition, run_service
from routes import create_routes

definition = Definition(
    name="loyalty",
    description="Points for orders that were brought and paid.",
    port=4007,
    tables=Path(__file__).parent / "tables",
    produces=("loyalty.points_earned",),
    handlers=handlers,
    routes=create_routes,
)

if __name__ == "__main__":
    run_service(definition)
