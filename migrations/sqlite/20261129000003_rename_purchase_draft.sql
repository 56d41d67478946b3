-- The draft that starts once a purchase is paid, called what it is; "wanted" is a state of the purchase.
ALTER TABLE purchases RENAME COLUMN wanted TO draft;
