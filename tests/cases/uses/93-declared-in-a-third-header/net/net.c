struct conn {
	int fd;
};
int net_count;
int net_send(struct conn *c)
{
	return c->fd;
}
