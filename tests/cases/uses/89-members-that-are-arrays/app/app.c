#include "net/net.h"

static int first(const char *text)
{
	return text[0];
}

int app_run(struct line *l)
{
	net_line.text[0] = 'a';
	l->text[1] = net_line.text[2];
	l = &net_lines[1];
	l->tail[0] = net_lines[1].text[0];
	return first(net_line.text) + first(l->text);
}
