struct conn {
	int fd;
};
static struct conn first;
int net_count;
int net_limit = 1;
struct conn *net_main = &first;
int net_open(void)
{
	return 0;
}
int net_send(struct conn *c, int m)
{
	return c->fd + m;
}
