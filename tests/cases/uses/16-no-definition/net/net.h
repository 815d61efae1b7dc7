#pragma once
int net_in_assembler(void);
extern int net_in_library;
