"""An unmanned gym (無人ジム): a smart lock that opens for a card or a signed-in phone, and a shelf to buy from."""
