"""The codes of things."""

from __future__ import annotations

TISSUE_KIND = {
    "organ": "organ",
    "tissue": "tissue",
    "region": "part of an organ",
    "cell_type": "cell type",
    "system": "organ system or axis",
    "fluid": "body fluid",
    "whole_body": "the body as a whole",
}
HORMONE_KIND = {
    "steroid": "steroid hormone",
    "peptide": "peptide or protein hormone",
    "metabolite": "product of hormone metabolism",
}
AMOUNT = {"high": "too much", "low": "too little", "imbalanced": "out of balance, which way is not said"}
GENE_KIND = {
    "enzyme": "enzyme",
    "receptor": "receptor",
    "transporter": "transporter",
    "family": "family of genes or proteins",
    "coregulator": "protein that a receptor recruits",
}
ENDPOINT_KIND = {
    "receptor_activity": "activity of a receptor",
    "hormone_level": "level or ratio of hormones",
    "biomarker": "measured marker",
    "process": "biological process",
    "clinical_outcome": "outcome, risk or response",
    "experience": "felt or seen by the person",
    "factor": "an influence that is no medicine: age, way of life, inheritance",
}
CONDITION_KIND = {"symptom": "felt by the person", "sign": "seen or measured", "disease": "disease or disorder"}
SEX = {"female": "female", "male": "male", "any": "any, or not said"}
PROTOCOL_STANDING = {"described": "described as practice", "illustrative": "called hypothetical or made up as an example"}

NOUN_NUMBER = {"singular": "one", "plural": "several"}
TOPIC = {
    "estrogen_receptor": "estrogen receptors and their signalling",
    "estrogen": "estrogen: how much, and what too much or too little brings",
    "bone": "bone",
    "hpg_axis": "hypothalamus, pituitary, gonadotropins and their feedback",
    "drug_response": "how an agent works and is borne",
    "testosterone": "testosterone and other androgens",
    "aromatase": "aromatase and the conversion to estrogen",
    "drug_handling": "what the body does with a drug",
    "metabolism_and_weight": "metabolism, weight, liver",
    "hormonal_balance": "the balance of hormones",
    "fertility": "fertility and semen",
    "mood": "mood and emotion",
    "breast": "breast and breast cancer",
    "lipids": "blood lipids",
    "cognition": "memory and thinking",
    "heart_and_vessels": "heart and vessels",
    "estrogen_breakdown": "how estrogen is broken down and removed",
    "nervous_system": "nerve cells and messengers",
    "energy_and_well_being": "energy, sleep, well-being, life span",
    "sexual_function": "sexual function",
    "inflammation": "inflammation",
    "cells": "cells in general",
    "joints_and_muscle": "joints, connective tissue, muscle",
    "uterus": "uterus",
    "personal_factors": "age, way of life, inheritance",
    "dosing": "doses and schedules",
    "kinds_of_drug": "what a drug or a hormone is",
}
ORGAN = {
    "adipose_tissue": "fat tissue",
    "adrenal_gland": "adrenal glands",
    "blood": "blood",
    "bone": "bone, with its cells",
    "brain": "brain and nerves, without hypothalamus and pituitary",
    "breast": "breast",
    "colon": "colon",
    "heart_and_vessels": "heart and vessels",
    "hypothalamus_pituitary": "hypothalamus, pituitary, the axis as a whole",
    "joints_and_muscle": "joints, connective tissue, muscle",
    "liver": "liver",
    "ovary": "ovary",
    "prostate": "prostate",
    "reproductive_system": "gonads and reproductive organs, not told apart",
    "testis": "testis, with its cells and semen",
    "uterus": "uterus",
    "whole_body": "no place is said, or the body as a whole",
}
