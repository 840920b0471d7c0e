"""The claim tables about drugs and drug classes. Columns of meaning, in order; together they are the claim."""

from __future__ import annotations

from . import codes
from .base import Claim
from .claims import (
    AGENTS,
    UNSPECIFIED,
    WHO,
    agent,
    circumstance,
    comparator,
    comparison,
    effect,
    emphasis,
    frequency,
    magnitude,
    population,
    predicate,
    protocol,
    quantifier,
    thing,
    timing,
)
from .columns import Number, Text, column


class Effects(
    Claim,
    sentence="{agent_id} {verb:effect:endpoint_id}{place}[ {directness}][, {emphasis} this agent][, {comparison} {comparator_id}]" + WHO,
):
    """One effect of one agent on one endpoint in one tissue, as the documents claim it."""

    agent_id: Text = agent()
    tissue_id: Text = column("Where it acts.", to="tissues", means="required", named=True)
    endpoint_id: Text = thing("What is changed.", "object", to="endpoints")
    effect: Text = effect()
    quantifier: Text = quantifier()
    magnitude: Text = magnitude()
    emphasis: Text = emphasis()
    frequency: Text = frequency()
    directness: Text = column("Whether it is said to act directly.", codes=codes.DIRECTNESS, means="optional", default=UNSPECIFIED)
    population_id: Text = population()
    timing: Text = timing()
    circumstance: Text = circumstance()
    comparison: Text = comparison()
    comparator_id: Text = comparator()


class SideEffects(
    Claim, start=6, sentence="{cause_id} {brings:condition_id}[ through {via_state_id}][ compared with {comparator_id}]" + WHO
):
    """One symptom, sign or disease that an agent, or too much or too little of a hormone, is said to bring or not to bring."""

    cause_id: Text = thing("The agent, or the hormone state, that brings it.", "subject", of=(*AGENTS, "hormone_states"))
    condition_id: Text = thing("What is brought.", "object", to="conditions")
    risk: Text = predicate("Whether it is brought.", codes.RISK)
    magnitude: Text = magnitude()
    via_state_id: Text = thing("The hormone state through which an agent brings it.", "via", to="hormone_states")
    population_id: Text = population()
    timing: Text = timing()
    circumstance: Text = circumstance()
    frequency: Text = frequency()
    comparator_id: Text = comparator(keyed=True)
    cause_kind: Text = column(
        "Which vocabulary the cause is from.",
        codes={"drugs": "a drug", "drug_classes": "a drug class", "hormone_states": "a hormone state"},
        derived=True,
    )


class LabTargets(Claim, start=5, sentence="{number_for:analyte_id}[ in {population_id}]"):
    """One number or range that a laboratory value is given; none of them is advice."""

    analyte_id: Text = thing("The laboratory value.", "subject", to="analytes")
    kind: Text = predicate("What the number is.", codes.LAB_KIND)
    unit: Text = column("Unit of `low` and `high` as the document writes it, in UCUM.", means="required")
    low: Number = column("Low bound.", means="optional", at_least=0, keyed=True, unit_in="unit")
    high: Number = column("High bound.", means="optional", at_least=0, keyed=True, unit_in="unit")
    low_bound: Text = column("Whether the low bound belongs to the range.", codes=codes.BOUND, means="optional")
    high_bound: Text = column("Whether the high bound belongs to the range.", codes=codes.BOUND, means="optional")
    population_id: Text = population()
    protocol_id: Text = protocol()
    standing: Text = column("What standing the document gives the number.", codes=codes.LAB_STANDING, means="optional", default=UNSPECIFIED)
    low_si: Number = column("Low bound in `si_unit`, computed from the molar mass.", optional=True, derived=True, unit_in="si_unit")
    high_si: Number = column("High bound in `si_unit`, computed from the molar mass.", optional=True, derived=True, unit_in="si_unit")
    si_unit: Text = column("SI unit of `low_si` and `high_si`, in UCUM.", optional=True, derived=True)


class Mechanisms(Claim, sentence="{agent_id} {verb:action:target_id}{manner}[ {site}][, {circumstance}]"):
    """One action of an agent on an enzyme or receptor, no tissue named."""

    agent_id: Text = agent()
    target_id: Text = thing("The gene whose product is acted on, or the family.", "object", to="genes")
    action: Text = predicate("What the agent does to it.", codes.ACTION)
    magnitude: Text = magnitude()
    mode: Text = column("How it does so.", codes=codes.MODE, means="optional", default=UNSPECIFIED)
    reversibility: Text = column("Whether that can be undone.", codes=codes.REVERSIBILITY, means="optional", default=UNSPECIFIED)
    site: Text = column("The part of the target; empty: not said.", codes=codes.SITE, means="optional")
    circumstance: Text = circumstance()


