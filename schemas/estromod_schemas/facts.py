"""The fact tables: what the documents claim. Columns of meaning, in order; together they are the claim."""

from __future__ import annotations

from typing import Any

from .base import Fact
from .codes import claims as codes
from .columns import Count, Number, Text, column

AGENTS = ("drugs", "drug_classes")
UNSPECIFIED = "unspecified"


def agent(description: str = "The drug or drug class that acts.", means: str = "required", named: bool = True) -> Any:
    return column(description, to="entities", of=AGENTS, means=means, named=named)


def population() -> Any:
    return column("Of whom it is said.", to="populations", means="optional", default=UNSPECIFIED)


def protocol() -> Any:
    return column("The treatment scheme it belongs to.", to="protocols", means="optional")


def timing() -> Any:
    return column("Whether it is said of short or long use.", codes=codes.TIMING, means="optional", default=UNSPECIFIED)


def circumstance() -> Any:
    return column("The condition under which it is said; empty: none.", codes=codes.CIRCUMSTANCE, means="optional")


def comparator() -> Any:
    return column("What it is compared with; empty: nothing.", to="entities", means="optional", named=True)


def effect() -> Any:
    return column("What happens to the endpoint.", codes=codes.EFFECT, means="required")


class Effects(Fact):
    """One effect of one agent on one endpoint in one tissue, as the documents claim it."""

    agent_id: Text = agent()
    tissue_id: Text = column("Where it acts.", to="tissues", means="required", named=True)
    endpoint_id: Text = column("What is changed.", to="endpoints", means="required", named=True)
    effect: Text = effect()
    directness: Text = column("Whether it is said to act directly.", codes=codes.DIRECTNESS, means="optional", default=UNSPECIFIED)
    population_id: Text = population()
    timing: Text = timing()
    circumstance: Text = circumstance()
    comparator_id: Text = comparator()


class SideEffects(Fact):
    """One symptom, sign or disease that an agent, or too much or too little of a hormone, is said to bring or not to bring."""

    cause_id: Text = column(
        "The agent, or the hormone state, that brings it.", to="entities", of=(*AGENTS, "hormone_states"), means="required", named=True
    )
    condition_id: Text = column("What is brought.", to="conditions", means="required", named=True)
    risk: Text = column("Whether it is brought.", codes=codes.RISK, means="required")
    via_state_id: Text = column("The hormone state through which an agent brings it.", to="hormone_states", means="optional", named=True)
    population_id: Text = population()
    timing: Text = timing()
    circumstance: Text = circumstance()
    frequency: Text = column("How often it is said to happen.", codes=codes.FREQUENCY, means="optional", default=UNSPECIFIED)
    comparator_id: Text = comparator()
    cause_kind: Text = column(
        "Which vocabulary the cause is from.",
        codes={"drugs": "a drug", "drug_classes": "a drug class", "hormone_states": "a hormone state"},
        derived=True,
    )


class LabTargets(Fact):
    """One number or range that a laboratory value is given; none of them is advice."""

    analyte_id: Text = column("The laboratory value.", to="analytes", means="required", named=True)
    kind: Text = column("What the number is.", codes=codes.LAB_KIND, means="required")
    unit: Text = column("Unit of `low` and `high` as the document writes it, in UCUM.", means="required")
    low: Number = column("Low bound.", means="optional", at_least=0)
    high: Number = column("High bound.", means="optional", at_least=0)
    low_bound: Text = column("Whether the low bound belongs to the range.", codes=codes.BOUND, means="optional")
    high_bound: Text = column("Whether the high bound belongs to the range.", codes=codes.BOUND, means="optional")
    population_id: Text = population()
    protocol_id: Text = protocol()
    standing: Text = column("What standing the document gives the number.", codes=codes.LAB_STANDING, means="optional", default=UNSPECIFIED)
    low_si: Number = column("Low bound in `si_unit`, computed from the molar mass.", optional=True, derived=True)
    high_si: Number = column("High bound in `si_unit`, computed from the molar mass.", optional=True, derived=True)
    si_unit: Text = column("SI unit of `low_si` and `high_si`, in UCUM.", optional=True, derived=True)


