-- News of the service are one kind of update now, and some fields have names instead of places. Rows of the inbox stay
-- readable: unanswered ones are still to be answered, answered ones are shown by the chat page.
UPDATE inbox
SET incoming = json_object('news', json(incoming))
WHERE json_type(incoming, '$.paid') IS NOT NULL
   OR json_type(incoming, '$.taken_back') IS NOT NULL
   OR json_type(incoming, '$.gifted') IS NOT NULL
   OR json_type(incoming, '$.ordered') IS NOT NULL
   OR json_type(incoming, '$.feed') IS NOT NULL;

UPDATE inbox
SET incoming = json_object('news', json_object('unpaid', json_object(
        'purchase', json(incoming -> '$.unpaid[0]'),
        'reason', json(incoming -> '$.unpaid[1]'))))
WHERE json_type(incoming, '$.unpaid') = 'array';

UPDATE inbox
SET incoming = json_object('news', json_object('joined', json_object('messenger', json(incoming -> '$.joined'))))
WHERE json_type(incoming, '$.joined') = 'text';

UPDATE inbox
SET incoming = json_object('returned', json_object(
        'provider', json(incoming -> '$.returned[0]'),
        'charge', json(incoming -> '$.returned[1]')))
WHERE json_type(incoming, '$.returned') = 'array';
