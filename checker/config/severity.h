/* SPDX-License-Identifier: MIT */
/*
 * How bad a finding is.  Never "off": YAML reads that as false.
 */
#ifndef LINTEL_CONFIG_SEVERITY_H
#define LINTEL_CONFIG_SEVERITY_H

enum severity {
	SEVERITY_NONE,
	SEVERITY_INFO,
	SEVERITY_WARNING,
	SEVERITY_ERROR,
};

/* "none", "info", "warning", "error", NULL: indexed by enum severity. */
extern const char *const severity_words[];

#endif
