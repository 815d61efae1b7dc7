static int count;
static int open(int n)
{
	return count -= n;
}
int net_run(void)
{
	return open(count);
}
