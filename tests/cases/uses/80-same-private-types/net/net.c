struct node {
	int left, right;
};
typedef struct node ref;
enum colour { RED, BLUE };
#define SIZE 3
int net_run(struct node n[SIZE], ref r, enum colour c)
{
	return n[0].left + r.right + (c == RED);
}
