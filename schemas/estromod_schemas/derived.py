"""The derived tables: every claim in one shape, what claims have in common, the matrix and its views, entries and codes."""

from __future__ import annotations

from typing import Any

from . import codes
from .base import Derived
from .columns import CLAIM_ID, Count, Flag, Names, Number, Text, column

ENTITY = r"^[a-z][a-z0-9_]*$"
AGENTS = ("drugs", "drug_classes")


def count(description: str) -> Any:
    return column(description, at_least=0, unit="1")


def entity(description: str) -> Any:
    return column(description, to="entities", optional=True)


def coded(description: str, allowed: dict[str, str]) -> Any:
    return column(description, codes=allowed, optional=True)


class Claims(Derived, start=1):
    """One distinct claim of any claim table, in one shape for all; the table to load first. A claim is what articles say, not what is true."""

    claim_id: Text = column("The claim.", key=True, pattern=CLAIM_ID)
    sentence: Text = column("The claim as a sentence made from its row; it says what articles claim.")
    table_name: Text = column("Its claim table.", pattern=ENTITY)
    subject_id: Text = entity("What it is about; empty: not said.")
    predicate: Text = column("The code that says how; its meaning stands in `codes` for the claim's table.")
    object_id: Text = entity("What it is said of; empty: the claim gives numbers or a regimen.")
    endpoint_id: Text = column("The endpoint in question, as the object or beside it.", to="endpoints", optional=True)
    via_id: Text = entity("Through or together with what.")
    comparator_id: Text = entity("What it is compared with.")
    tissue_id: Text = column("Where.", to="tissues", optional=True)
    organ: Text = coded("The organ of the tissue, or of where the endpoint is measured.", codes.ORGAN)
    organ_basis: Text = coded("Where the organ comes from.", codes.ORGAN_BASIS)
    topic: Text = coded("What it is about.", codes.TOPIC)
    direction: Text = coded("Which way it goes; empty: the claim has no direction.", codes.DIRECTION)
    trend: Text = coded("The direction seen by the topic; the only thing to compare over endpoints.", codes.TREND)
    negated: Flag = column("Whether it is denied, or said not to be the main means.")
    quantifier: Text = coded("Of which members of a class; empty: of the class.", codes.QUANTIFIER)
    magnitude: Text = coded("How much.", codes.MAGNITUDE)
    population_id: Text = column("Of whom; empty: the table has no groups.", to="populations", optional=True)
    sex: Text = column("Sex of the group.", codes=codes.SEX)
    circumstance: Text = coded("The condition under which it is said.", codes.CIRCUMSTANCE)
    timing: Text = coded("Short or long use.", codes.TIMING)
    protocol_id: Text = column("The treatment scheme it belongs to.", to="protocols", optional=True)
    low: Number = column("The number, or the lower one, in `unit`.", optional=True, unit_in="unit")
    high: Number = column("The higher number, in `unit`.", optional=True, unit_in="unit")
    unit: Text = column("Unit of `low` and `high`, in UCUM.", optional=True)
    low_si: Number = column("`low` in `si_unit`, of laboratory values.", optional=True, unit_in="si_unit")
    high_si: Number = column("`high` in `si_unit`, of laboratory values.", optional=True, unit_in="si_unit")
    si_unit: Text = column("SI unit, in UCUM.", optional=True)
    number_is: Text = coded("How exactly the number is given.", codes.NUMBER_IS)
    wording: Text = column("The strongest wording among its statements.", codes=codes.WORDING)
    wording_varies: Flag = column("Whether its statements differ in wording.")
    basis: Text = column("What its best statement rests on.", codes=codes.STATEMENT_BASIS)
    document_ids: Names = column("The documents that make it.", to="documents")
    n_documents: Count = count("How many documents; all are of one website, so this is no independent support.")
    n_statements: Count = count("How many statements.")
    in_conflict: Flag = column("Whether a contradiction or a tension names it.")
    caution: Text = column("The gravest caution that names it.", codes=codes.CAUTION)
    proposition_id: Text = column(
        "What it has in common with claims that say the same of other people or circumstances.", to="propositions"
    )
    group_id: Text = column("The same with estradiol counted as estrogen.")


class Propositions(Derived):
    """One thing that is said, of whomever and in whatever circumstance: claims with the same required columns of meaning."""

    proposition_id: Text = column("The proposition, spelled out.", key=True, pattern=CLAIM_ID)
    group_id: Text = column("The same with estradiol counted as estrogen.")
    table_name: Text = column("Its claim table.", pattern=ENTITY)
    subject_id: Text = entity("What it is about.")
    predicate: Text = column("How.")
    object_id: Text = entity("What it is said of.")
    topic: Text = coded("What it is about.", codes.TOPIC)
    direction: Text = coded("Which way it goes.", codes.DIRECTION)
    trend: Text = coded("The direction seen by the topic.", codes.TREND)
    claim_ids: Names = column("Its claims.", to="claims")
    n_claims: Count = count("How many claims.")
    document_ids: Names = column("The documents that make it, made-up examples left out.", to="documents")
    n_documents: Count = count("How many documents; repetition inside one website is no independent support.")
    population_ids: Names = column("Of whom it is said.", to="populations")
    sexes: Names = column("Of which sexes.")
    mixed_sex: Flag = column("Whether it is said of men here and of women there.")
    circumstances: Names = column("Under which conditions.")
    mixed_circumstance: Flag = column("Whether it is said with and without a condition, or with several.")
    wordings: Names = column("How its claims are worded.")
    in_conflict: Flag = column("Whether a contradiction or a tension names one of its claims.")


