struct node {
	int left;
};
typedef struct node *ref;
enum colour { RED };
#define SIZE 2
int app_run(struct node n[SIZE], ref r, enum colour c)
{
	return n[0].left + r->left + (c == RED);
}
