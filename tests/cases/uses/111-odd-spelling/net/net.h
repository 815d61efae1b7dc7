#pragma once
extern int net_count;
extern int net_size;
