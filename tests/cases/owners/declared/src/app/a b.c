int ab;