class Mechanisms(Fact):
    """One action of an agent on an enzyme or receptor, no tissue named."""

    agent_id: Text = agent()
    target_id: Text = column("The gene whose product is acted on, or the family.", to="genes", means="required", named=True)
    action: Text = column("What the agent does to it.", codes=codes.ACTION, means="required")
    mode: Text = column("How it does so.", codes=codes.MODE, means="optional", default=UNSPECIFIED)
    reversibility: Text = column("Whether that can be undone.", codes=codes.REVERSIBILITY, means="optional", default=UNSPECIFIED)
    site: Text = column("The part of the target; empty: not said.", codes=codes.SITE, means="optional")


class Uses(Fact):
    """One purpose an agent is said to be used for, preferred for, combined for or not to be used for; not a recommendation."""

    agent_id: Text = agent()
    purpose_id: Text = column(
        "The condition or endpoint it is used for.", to="entities", of=("conditions", "endpoints"), means="required", named=True
    )
    role: Text = column("What it is used to do.", codes=codes.ROLE, means="required")
    population_id: Text = population()
    line: Text = column("What place among treatments it is given.", codes=codes.LINE, means="optional", default=UNSPECIFIED)
    combined_with_id: Text = column(
        "The agent it is used together with; empty: none.", to="entities", of=AGENTS, means="optional", named=True
    )
    protocol_id: Text = protocol()
    off_label_stated: Text = column(
        "Whether the document calls it off-label.", codes=codes.OFF_LABEL, means="optional", default="not_stated"
    )


class Regimens(Fact):
    """One dose, frequency, route or form that is stated of a drug; none of them is advice."""

    drug_id: Text = column("The drug.", to="entities", of=AGENTS, means="required", named=True)
    dose_is: Text = column("What kind of dose is stated.", codes=codes.DOSE_IS, means="required")
    dose_low: Number = column("The dose, or the lower one, in `dose_unit`.", means="optional", at_least=0)
    dose_high: Number = column("The higher dose, in `dose_unit`; equals `dose_low` for a single dose.", means="optional", at_least=0)
    dose_unit: Text = column("Unit of the dose, in UCUM.", codes=codes.DOSE_UNIT, means="optional")
    times_low: Number = column("How often, or the lower number, per `per`.", means="optional", at_least=0, unit="1")
    times_high: Number = column("How often, or the higher number, per `per`.", means="optional", at_least=0, unit="1")
    per: Text = column("The period of `times_low` and `times_high`.", codes=codes.PER, means="optional")
    route: Text = column("How it is given.", codes=codes.ROUTE, means="optional", default=UNSPECIFIED)
    form: Text = column("As what it is given.", codes=codes.FORM, means="optional", default=UNSPECIFIED)
    dose_role: Text = column("What the dose is.", codes=codes.DOSE_ROLE, means="optional", default=UNSPECIFIED)
    population_id: Text = population()
    protocol_id: Text = protocol()
    weekly_dose_low_mg: Number = column("Lowest dose times lowest frequency over a week.", optional=True, derived=True, unit="mg")
    weekly_dose_high_mg: Number = column("Highest dose times highest frequency over a week.", optional=True, derived=True, unit="mg")


class Monitoring(Fact):
    """One thing that is said to be measured, watched or adjusted by."""

    measure_id: Text = column(
        "What is measured or watched.", to="entities", of=("analytes", "endpoints", "conditions"), means="required", named=True
    )
    agent_id: Text = column("The agent under which it is watched; empty: not said.", to="entities", of=AGENTS, means="optional", named=True)
    protocol_id: Text = protocol()
    population_id: Text = population()
    purpose: Text = column("Why it is measured.", codes=codes.PURPOSE, means="optional", default=UNSPECIFIED)


