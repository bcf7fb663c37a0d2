"""Train: AlexNet learns while the class watches."""

from app.frame.guard import fragment
from app.lessons import train
from app.server import trainings

fragment(train.desk, run_every=train.TICK if trainings.active() else None)()
if not trainings.active():
    fragment(train.lookout, run_every=train.LOOKOUT)()
