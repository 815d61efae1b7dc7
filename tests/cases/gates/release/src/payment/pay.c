int pay;
