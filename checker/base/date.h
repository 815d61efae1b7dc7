/* SPDX-License-Identifier: MIT */
/*
 * Calendar days and moments, UTC only.  There is no clock here but date_now(),
 * which only cli/ may call; everything else works from the run's `--as-of`.
 */
#ifndef LINTEL_BASE_DATE_H
#define LINTEL_BASE_DATE_H

#include "base/attr.h"
#include "base/str.h"

/* Days since 1970-01-01. */
typedef int32_t date_day;

/* Room for "YYYY-MM-DD" and for "YYYY-MM-DDTHH:MM:SSZ", with the NUL. */
#define DATE_DAY_SIZE 40
#define DATE_MOMENT_SIZE 80
#define DATE_SECONDS_PER_DAY 86400

/* Reads "YYYY-MM-DD"; false for any other form and for days that do not exist. */
NODISCARD bool date_read_day(struct str text, date_day *day);

/* Reads RFC 3339, or a bare day, which means its last second. */
NODISCARD bool date_read_moment(struct str text, int64_t *seconds);

void date_write_day(date_day day, char out[DATE_DAY_SIZE]);
void date_write_moment(int64_t seconds, char out[DATE_MOMENT_SIZE]);

/* A day of the calendar, month and day from 1; and back. */
date_day date_from(int year, int month, int day);
void date_split(date_day day, int *year, int *month, int *of_month);
int date_month_days(int year, int month);

/* The day that a moment lies in. */
date_day date_day_of(int64_t seconds);

/* Seconds since 1970-01-01T00:00:00Z. */
int64_t date_now(void);

#endif
