#pragma once
#define CORE_NAME(a, b) a##_##b
