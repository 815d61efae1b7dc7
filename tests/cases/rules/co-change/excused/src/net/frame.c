int frame;
