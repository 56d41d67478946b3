-- What is said to a person who has blocked the bot is kept back, and sent when they are back. What was dropped for
-- somebody who is back already stays dropped.
DELETE FROM outbox
WHERE refusal = 'blocked'
  AND chat_id IN (SELECT id FROM chats WHERE blocked_at IS NULL);
