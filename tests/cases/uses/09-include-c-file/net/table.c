static const int entries[] = { 1, 2, 3 };

static int net_entry(int i)
{
	return entries[i];
}
