#ifndef ADMIN_CONSOLE_H
#define ADMIN_CONSOLE_H

void console_open(void);
void console_close(void);

#endif
