"""What the system says of itself, read from its own record, rules and settings, for papers that people finish."""

from __future__ import annotations

import datetime as dt
from importlib.metadata import version

import sqlalchemy as sa

from api.reports.about import About, Held
from api.reports.data_protection import data_protection
from api.reports.equality import equality
from api.reports.paper import Paper
from api.reports.transparency import transparency
from api.settings import Settings
from api.shapes.fairness import Fairness
from matching.fairness import fairness
from matching.rules.catalogue import every_rule
from matching.weights import published_weights, read_weights
from placements.audit_chain import Event
from placements.models import Base
from placements.permissions import Permission, Viewer
from placements.repository.records import Records, records_for
from placements.repository.reference import installation_setting, responsible_authority
from placements.unit_of_work import UnitOfWork


def data_protection_paper(engine: sa.Engine, viewer: Viewer, settings: Settings) -> Paper:
    """The data protection impact assessment in draft. Raises NotPermitted, Refused."""
    return data_protection(_about(engine, viewer, settings, "data protection impact assessment"))


def transparency_paper(engine: sa.Engine, viewer: Viewer, settings: Settings) -> Paper:
    """The algorithmic transparency record in draft. Raises NotPermitted, Refused."""
    return transparency(_about(engine, viewer, settings, "transparency record"))


def equality_paper(engine: sa.Engine, viewer: Viewer, settings: Settings) -> Paper:
    """The equality assessment in draft, with the fairness audit. Raises NotPermitted, Refused."""
    about = _about(engine, viewer, settings, "equality assessment")
    with records_for(engine, viewer) as records:
        audit = Fairness.model_validate(fairness(records).as_json())
    return equality(about, audit)


def _about(engine: sa.Engine, viewer: Viewer, settings: Settings, paper: str) -> About:
    with UnitOfWork(engine, viewer, Permission.SEE_AUDIT) as work:
        records = Records(work.session, viewer)
        about = About(
            council=responsible_authority(records).name,
            demonstration=installation_setting(records, "demonstration") == "yes",
            on=dt.datetime.now(dt.UTC).date(),
            version=version("homeward"),
            held=tuple(_held(work)),
            rules=every_rule(),
            weights=published_weights() if settings.weights is None else read_weights(settings.weights),
            idle_minutes=settings.idle_minutes,
            absolute_hours=settings.absolute_hours,
        )
        work.record(Event.PAPER_READ, paper)
        work.commit()
    return about


def _held(work: UnitOfWork) -> list[Held]:
    """Every table of the record with the first sentence of what it says of itself, and its rows."""
    held = []
    for mapper in Base.registry.mappers:
        name = mapper.class_.__tablename__
        what = (mapper.class_.__doc__ or "").strip().splitlines()[0].replace("`", "")
        rows = work.session.scalar(sa.select(sa.func.count()).select_from(mapper.class_)) or 0
        held.append(Held(name.replace("_", " "), what, rows))
    return held