class Uses(
    Claim,
    by_sex=True,
    sentence="{agent_id} {used}[ in {population_id}][ together with {combined_with_id}][, {off_label_stated}][, {circumstance}]",
):
    """One purpose an agent is said to be used for, preferred for, combined for or not to be used for; not a recommendation."""

    agent_id: Text = agent()
    purpose_id: Text = thing("The condition or endpoint it is used for.", "object", of=("conditions", "endpoints"))
    role: Text = predicate("What it is used to do.", codes.ROLE)
    magnitude: Text = magnitude()
    population_id: Text = population()
    circumstance: Text = circumstance()
    line: Text = column(
        "What place among treatments it is given.", codes=codes.LINE, means="optional", default=UNSPECIFIED, keyed=("not_primary",)
    )
    combined_with_id: Text = agent("The agent it is used together with; empty: none.", "via")
    protocol_id: Text = protocol()
    off_label_stated: Text = column(
        "Whether the document calls it off-label.", codes=codes.OFF_LABEL, means="optional", default="not_stated"
    )


class Regimens(Claim, topic="dosing", sentence="{dose}"):
    """One dose, frequency, route or form that is stated of a drug; none of them is advice."""

    drug_id: Text = agent("The drug.")
    dose_is: Text = predicate("What kind of dose is stated.", codes.DOSE_IS)
    dose_low: Number = column("The dose, or the lower one, in `dose_unit`.", means="optional", at_least=0, keyed=True, unit_in="dose_unit")
    dose_high: Number = column(
        "The higher dose, in `dose_unit`; equals `dose_low` for a single dose.",
        means="optional",
        at_least=0,
        keyed=True,
        unit_in="dose_unit",
    )
    dose_unit: Text = column("Unit of the dose, in UCUM.", codes=codes.DOSE_UNIT, means="optional", keyed=True)
    dose_level: Text = column("How high the dose is called; empty: not said.", codes=codes.DOSE_LEVEL, means="optional")
    schedule: Text = column("How it is spread over time; empty: not said.", codes=codes.SCHEDULE, means="optional")
    times_low: Number = column(
        "How often, or the lower number, per `per`.", means="optional", at_least=0, keyed=True, unit="1", unit_in="per"
    )
    times_high: Number = column(
        "How often, or the higher number, per `per`.", means="optional", at_least=0, keyed=True, unit="1", unit_in="per"
    )
    per: Text = column("The period of `times_low` and `times_high`.", codes=codes.PER, means="optional", keyed=True)
    route: Text = column("How it is given.", codes=codes.ROUTE, means="optional", default=UNSPECIFIED)
    form: Text = column("As what it is given.", codes=codes.FORM, means="optional", default=UNSPECIFIED)
    dose_role: Text = column("What the dose is.", codes=codes.DOSE_ROLE, means="optional", default=UNSPECIFIED)
    population_id: Text = population()
    protocol_id: Text = protocol()


class Monitoring(Claim, sentence="{watched:measure_id}[ under {agent_id}][ in {population_id}][ {purpose}]"):
    """One thing that is said to be measured, watched or adjusted by."""

    measure_id: Text = thing("What is measured or watched.", "object", of=("analytes", "endpoints", "conditions"))
    agent_id: Text = column(
        "The agent under which it is watched; empty: not said.",
        to="entities",
        of=AGENTS,
        means="optional",
        named=True,
        role="subject",
        keyed=True,
    )
    protocol_id: Text = protocol()
    population_id: Text = population()
    purpose: Text = column("Why it is measured.", codes=codes.PURPOSE, means="optional", default=UNSPECIFIED, role="predicate", keyed=True)


class Pharmacokinetics(Claim, topic="drug_handling", sentence="{kinetics}[ {emphasis}]"):
    """One thing that is said of a drug's stay in the body."""

    drug_id: Text = thing("The drug.", "subject", to="drugs")
    property: Text = predicate("What is said of.", codes.PK_PROPERTY)
    value: Text = column("What is said.", codes=codes.PK_VALUE, means="required")
    emphasis: Text = emphasis()
    actor_id: Text = thing(
        "The gene, tissue or process that does it; empty: none.", "via", of=("genes", "tissues", "endpoints"), keyed=True
    )
    comparator_id: Text = comparator(keyed=True)


class ResearchStatus(Claim, sentence="{agent_id} {verb:status:endpoint_id}[ in {population_id}]"):
    """One effect that is said to be, or to have been, under study."""

    agent_id: Text = agent("The drug or drug class that is studied.")
    endpoint_id: Text = thing("What it is studied for.", "object", to="endpoints")
    status: Text = predicate("Whether study goes on.", codes.RESEARCH_STATUS)
    population_id: Text = population()