class SubjectTopics(Derived):
    """What the documents say of one subject and one topic: a view for reading, not one claim."""

    subject_id: Text = column("The subject.", key=True, to="entities")
    topic: Text = column("The topic.", key=True, codes=codes.TOPIC)
    trends: Names = column("Which trends are stated; what has no direction is left out.", codes=codes.TREND)
    documents_agree: Text = column("Whether documents that state a trend state the same.", codes=codes.DOCUMENTS_AGREE)
    n_claims: Count = count("How many claims, made-up examples left out.")
    claim_ids: Names = column("The claims.", to="claims")
    document_ids: Names = column("The documents.", to="documents")
    n_documents: Count = count("How many documents.")


class UnitConversions(Derived):
    """One unit in which a laboratory value is given, and the factor to its SI unit; unique, so that a join multiplies no rows."""

    analyte_id: Text = column("The laboratory value.", key=True, to="analytes")
    from_unit: Text = column("The unit, in UCUM.", key=True, pattern=r"^\S+$")
    to_unit: Text = column("Its SI unit, in UCUM.")
    factor: Number = column("A value in `from_unit` times this is the value in `to_unit`.", unit="1")


class EffectMatrix(Derived, start=2):
    """One agent and one tissue, every pair: what is stated of the agent there, and apart from it what is stated of its class."""

    agent_id: Text = column("The drug or class.", key=True, to="entities", of=AGENTS)
    agent_kind: Text = column("Which of the two it is.", codes={"drugs": "a drug", "drug_classes": "a drug class"})
    tissue_id: Text = column("The tissue.", key=True, to="tissues")
    action: Text = column("Action on the estrogen receptor there, only from what is stated of this very agent.", codes=codes.MATRIX_ACTION)
    lead: Text = column("What is claimed first of the agent there, in words; empty: nothing is stated.", optional=True)
    summary: Text = column("The first four things claimed there, and how many more.", optional=True)
    class_id: Text = column("The nearest class of the agent that speaks of the tissue; empty: none.", to="drug_classes", optional=True)
    class_action: Text = column("That class's own action; never a statement about the drug.", codes=codes.MATRIX_ACTION, optional=True)
    cell_basis: Text = column("Of whom what stands in the cell is stated.", codes=codes.BASIS)
    effects: Names = column("The agent's effects there, as `endpoint:effect`.")
    class_effects: Names = column("That class's effects there, as `endpoint:effect`.")
    population_ids: Names = column("Of whom the effects are said.", to="populations")
    agreement: Text = column("Whether the statements agree; the first that holds.", codes=codes.AGREEMENT)
    wording: Text = column("The strongest wording; empty: nothing is stated.", codes=codes.WORDING, optional=True)
    in_conflict: Flag = column("Whether a contradiction or a tension names one of the claims.")
    caution: Text = column("The gravest caution on the claims.", codes=codes.CAUTION)
    n_statements: Count = count("Statements behind the cell.")
    n_documents: Count = count("Documents behind the cell.")
    claim_ids: Names = column("The claims behind the cell; in a `class_only` cell the class's.", to="claims")


class MatrixViews(Derived):
    """One agent and one organ, or one agent and one topic, where something is claimed of the agent itself."""

    view: Text = column("Whether the cell is of an organ or of a topic.", key=True, codes=codes.MATRIX_VIEW)
    agent_id: Text = column("The drug or class.", key=True, to="entities", of=AGENTS)
    place: Text = column("The organ or topic.", key=True, pattern=ENTITY)
    action: Text = column("Action on the estrogen receptor there, only from what is stated of this very agent.", codes=codes.MATRIX_ACTION)
    lead: Text = column("What is claimed first.")
    summary: Text = column("The first four things claimed, and how many more.")
    wording: Text = column("The strongest wording.", codes=codes.WORDING)
    in_conflict: Flag = column("Whether a contradiction or a tension names one of the claims.")
    caution: Text = column("The gravest caution on the claims.", codes=codes.CAUTION)
    n_statements: Count = count("Statements behind the cell.")
    n_documents: Count = count("Documents behind the cell.")
    claim_ids: Names = column("The claims behind the cell.", to="claims")


class Entities(Derived):
    """Every entry of every vocabulary."""

    entity_id: Text = column("The entry.", key=True)
    table_name: Text = column("Its vocabulary.")
    name: Text = column("Its name.")


class Codes(Derived):
    """Every code of every coded column, with its meaning."""

    table_name: Text = column("The table.", key=True, pattern=ENTITY)
    column_name: Text = column("The column.", key=True, pattern=ENTITY)
    code: Text = column("The code.", key=True, pattern=ENTITY)
    meaning: Text = column("What it means.")
