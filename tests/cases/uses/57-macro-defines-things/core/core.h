#pragma once
#define CORE_COUNTER_DECLARE(name) extern int name##_count; int name##_add(int n)
#define CORE_COUNTER_DEFINE(name) int name##_count; int name##_add(int n) { return name##_count += n; }
#define CORE_LINK(type) struct { type *next; }
#define CORE_NEXT(p, link) ((p)->link.next)
