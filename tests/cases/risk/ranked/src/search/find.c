int find;
