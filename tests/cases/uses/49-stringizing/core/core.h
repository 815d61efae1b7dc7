#pragma once
#define CORE_TEXT(x) #x
