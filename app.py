"""The map: which blueprints and which scheduled functions Préau is made of."""

from functions.web.portal import Portal

app = Portal("preau")
app.api.binary_types.append("application/pdf")

if not app.audiences:
    # Deployed, the API imports an audience with the first request for it, and no job at all: functions/web/portal.py.
    from functions.jobs import schedules
    from functions.web import audiences

    for routes in audiences.ALL:
        app.register_blueprint(routes.blueprint)
    for blueprint in schedules.ALL:
        app.register_blueprint(blueprint)
