"""The map: which blueprints and which scheduled functions Préau is made of."""

from chalice.app import Chalice

from functions.jobs import schedules
from functions.web import audiences

app = Chalice(app_name="preau")
app.api.binary_types.append("application/pdf")

for routes in audiences.ALL:
    app.register_blueprint(routes.blueprint)
for blueprint in schedules.ALL:
    app.register_blueprint(blueprint)
