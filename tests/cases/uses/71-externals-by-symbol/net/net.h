#pragma once
int zip_own(void);
