#pragma once
int net_optional(void) __attribute__((weak));
