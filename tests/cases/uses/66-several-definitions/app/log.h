#pragma once
void app_note(void);
