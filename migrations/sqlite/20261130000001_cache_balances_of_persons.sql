-- Only persons have a cached balance, as on PostgreSQL, where each movement of the service would wait for the one row of its
-- revenue. What the service's own accounts have is the sum of their movements.
DROP TRIGGER movements_move_balances;

CREATE TRIGGER movements_move_balances AFTER INSERT ON movements
BEGIN
    UPDATE accounts
    SET balance = balance + CASE name WHEN NEW.to_account THEN NEW.amount ELSE -NEW.amount END
    WHERE name IN (NEW.from_account, NEW.to_account)
      AND kind IN ('user', 'held');
END;

UPDATE accounts SET balance = 0 WHERE kind NOT IN ('user', 'held');
