/* SPDX-License-Identifier: MIT */
/*
 * The self-assessment in a run: pack, answers and earlier results are read
 * before anything is gathered; the rest is scored after triggers and before
 * gates.
 *
 *	run_govern() reads -> run_judge() assesses, adds findings and values
 *	               \-> run_assess() does so as far as the pack needs it
 */
#ifndef LINTEL_ENGINE_ASSESSING_H
#define LINTEL_ENGINE_ASSESSING_H

#include "pillars/assessment.h"
#include "pillars/exemption.h"
#include "pillars/results.h"

struct err;
struct run;

struct assessing {
	struct pack pack;
	/* Where answers are, and results; relative to the root. */
	struct str answers_path;
	struct str results_path;
	/* Named on the command line: it is read only, and may lie outside. */
	bool is_answers_given;
	bool has_answers_file;
	struct answers answers;
	struct hash answers_hash;
	struct results results;
	struct exemptions exemptions;
	struct assessment_conditions conditions;
	struct assessment_input input;
	/* assess_measure() is done, and so is all of it. */
	bool is_measured;
	struct assessment assessment;
};

/*
 * For run_govern(): reads all of it into `run->governing->assessing`; nothing to
 * do where `pillars` is not configured.  What is wrong is in the run's problems.
 */
NODISCARD bool assessing_read(struct run *run, struct err *err);

/* Conditions again, once there are more files than selectors knew. */
void assessing_renew(struct run *run);

/* Bits of enum condition_needs. */
unsigned assessing_needs(const struct run *run);

/* For run_judge(): measures, scores, and adds findings and values for gates. */
void assessing_judge(struct run *run);

/* After run_govern(): gathers and judges as far as the pack asks for it, and scores. */
NODISCARD bool run_assess(struct run *run, struct err *err);

/* Scores again after the answers changed. */
void run_assess_again(struct run *run);

/* What a recorded result says about where it comes from. */
struct result_origin assessing_origin(struct run *run, struct str program);

#endif
