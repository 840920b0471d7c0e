"""The claim tables about the body, about what things are, and about what makes a difference."""

from __future__ import annotations

from . import codes
from .base import Claim
from .claims import (
    WHO,
    about,
    agent,
    circumstance,
    comparator,
    comparison,
    effect,
    emphasis,
    frequency,
    magnitude,
    number_is,
    population,
    predicate,
    quantifier,
    subject_is,
    thing,
    timing,
)
from .columns import Count, Number, Text, column


class PathwayEdges(
    Claim,
    sentence="{source_id} {verb:relation:target_id}[ {emphasis}][ by way of {via_id}][ in {site_id}][ in {population_id}][, {circumstance}]",
):
    """One step of hormone signalling: the source acts on the target, with a sign."""

    source_id: Text = thing("What acts.", "subject")
    relation: Text = predicate("How it acts.", codes.EDGE_RELATION)
    target_id: Text = thing("What is acted on.", "object")
    emphasis: Text = emphasis()
    via_id: Text = thing("The enzyme, hormone or process through which it acts; empty: not said.", "via")
    site_id: Text = thing("Where it happens; empty: not said.", to="tissues")
    population_id: Text = population()
    circumstance: Text = circumstance()
    sign: Count = column("1: more of the source, more of the target; -1: less of it; 0: no direction.", derived=True, unit="1", at_least=-1)


class Physiology(Claim, sentence="{subject_id} {related}[ {emphasis}][ in {tissue_id}]" + WHO):
    """One thing that is said of the body itself: what a hormone, receptor, state, habit or condition does to, or goes with."""

    subject_id: Text = thing("The hormone, receptor, state, process, factor or condition.", "subject")
    relation: Text = predicate("How subject and object are related.", codes.PHYSIOLOGY_RELATION)
    object_id: Text = thing("What it is related to.", "object")
    effect: Text = effect("What happens to the object; empty: not said.", "")
    subject_is: Text = subject_is()
    quantifier: Text = quantifier()
    magnitude: Text = magnitude()
    frequency: Text = frequency()
    emphasis: Text = emphasis()
    tissue_id: Text = thing("Where; empty: not said.", to="tissues")
    population_id: Text = population()
    circumstance: Text = circumstance()


class Expression(Claim, sentence="{gene_id} {verb:level:tissue_id}[, {comparison} {comparator_id}]"):
    """One tissue in which a gene product is said to be present."""

    gene_id: Text = thing("The gene or family.", "subject", to="genes")
    tissue_id: Text = thing("The tissue.", "object", to="tissues")
    level: Text = predicate("How much of it.", codes.LEVEL)
    comparison: Text = comparison()
    comparator_id: Text = comparator()


class Classifications(Claim, topic="kinds_of_drug", sentence="{subject_id} {verb:relation:object_id}[ in {population_id}]"):
    """One statement of what a thing is: a member, a kind, an isomer, a component, a product."""

    subject_id: Text = thing("The thing.", "subject")
    relation: Text = predicate("How the two are related.", codes.CLASS_RELATION)
    object_id: Text = thing("What it is related to.", "object")
    emphasis: Text = emphasis()
    population_id: Text = population()


class GeneEffects(Claim, sentence="{variation} {verb:effect:endpoint_id}[ in {population_id}][, {circumstance}]"):
    """One effect that a gene, or a variant of it, is said to have on a response, a level or an enzyme."""

    gene_id: Text = thing("The gene or family.", "subject", to="genes")
    endpoint_id: Text = thing("What it changes.", "object", to="endpoints")
    effect: Text = effect()
    variant: Text = column(
        "The variant, as an rs number; empty: variation of the gene as such.", means="optional", namespace="dbsnp", keyed=True
    )
    magnitude: Text = magnitude()
    agent_id: Text = agent("The agent whose response or level it is; empty: none.", "", keyed=True)
    population_id: Text = population()
    circumstance: Text = circumstance()


class Moderators(Claim, sentence="{endpoint_of} {verb:relation:moderator_id}{way}{other_people}[, {circumstance}]"):
    """One thing that is said to decide how an agent, a process or a level turns out, or from whom to whom it differs."""

    subject_id: Text = thing("The agent, process or level that turns out differently.", "subject")
    relation: Text = predicate("How it hangs together.", codes.MODERATOR_RELATION)
    moderator_id: Text = thing("What decides it, or between whom it differs.", "object")
    endpoint_id: Text = about("What about the subject; empty: not said.")
    effect: Text = effect("Which way; empty: not said.", "")
    moderator_is: Text = subject_is("moderator")
    quantifier: Text = quantifier()
    magnitude: Text = magnitude()
    population_id: Text = population()
    circumstance: Text = circumstance()


class Comparisons(Claim, sentence="{subject_id} {verb:relation:object_id}[ in {endpoint_id}][ in {population_id}][, {circumstance}]"):
    """Two agents, or two groups, set side by side."""

    subject_id: Text = thing("The one.", "subject")
    relation: Text = predicate("How it stands to the other.", codes.COMPARISON_RELATION)
    object_id: Text = thing("The other; where the relation holds both ways, the later in the alphabet.", "object")
    endpoint_id: Text = about("In what; empty: not said.")
    population_id: Text = population()
    circumstance: Text = circumstance()


class Findings(Claim, sentence="a study reports that {subject_id} {related}[, {number}]" + WHO):
    """One result that is reported of a study, with its number where one is given."""

    subject_id: Text = thing("What it is about.", "subject")
    relation: Text = predicate("How subject and object are related.", codes.FINDING_RELATION)
    object_id: Text = thing("What it is related to.", "object")
    effect: Text = effect("What happens to the object; empty: not said.", "")
    number: Number = column("A number, in `unit`.", means="optional", at_least=0, unit_in="unit")
    unit: Text = column("Unit of `number`, in UCUM.", means="optional")
    number_is: Text = number_is()
    number_of: Text = column("What the number counts; empty: there is none.", codes=codes.NUMBER_OF, means="optional")
    population_id: Text = population()
    timing: Text = timing()
