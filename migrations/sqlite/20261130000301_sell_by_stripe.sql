-- Where the credits come from that are sold by Stripe, in whatever currency: money itself stands in `charges`.
INSERT INTO accounts (name, kind) VALUES ('stripe', 'provider');
