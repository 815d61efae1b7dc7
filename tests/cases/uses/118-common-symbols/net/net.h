#pragma once
extern int shared;
