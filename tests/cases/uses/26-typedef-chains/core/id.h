#pragma once
typedef unsigned long core_word;
typedef core_word core_id;
