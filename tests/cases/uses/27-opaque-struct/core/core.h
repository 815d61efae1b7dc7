#pragma once
struct context;
struct ticket;
struct ticket *core_ticket(struct context *x);