class PathwayEdges(Fact):
    """One step of hormone signalling: the source acts on the target, with a sign."""

    source_id: Text = column("What acts.", to="entities", means="required", named=True)
    relation: Text = column("How it acts.", codes=codes.EDGE_RELATION, means="required")
    target_id: Text = column("What is acted on.", to="entities", means="required", named=True)
    via_id: Text = column(
        "The enzyme, hormone or process through which it acts; empty: not said.", to="entities", means="optional", named=True
    )
    site_id: Text = column("Where it happens; empty: not said.", to="tissues", means="optional", named=True)
    population_id: Text = population()
    sign: Count = column("1: more of the source, more of the target; -1: less of it; 0: no direction.", derived=True, unit="1", at_least=-1)


class HormoneRoles(Fact):
    """One thing a hormone, or a receptor, is said to do in the body."""

    hormone_id: Text = column(
        "The hormone, or the gene of the receptor.", to="entities", of=("hormones", "genes"), means="required", named=True
    )
    endpoint_id: Text = column("What it acts on.", to="endpoints", means="required", named=True)
    effect: Text = effect()
    tissue_id: Text = column("Where; empty: not said.", to="tissues", means="optional", named=True)
    population_id: Text = population()


class Expression(Fact):
    """One tissue in which a gene product is said to be present."""

    gene_id: Text = column("The gene or family.", to="genes", means="required", named=True)
    tissue_id: Text = column("The tissue.", to="tissues", means="required", named=True)
    level: Text = column("How much of it.", codes=codes.LEVEL, means="required")


class Classifications(Fact):
    """One statement of what a drug or class is: a member, an isomer, a component, a generation."""

    subject_id: Text = agent("The drug or class.")
    relation: Text = column("How the two are related.", codes=codes.CLASS_RELATION, means="required")
    object_id: Text = agent("The class or drug it is related to.")


class GeneEffects(Fact):
    """One effect that a gene, or a variant of it, is said to have on a response, a level or an enzyme."""

    gene_id: Text = column("The gene or family.", to="genes", means="required", named=True)
    endpoint_id: Text = column("What it changes.", to="endpoints", means="required", named=True)
    effect: Text = effect()
    variant: Text = column("The variant, as an rs number; empty: variation of the gene as such.", means="optional", namespace="dbsnp")
    agent_id: Text = column("The agent whose response or level it is; empty: none.", to="entities", of=AGENTS, means="optional", named=True)
    population_id: Text = population()


class Pharmacokinetics(Fact):
    """One thing that is said of a drug's stay in the body."""

    drug_id: Text = column("The drug.", to="drugs", means="required", named=True)
    property: Text = column("What is said of.", codes=codes.PK_PROPERTY, means="required")
    value: Text = column("What is said.", codes=codes.PK_VALUE, means="required")
    actor_id: Text = column(
        "The gene, tissue or process that does it; empty: none.",
        to="entities",
        of=("genes", "tissues", "endpoints"),
        means="optional",
        named=True,
    )
    comparator_id: Text = comparator()


class Findings(Fact):
    """One reported finding, share, number or difference that no other table holds."""

    subject_id: Text = column("What it is about.", to="entities", means="required", named=True)
    relation: Text = column("How subject and object are related.", codes=codes.FINDING_RELATION, means="required")
    object_id: Text = column("What it is related to.", to="entities", means="required", named=True)
    endpoint_id: Text = column("The endpoint in question; empty: none.", to="endpoints", means="optional")
    effect: Text = column("What happens to the endpoint or object; empty: not said.", codes=codes.EFFECT, means="optional")
    number: Number = column("A number, in `unit`.", means="optional", at_least=0)
    unit: Text = column("Unit of `number`, in UCUM.", means="optional")
    population_id: Text = population()
    timing: Text = timing()
    comparator_id: Text = comparator()
