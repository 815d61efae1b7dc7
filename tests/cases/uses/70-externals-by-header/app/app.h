#pragma once
struct app_file;
struct ssl;
int app_run(struct ssl *s);
