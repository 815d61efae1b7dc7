#pragma once
extern int net_level;
