int net_extra(void)
{
	return 1;
}
