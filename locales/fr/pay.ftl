# The page for test payments.

pay-title = Paiement test
pay-warning = Paiement test : aucun argent ne circule
pay-about = Cette page remplace celle d’un prestataire de paiement. Personne n’est débité, quoi que vous fassiez ; seul ce que vous recevez dans la discussion est réel.
pay-open = En attente du paiement.
pay-paid = Payé.
pay-declined = Refusé. Vous ne pouvez plus payer ici.
pay-expired = Le temps est écoulé : cette page de paiement est fermée.
pay-pay-about = Tout se passe bien.
pay-again = Payer { $price } de nouveau
pay-decline = Refuser
pay-decline-about = La banque dit non.
pay-twice = Payer deux fois
pay-twice-about = Deux paiements pour un seul achat : aucun n’est perdu.
pay-late = Payer trop tard
pay-late-about = Le temps s’écoule d’abord, puis l’argent arrive quand même.
pay-back = Retour à la discussion
