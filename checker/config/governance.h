/* SPDX-License-Identifier: MIT */
/*
 * The keys of lintel.yaml about registers, pillars, gates, history and what is
 * kept of results.  Part of struct config.
 */
#ifndef LINTEL_CONFIG_GOVERNANCE_H
#define LINTEL_CONFIG_GOVERNANCE_H

#include "config/severity.h"
#include "config/table.h"

/* The self-assessment. */
struct config_pillars {
	/* A pack of the program, or a file of the repository; empty = there is none. */
	struct text pack;
	/* What the team answered; a path. */
	struct text answers;
	/* Results so far, one JSON object a line; `lintel assess --record` appends. */
	struct text results;
	/* A duration: an answer older than this is asked again. */
	struct text max_answer_age;
	/* Of config_exemption. */
	struct records exempt;
	struct place place;
};

/* A pillar's item that is not asked until a day. */
struct config_exemption {
	struct text item;
	struct text reason;
	struct text owner;
	struct text expires;
};

/* What is kept of each run. */
struct config_report {
	/* One JSON object a line: verdicts of gates, and what they cost. */
	struct text trend;
};

enum config_unknown {
	UNKNOWN_WARN,
	UNKNOWN_FAIL,
	UNKNOWN_PASS,
};

/* Something that must hold for a gate to pass. */
struct config_gate_condition {
	struct text id;
	/* A condition that must be true. */
	struct text holds;
	/* An enum config_unknown; the gate's where it is not set. */
	struct choice on_unknown;
	struct text reason;
	struct text adr;
	struct text action;
};

/* How a gate takes the error budgets of service levels. */
struct config_budget {
	/* Service levels by id; not set = all. */
	struct text_list of;
	/* Below this much of the budget: caution, low; in per cent. */
	struct text caution;
	struct text low;
	/* Classes of change that pass when the budget is low, and when it is exhausted. */
	struct text_list when_low;
	struct text_list when_exhausted;
	/* Classes that always pass. */
	struct text_list always;
	bool is_ignored;
};

/* How much hangs on something; the words of data items. */
enum config_criticality {
	CRITICALITY_LOW,
	CRITICALITY_MEDIUM,
	CRITICALITY_HIGH,
	CRITICALITIES,
};

/* How bad it is when it fails; the words of incidents. */
enum config_impact {
	IMPACT_MINOR,
	IMPACT_MAJOR,
	IMPACT_SEVERE,
	IMPACTS,
};

enum config_rank {
	RANK_LOW,
	RANK_ELEVATED,
	RANK_HIGH,
	RANKS,
};

extern const char *const criticality_words[];
extern const char *const impact_words[];
extern const char *const rank_words[];

/* One row of the matrix: an enum config_rank for each impact. */
struct config_ranks {
	struct choice by_impact[IMPACTS];
};

struct config_matrix {
	struct config_ranks by_criticality[CRITICALITIES];
};

/* What is to be protected. */
struct config_protected {
	/* Selectors of modules. */
	struct text_list of;
	/* An enum config_criticality. */
	struct choice criticality;
	/* An enum config_impact; not set = as bad as its incidents were. */
	struct choice impact;
	struct text reason;
	struct text adr;
};

/* Roles by enum config_rank: what a change of that rank needs. */
struct config_rank_roles {
	struct text_list by_rank[RANKS];
};

struct config_risk {
	/* Of config_protected. */
	struct records protect;
	struct config_matrix matrix;
	struct config_rank_roles approvals;
	/* Classes of change that need no approval. */
	struct text_list without_approval;
	/* Further classes of change. */
	struct text_list classes;
	/* A duration: how far back incidents count; and how many make it worse by one. */
	struct text window;
	struct number repeats;
};

enum config_lead {
	LEAD_COMMITTED,
	LEAD_WRITTEN,
};

/* A service out of several that one repository holds. */
struct config_service {
	struct text name;
	/* What it is made of; globs.  Without any, every commit is a change of it. */
	struct text_list paths;
	/* Patterns of the tags of its releases. */
	struct text_list tags;
};

/* What was put into service, and when. */
struct config_deployments {
	/* Files of the log; .csv, or one JSON object a line. */
	struct text_list log;
	/* Patterns of tags of releases; `{service}` in one names the service. */
	struct text_list tags;
	/* Patterns of tags that are none. */
	struct text_list exclude;
	struct text branch;
	/* Of config_service. */
	struct records services;
	/* Durations. */
	struct text dedupe;
	struct text hotfix_within;
	struct text window;
	/* Deployments without which nothing is said. */
	struct number least;
	/* An enum config_lead: from when on a change waits. */
	struct choice lead;
};

/* Who is behind the name of an owner. */
struct config_team {
	struct text name;
	/* Patterns of mail addresses. */
	struct text_list people;
};

/* The most files that a commit may be said to change and still count. */
#define HISTORY_MOST_SET 1000

/* How the history of the repository is read. */
struct config_history {
	/* A duration. */
	struct text window;
	/* Files of a commit above which it says nothing about what belongs together. */
	struct number max_set;
	struct text_list ignore_revisions;
	/* A path, and an enum owner_syntax of facts/owner_patterns.h. */
	struct text codeowners;
	struct choice codeowners_syntax;
	/* Of config_team. */
	struct records teams;
	/* Patterns of mail addresses. */
	struct text_list bots;
};

enum config_better {
	BETTER_LESS,
	BETTER_MORE,
};

/* A metric that is compared before and after. */
struct config_measure {
	struct text metric;
	/* An enum config_better. */
	struct choice better;
	struct text title;
};

struct config_outcomes {
	/* Of config_measure. */
	struct records measures;
	/* Samples or incidents on each side without which nothing is said. */
	struct number least;
};

enum config_approvals {
	APPROVALS_NONE,
	APPROVALS_REQUIRED,
};

struct config_gate {
	struct text name;
	/* change, clock, data */
	struct text_list classes;
	/* The least that fails it: an enum severity, error or warning. */
	struct choice severity;
	/* Words of cadence_words: which rules it judges. */
	struct text_list cadence;
	/* Of config_gate_condition. */
	struct records conditions;
	/* An enum config_unknown, config_approvals. */
	struct choice on_unknown;
	struct choice approvals;
	struct config_budget budget;
	/* Of a change that does not say. */
	struct text change_class;
};

#endif
