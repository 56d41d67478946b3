# Said by the messenger itself when a payment is refused before money is taken.

checkout-not-yours = Cette facture est à quelqu’un d’autre, ou elle a déjà été payée. Avec /buy, vous en aurez une à vous. Rien n’a été débité.
checkout-price-changed = Le prix a changé depuis que cette facture a été émise. Les prix du jour sont dans /buy. Rien n’a été débité.
checkout-try-later = Je n’arrive pas à retrouver cette facture pour l’instant. Réessayez dans une minute. Rien n’a été débité.
