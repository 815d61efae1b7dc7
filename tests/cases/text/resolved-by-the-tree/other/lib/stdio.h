int stdio;
